"""The state of a page as a reader keeps it: a pasted list becomes a group, a view is saved and opened, back and forward."""

import re
import shutil

import pytest

from tests.browser.test_dashboard import choose, settle, values, visit

pytestmark = pytest.mark.browser

PENALTIES = "行政处罚 · 处理决定数量"


@pytest.fixture
def kept(workspaces):
    """Give a copy of the fictional city, so that what is kept here stays here."""
    root = workspaces / "kept"
    shutil.copytree(workspaces / "demo", root)
    yield root
    shutil.rmtree(root)


def asked(page):
    return set(page.url.partition("?")[2].split("&")) - {"w=kept"}


def tags(page):
    return page.locator("[data-tag]").all_inner_texts()


def fill(dialog, label, text):
    dialog.get_by_label(label).and_(dialog.locator("input:visible, textarea:visible")).fill(text)


def opened(page, name):
    """The dialog behind a button; a server's first visitor may have to press twice, see `ui.shell`."""
    dialog = page.get_by_role("dialog")
    page.get_by_role("button", name=name).click()
    settle(page)
    if not dialog.count():
        page.get_by_role("button", name=name).click()
    dialog.wait_for()
    return dialog


def closed(page, dialog):
    dialog.wait_for(state="detached")
    settle(page)


@pytest.mark.usefixtures("kept")
def test_a_pasted_list_becomes_a_group_that_the_address_names(chromium, served):
    with visit(chromium, served, "/compare?w=kept") as page:
        dialog = opened(page, "选择机关…")
        dialog.get_by_role("tab", name="粘贴名单").click()
        dialog.get_by_role("textbox", name=re.compile("每行一个")).fill("甲木区\n示例市丙火区人民政府、市公安局\n教育")
        page.keyboard.press("Control+Enter")
        dialog.get_by_text("认出 3 个机关").wait_for()
        dialog.get_by_role("button", name="只要这些（3）").click()
        dialog.get_by_text("名单：3 个机关").wait_for()
        dialog.get_by_role("tab", name="已存分组").click()
        fill(dialog, "名称", "试点")
        fill(dialog, "姓名（必填）", "测试员")
        dialog.get_by_role("button", name="把名单存为分组（3）").click()
        closed(page, dialog)
        (text,) = asked(page)
        assert re.fullmatch(r"g=[0-9a-f]{8}", text)
        assert tags(page) == ["丙火区", "甲木区", "市公安局"]
        page.get_by_role("link", name="趋势").click()
        settle(page)
        assert asked(page) == {text}
        assert tags(page) == ["丙火区", "甲木区", "市公安局"]


@pytest.mark.usefixtures("kept")
def test_a_saved_view_opens_as_it_was_saved_and_back_leads_back(chromium, served):
    with visit(chromium, served, "/trends?w=kept&ot=department&m=penalty.decisions&from=2021") as page:
        saved, before = values(page), asked(page)
        dialog = opened(page, "保存这个视图")
        fill(dialog, "名称", "部门处罚")
        fill(dialog, "姓名（必填）", "测试员")
        dialog.get_by_role("button", name="保存", exact=True).click()
        closed(page, dialog)
        page.get_by_role("button", name="恢复默认").click()
        settle(page)
        assert (page.url, values(page) == saved) == (f"{served}/trends?w=kept", False)
        view = page.locator("[data-testid=stSidebar]").get_by_text("部门处罚", exact=True)
        view.click()
        page.wait_for_url("**view=*")
        settle(page)
        assert values(page) == saved
        assert before < asked(page)
        page.go_back()
        settle(page)
        assert page.url == f"{served}/trends?w=kept"
        page.goto(f"{served}/compare?w=kept&y0=2019")
        settle(page)
        here = values(page)
        view.click()
        page.wait_for_url("**/trends?**")
        settle(page)
        assert values(page) == saved
        page.go_back()
        settle(page)
        assert values(page) == here


def test_back_and_forward_walk_through_the_choices(chromium, served):
    with visit(chromium, served, "/compare") as page:
        states = [(page.url, values(page))]
        choose(page, "指标", PENALTIES)
        states.append((page.url, values(page)))
        for rule in ("部门（6）", "示例市所属（14）"):
            page.get_by_role("button", name=rule).or_(page.get_by_role("radio", name=rule)).first.click()
            settle(page)
            states.append((page.url, values(page)))
        assert [url.partition("?")[2].partition("&")[2].partition("=")[0] for url, _ in states[2:]] == ["ot", "of"]
        for state in states[-2::-1]:
            page.go_back()
            settle(page)
            assert (page.url, values(page)) == state
        for state in states[1:]:
            page.go_forward()
            settle(page)
            assert (page.url, values(page)) == state
