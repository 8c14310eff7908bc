"""As a new user would: from the Overview to a Word file with charts and a comment; the other formats from a template."""

import io
import zipfile

import docx
import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium):
    context = chromium.new_context(locale="zh-CN", viewport={"width": 1440, "height": 1000}, accept_downloads=True)
    opened = context.new_page()
    opened.set_default_timeout(30_000)
    yield opened
    context.close()


def collect(page, address):
    page.goto(address)
    page.get_by_role("button", name="加入简报").last.click()
    expect(page.get_by_text("已加入简报").first).to_be_visible()


def taken(page):
    page.get_by_role("button", name="生成文件").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="下载").click()
    return download.value


def test_from_the_overview_to_a_word_file_with_charts_and_a_comment(page, served):
    collect(page, f"{served}/?w=demo")
    for link in ("比较", "趋势", "构成"):
        page.get_by_test_id("stSidebarNav").get_by_role("link", name=link).click()
        expect(page.get_by_role("heading", name=link, exact=True)).to_be_visible()
        page.get_by_role("button", name="加入简报").first.click()
        expect(page.get_by_text("已加入简报").first).to_be_visible()
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="简报").click()
    page.get_by_role("button", name="✎").first.click()
    comment = page.get_by_role("textbox", name="说明")
    comment.fill("请关注丁火县。")
    comment.press("Control+Enter")
    expect(page.get_by_text("请关注丁火县。").last).to_be_visible()
    page.keyboard.press("Escape")
    file = taken(page)
    assert file.suggested_filename.endswith(".docx")
    data = file.path().read_bytes()
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert len([name for name in names if "chart" in name and name.endswith(".xml") and "rels" not in name]) >= 3
    texts = [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]
    assert "请关注丁火县。" in texts


@pytest.mark.parametrize(("kind", "start"), [("幻灯片", b"PK"), ("PDF", b"%PDF"), ("Excel", b"PK")])
def test_a_template_is_written_in_every_format(page, served, kind, start):
    page.goto(f"{served}/brief?w=demo")
    page.get_by_role("button", name="按模板填写").click()
    page.get_by_role("radio", name=kind).click()
    assert taken(page).path().read_bytes().startswith(start)
