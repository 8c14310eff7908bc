"""Organ in a visitor's browser: cards open by mouse and by key, tables scroll in their own box, files hold the page."""

import io

import polars as pl
import pytest

from analysis import load
from tests.browser.test_dashboard import choose, download, settle, visit

pytestmark = pytest.mark.browser

CELL = "litigation_after_review.total"


@pytest.fixture(scope="module")
def faulty(workspaces):
    """Give the address of the report whose litigation does not add up."""
    con = load.open_database(load.published(workspaces / "demo"))
    found = load.findings(con, rule="t4.litigation_after_review", outcome="fail").row(0, named=True)
    return f"/organ?org={found['organ_id']}&y={found['year']}"


def card(page, path=CELL):
    return page.locator(f"#cell-{path.replace('.', '-')}")


def opener(page, path=CELL):
    return page.locator(f".printed-form button[popovertarget=cell-{path.replace('.', '-')}]")


def test_a_press_on_a_figure_tells_where_it_stands_and_what_was_found(chromium, served, faulty):
    with visit(chromium, served, faulty) as page:
        assert not card(page).is_visible()
        opener(page).click()
        text = card(page).inner_text()
        for said in ("原文", "位置", "示例市自然资源和规划局_2023", "相差 1"):
            assert said in text
        page.keyboard.press("Escape")
        assert not card(page).is_visible()
        page.locator(f".findings button[popovertarget=cell-{CELL.replace('.', '-')}]").click()
        assert card(page).is_visible()


def test_a_card_opens_and_closes_by_the_keyboard_alone(chromium, served, faulty):
    with visit(chromium, served, faulty) as page:
        opener(page).focus()
        page.keyboard.press("Enter")
        assert card(page).is_visible()
        page.keyboard.press("Escape")
        assert not card(page).is_visible()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
        assert card(page, "litigation_after_review.pending").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_labels_stay_while_figures_scroll(chromium, served, faulty, scheme):
    phone = {"viewport": {"width": 390, "height": 844}, "color_scheme": scheme}
    with visit(chromium, served, faulty, **phone) as page:
        box = page.locator(".form-box").nth(1)
        label = box.locator("tbody th[scope=row]").first
        before = label.bounding_box()
        total = box.locator("td").nth(6)
        assert total.bounding_box()["x"] > 390
        box.evaluate("box => { box.scrollLeft = box.scrollWidth }")
        assert label.bounding_box()["x"] == pytest.approx(before["x"], abs=2)
        assert total.bounding_box()["x"] < 390
        total.get_by_role("button").click()
        opened = page.locator("[popover]:popover-open").bounding_box()
        assert opened["x"] >= 0
        assert opened["x"] + opened["width"] <= 390
        paper, behind = page.evaluate(
            """() => ["#root [popover]:popover-open", ".stApp"].map(
                each => getComputedStyle(document.querySelector(each)).backgroundColor)"""
        )
        assert paper == behind


def test_the_ways_to_the_years_beside_and_back(chromium, served, faulty):
    with visit(chromium, served, faulty) as page:
        page.get_by_role("link", name="← 2022 年").click()
        page.wait_for_url("**y=2022**")
        settle(page)
        assert "2022年政府信息公开工作年度报告" in page.locator(".report-title").inner_text()
        page.go_back()
        settle(page)
        assert "2023年政府信息公开工作年度报告" in page.locator(".report-title").inner_text()


def test_a_chosen_report_is_found_again_by_its_address(chromium, served):
    with visit(chromium, served, "/organ") as page:
        choose(page, "机关", "丙火区")
        choose(page, "年份", "2021")
        title = page.locator(".report-title").inner_text()
        assert "丙火区人民政府2021年" in title
        assert "y=2021" in page.url
        page.reload()
        settle(page)
        assert page.locator(".report-title").inner_text() == title


def test_the_files_hold_every_figure_of_the_form(chromium, served, faulty):
    with visit(chromium, served, faulty) as page:
        page.get_by_text("全部单元格清单与下载").click()
        settle(page)
        written, name = download(page, "CSV")
        assert name.startswith("report-")
        file = pl.read_csv(io.BytesIO(written), comment_prefix="#")
        shown = [text.split("\n")[0] for text in page.locator(".printed-form td .now").all_inner_texts()]
        numbers = [float(text.rstrip("▲◆●").replace(",", "").replace("−", "-")) for text in shown]
        assert [float(value) for value in file["2023 年"]] == numbers
        wrong = file.filter(pl.col("问题") != "")
        assert wrong["位置"].str.len_chars().min() > 0
        assert "虚构数据" in written.decode("utf-8-sig")
        assert download(page, "XLSX")[0].startswith(b"PK")


def test_english_names_every_part_of_the_form(chromium, served, faulty):
    with visit(chromium, served, f"{faulty}&lang=en") as page:
        heads = page.locator(".printed-form th").all_inner_texts()
        assert [head for head in heads if not head.isascii()] == []
