"""Categories in a visitor's browser: the address keeps the view, the files hold the numbers of the page."""

import io

import polars as pl
import pytest
from PIL import Image

from tests.browser.test_dashboard import choose, download, settle, table, visit

pytestmark = pytest.mark.browser


def switch(page, name):
    page.get_by_role("radio", name=name).or_(page.get_by_role("button", name=name, exact=True)).first.click()
    settle(page)


def test_a_chosen_view_is_found_again_by_its_address(chromium, served):
    with visit(chromium, served, "/categories") as page:
        choose(page, "构成类别", "申请人类型")
        switch(page, "一年各机关")
        switch(page, "件数")
        choose(page, "年份", "2022")
        assert set(page.url.partition("?")[2].split("&")) == {"f=applicants", "over=organ", "as=value", "y=2022"}
        before = page.locator(".stMainBlockContainer").inner_text()
        page.reload()
        settle(page)
        assert page.locator(".stMainBlockContainer").inner_text() == before
        page.go_back()
        settle(page)


def test_the_chart_says_what_it_shows(chromium, served):
    with visit(chromium, served, "/categories") as page:
        chart = page.locator("[data-testid=stVegaLiteChart]")
        assert "堆积条形图：办理结果，示例市，2019–2025" in chart.get_attribute("aria-label")
        switch(page, "一年各机关")
        assert "堆积条形图：办理结果，2025 年" in chart.get_attribute("aria-label")


def test_the_files_hold_the_numbers_of_the_page(chromium, served):
    with visit(chromium, served, "/categories?f=refusal_reasons") as page:
        page.get_by_role("tab", name="表").click()
        settle(page)
        shown = table(page)
        written, name = download(page, "CSV")
        assert name == "refusal_reasons-year-share.csv"
        file = pl.read_csv(io.BytesIO(written), comment_prefix="#")
        assert file.height == 7 * 8
        # The screen's table holds the rows in sight only.
        assert len(shown) > 10
        for row, line in zip(shown, file.head(len(shown)).iter_rows(), strict=True):
            assert (row[0], row[1], row[2]) == (line[0], str(line[1]), line[2])
            assert [float(text) for text in row[3:5]] == [float(number) for number in line[3:5]]
        assert "虚构数据" in written.decode("utf-8-sig")


def test_the_picture_carries_title_and_caveats(chromium, served):
    with visit(chromium, served, "/categories") as page:
        picture, name = download(page, "PNG")
        assert name == "outcomes-year-share.png"
        assert Image.open(io.BytesIO(picture)).width > 1000
        vector = download(page, "SVG")[0].decode()
        assert "办理结果" in vector
        assert "2021 年格式变化" in vector.replace("\u00a0", " ")


def test_from_a_share_to_the_report_it_comes_from(chromium, served):
    with visit(chromium, served, "/categories") as page:
        page.get_by_role("link", name="打开示例市 2025 年年报").click()
        page.wait_for_url("**/organ?**")
        settle(page)
        assert "示例市人民政府2025年" in page.locator(".report-title").inner_text()
