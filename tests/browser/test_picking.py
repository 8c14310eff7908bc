"""Marks picked in a chart leave only their rows in the table; the way back, and the one into the address."""

import pytest

from tests.browser.test_dashboard import settle, table, visit

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True, scope="module")
def visited(chromium, served):
    """Streamlit's old router serves the first visitor, whose charts are others at their second run."""
    with visit(chromium, served, "/"):
        pass


def pick(page, organ, kind="point"):
    """Click the topmost mark of an organ."""
    chart = page.locator("[data-testid=stVegaLiteChart]")
    chart.locator(f'path[aria-roledescription={kind}][aria-label*="机关: {organ}"]').last.click(force=True)
    settle(page)


def sentence(page):
    return page.get_by_text("因图中已选中")


@pytest.mark.parametrize("path", ["/compare", "/trends", "/compare?way=peers"])
def test_picked_organs_are_left_in_the_table(chromium, served, path):
    with visit(chromium, served, path) as page:
        pick(page, "丁火县")
        assert "丁火县" in sentence(page).inner_text()
        assert {row[0] for row in table(page)} == {"丁火县"}
        pick(page, "乙木县")
        assert {row[0] for row in table(page)} == {"丁火县", "乙木县"}
        pick(page, "丁火县")
        assert {row[0] for row in table(page)} == {"乙木县"}
        page.get_by_role("button", name="清除选择").click()
        settle(page)
        assert sentence(page).count() == 0


def test_what_is_kept_of_a_choice_is_in_the_address(chromium, served):
    with visit(chromium, served, "/trends") as page:
        pick(page, "丁火县")
        pick(page, "乙木县")
        page.get_by_role("button", name="只比较这些机关").click()
        settle(page)
        assert page.locator("[data-tag]").all_inner_texts() == ["丁火县", "乙木县"]
        assert "o=" in page.url
        assert sentence(page).count() == 0


def test_a_year_that_is_picked_stands_beside_the_chart(chromium, served):
    with visit(chromium, served, "/categories") as page:
        page.locator('path[aria-roledescription=bar][aria-label*="年份: 2022"]').first.click(force=True)
        settle(page)
        assert page.get_by_text("2022 年与 2021 年相比").is_visible()


def test_years_stay_as_chosen_whatever_else_is_and_go_back(chromium, served):
    with visit(chromium, served, "/trends") as page:
        page.get_by_role("slider").first.press("ArrowRight")
        settle(page)
        assert page.url.endswith("?from=2020")
        page.get_by_text("对数", exact=True).click()
        settle(page)
        assert page.url.endswith("?from=2020&s=log")
        for _ in range(2):
            page.go_back()
            settle(page)
        thumbs = page.get_by_role("slider").all()
        assert [thumb.get_attribute("aria-valuetext") or thumb.inner_text() for thumb in thumbs] == ["2019", "2025"]
