"""The dashboard as a visitor's browser sees it: every page, the address, the files to take away."""

import io
import re
from contextlib import contextmanager
from pathlib import Path

import polars as pl
import pytest
from PIL import Image

from ui.routes import ORDER, PAGES

pytestmark = pytest.mark.browser

SHOWN = [name for name in ORDER if (PAGES / f"{name}.py").is_file()]
FIRST_VIEW_MS = 30_000
STEP_MS = 100
STILL = 6
# Streamlit's own page looks for its server under the deep address first and takes the 404 as an answer.
PROBE = re.compile(r"/_stcore/(health|host-config)$")


@contextmanager
def visit(chromium, served, path, **settings):
    """A visitor with a fresh browser; leaving checks that nothing went wrong and nothing was asked of another host."""
    context = chromium.new_context(**{"viewport": {"width": 1440, "height": 1000}, "locale": "zh-CN"} | settings)
    page = context.new_page()
    errors, outside = [], []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(f"{said.text} {said.location}") if is_error(said) else None)
    page.on("request", lambda request: outside.append(request.url) if is_outside(request.url, served) else None)
    page.goto(served + path)
    settle(page)
    yield page
    context.close()
    assert outside == []
    assert errors == []


def path_of(name):
    """The front page lives at the root."""
    return "/" if name == ORDER[0] else f"/{name}"


def is_error(said):
    return said.type == "error" and not PROBE.search(said.location.get("url", ""))


def is_outside(url, served):
    return not url.startswith((served, served.replace("http", "ws", 1), "data:", "blob:"))


def settle(page):
    """Wait until the page is drawn: the server has nothing more to say, and for a moment nothing changes."""
    page.locator(".stMainBlockContainer h2").wait_for(timeout=FIRST_VIEW_MS)
    before, still = None, 0
    for _ in range(FIRST_VIEW_MS // STEP_MS):
        idle = page.locator("[data-testid=stApp][data-test-script-state=notRunning]").count()
        now = page.locator("[data-testid=stApp]").inner_text()
        still = still + 1 if idle and now == before else 0
        if still == STILL:
            return
        before = now
        page.wait_for_timeout(STEP_MS)
    pytest.fail("the page does not come to rest")


def choose(page, label, text):
    box = page.get_by_role("combobox", name=label)
    box.click()
    box.fill(text)
    page.get_by_role("option", name=text, exact=True).click()
    settle(page)


def values(page):
    """What a reader sees chosen and computed."""
    tiles = page.locator("[data-testid=stMetric]").all_inner_texts()
    boxes = [box.input_value() for box in page.get_by_role("combobox").all()]
    tags = page.locator("[data-tag]").all_inner_texts()
    return tiles, boxes, tags


def table(page):
    """The rows of the table that is open, as its accessible twin tells them."""
    rows = page.get_by_role("tabpanel").locator("[data-testid=stDataFrame] tbody tr")
    rows.first.wait_for(state="attached")
    return [row.locator("td").all_text_contents() for row in rows.all()]


def download(page, kind, at=0):
    if kind in ("PNG", "SVG", "PDF"):
        page.get_by_role("button", name=re.compile("^(图片|Picture)")).nth(at).click()
        with page.expect_download() as taken:
            page.get_by_role("button", name=kind, exact=True).click()
        page.keyboard.press("Escape")
        return Path(taken.value.path()).read_bytes(), taken.value.suggested_filename
    with page.expect_download() as taken:
        page.get_by_role("button", name=kind, exact=True).nth(at).click()
    return Path(taken.value.path()).read_bytes(), taken.value.suggested_filename


def test_a_deep_address_works_on_a_server_nobody_has_visited(chromium, served):
    # First in this file: Streamlit's old router serves the first visitor.
    with visit(chromium, served, "/compare?m=penalty.decisions&y0=2022") as page:
        assert page.locator("h2").inner_text() == "比较"
        choose(page, "起始年份", "2020")
        assert "y0=2020" in page.url
        assert page.get_by_role("link", name="总览").is_visible()


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize("workspace", ["demo", "samples"])
def test_every_page_opens(chromium, served, name, workspace):
    with visit(chromium, served, f"{path_of(name)}?w={workspace}") as page:
        page.wait_for_function("document.documentElement.lang === 'zh-CN'")
        assert page.get_by_text("虚构数据", exact=True).first.is_visible() is (workspace == "demo")
        assert not page.locator("[data-testid=stException]").count()


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_fits_a_phone(chromium, served, name, scheme):
    phone = {"viewport": {"width": 390, "height": 844}, "color_scheme": scheme, "locale": "en-US"}
    with visit(chromium, served, path_of(name), **phone) as page:
        wide, room = page.evaluate("(main => [main.scrollWidth, main.clientWidth])(document.querySelector('.stMain'))")
        assert wide <= room
        page.wait_for_function("document.documentElement.lang === 'en'")


def test_a_chosen_view_is_found_again_by_its_address(chromium, served):
    with visit(chromium, served, "/compare") as page:
        choose(page, "指标", "行政处罚 · 处理决定数量")
        choose(page, "截止年份", "2023")
        choose(page, "起始年份", "2019")
        page.get_by_role("button", name="部门（6）").or_(page.get_by_role("radio", name="部门（6）")).first.click()
        settle(page)
        assert set(page.url.partition("?")[2].split("&")) == {
            "m=penalty.decisions",
            "y0=2019",
            "y1=2023",
            "ot=department",
        }
        before = values(page)
        page.reload()
        settle(page)
        assert values(page) == before
        page.get_by_role("link", name="趋势").click()
        settle(page)
        assert "m=penalty.decisions" in page.url
        assert len(values(page)[2]) == 6


def test_defaults_stay_out_of_the_address(chromium, served):
    with visit(chromium, served, "/compare?m=penalty.decisions") as page:
        choose(page, "指标", "行政许可 · 处理决定数量")
        assert page.url == f"{served}/compare"


def test_back_goes_back(chromium, served):
    with visit(chromium, served, "/compare") as page:
        first = values(page)
        choose(page, "指标", "行政处罚 · 处理决定数量")
        second = values(page)
        choose(page, "截止年份", "2022")
        assert values(page) != second != first
        for before in (second, first):
            page.go_back()
            settle(page)
            assert values(page) == before


def test_a_change_on_the_overview_leads_to_its_comparison_and_back(chromium, served):
    with visit(chromium, served, "/") as page:
        entry = page.locator("[data-testid=stPageLink-NavLink]", has_text="庚金开发区").first
        entry.click()
        page.wait_for_url("**/compare?**")
        settle(page)
        assert values(page)[2] == ["庚金开发区"]
        page.go_back()
        settle(page)
        assert page.locator("h2").inner_text() == "总览"


def test_the_files_hold_the_numbers_of_the_page(chromium, served):
    with visit(chromium, served, "/compare?y0=2019&y1=2025&o=%40department") as page:
        page.get_by_role("tab", name="表").click()
        settle(page)
        shown = table(page)
        written, name = download(page, "CSV")
        assert name == "licence.decisions-2019-2025.csv"
        assert written.startswith(b"\xef\xbb\xbf")
        file = pl.read_csv(io.BytesIO(written), comment_prefix="#")
        assert file.columns[:5] == ["机关", "2019 年", "2025 年", "增减", "增减 %"]
        assert len(shown) == file.height == 7
        for row, line in zip(shown, file.iter_rows(), strict=True):
            assert row[0] == line[0]
            assert [float(text) for text in row[1:5]] == [float(number) for number in line[1:5]]
        caption = written.decode("utf-8-sig")
        for said in ("虚构数据", "行政许可 · 处理决定数量", "件", "数据库第", "政府信息公开工作年度报告"):
            assert said in caption


def test_the_picture_is_a_picture(chromium, served):
    with visit(chromium, served, "/trends") as page:
        written, name = download(page, "PNG")
        assert name == "licence.decisions-2019-2025.png"
        picture = Image.open(io.BytesIO(written))
        assert picture.format == "PNG"
        assert picture.width > 1000
        vector, _ = download(page, "SVG")
        assert "行政许可" in vector.decode()
        assert "虚构数据" in vector.decode()
