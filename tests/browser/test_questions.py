"""The questions that people come with, each driven as a person would, and every number walked to its document."""

import re

import pytest

pytestmark = pytest.mark.browser

WIDE, PHONE = {"width": 1440, "height": 1000}, {"width": 390, "height": 844}
LOCALES = {"zh": "zh-CN", "en": "en-US"}
SOURCES = {"zh": "原文出处", "en": "Sources"}
LONGEST_MS = 30_000


class Visitor:
    """One reader with a fresh browser."""

    def __init__(self, page, served):
        self.page, self.served = page, served

    def opens(self, path):
        self.page.goto(self.served + path)
        self.rests()

    def rests(self):
        """Waits until the server has nothing more to say and the page stands still."""
        self.page.locator(".stMainBlockContainer h2").wait_for(timeout=LONGEST_MS)
        before, still = None, 0
        for _ in range(LONGEST_MS // 50):
            idle = self.page.locator("[data-testid=stApp][data-test-script-state=notRunning]").count()
            now = self.page.locator("[data-testid=stApp]").inner_text()
            still = still + 1 if idle and now == before else 0
            if still == 3:
                return
            before = now
            self.page.wait_for_timeout(50)
        pytest.fail("the page does not come to rest")

    def sees(self):
        return self.page.locator(".stMainBlockContainer").inner_text()

    def goes_to(self, link):
        address = self.page.url
        link.click()
        self.page.wait_for_url(lambda url: url != address)
        self.rests()

    def chooses(self, label, text):
        box = self.page.get_by_role("combobox", name=label)
        box.click()
        box.fill(text)
        self.page.get_by_role("option", name=text, exact=True).click()
        self.rests()


@pytest.fixture(scope="module")
def screens(chromium):
    """Give a browser window for a size and language, one for all tests: its cache holds Streamlit's own files."""
    opened = {}

    def screen(width, language):
        key = (width["width"], language)
        if key not in opened:
            opened[key] = chromium.new_context(viewport=width, locale=LOCALES[language])
        return opened[key]

    yield screen
    for context in opened.values():
        context.close()


@pytest.fixture
def visitor(screens, served, request):
    page = screens(*getattr(request, "param", (WIDE, "zh"))).new_page()
    page.set_default_timeout(LONGEST_MS)
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield Visitor(page, served)
    broken = page.locator("[data-testid=stException]").count()
    page.close()
    assert errors == []
    assert not broken


EVERYWHERE = pytest.mark.parametrize(
    "visitor", [(WIDE, "zh"), (PHONE, "en")], ids=["wide-zh", "phone-en"], indirect=True
)


@EVERYWHERE
def test_where_are_licences_up(visitor):
    visitor.opens("/")
    entry = visitor.page.locator(
        "[data-testid=stPageLink-NavLink]", has_text=re.compile(r"庚金开发区.*(许可|licences)")
    )
    visitor.goes_to(entry.first)
    assert "/compare?" in visitor.page.url
    assert "+2,192" in visitor.page.locator("[data-testid=stVegaLiteChart]").inner_html() + visitor.sees()


def test_where_are_licences_up_by_keyboard_alone(visitor):
    visitor.opens("/")
    page = visitor.page
    reached = "document.activeElement.tagName == 'A' && /庚金开发区.*许可/.test(document.activeElement.innerText)"
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate(reached):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare?**")
    visitor.rests()
    assert "+2,192" in page.locator("[data-testid=stVegaLiteChart]").inner_html() + visitor.sees()


@EVERYWHERE
def test_penalties_are_down_since(visitor):
    visitor.opens("/trends?m=penalty.decisions&o=7eb2354d")
    assert re.search("自 2022 年起逐年减少|down every year since 2022", visitor.sees())
    visitor.page.get_by_role("tab", name=SOURCES["zh"]).or_(visitor.page.get_by_role("tab", name=SOURCES["en"])).click()
    years = visitor.page.locator(".sources thead th").all_inner_texts()
    assert years == [str(year) for year in range(2019, 2026)]


@EVERYWHERE
def test_why_is_this_districts_disclosure_rate_lower(visitor):
    visitor.opens("/compare?m=disclosure_rate&o=db760246,2335a5c8")
    link = visitor.page.locator("[data-testid=stPageLink-NavLink]", has_text=re.compile("为什么高或低|Why higher"))
    visitor.goes_to(link)
    assert "/categories?" in visitor.page.url
    assert "over=organ" in visitor.page.url
    seen = visitor.sees()
    assert "丙火区" in seen
    assert "乙木县" in seen


@EVERYWHERE
def test_what_may_not_be_compared_and_why(visitor):
    visitor.opens("/compare?m=fees.amount_wan&y0=2020&y1=2021")
    why = visitor.page.get_by_test_id("stTable").get_by_text(re.compile("2021年格式填收费金额|counts items of fees"))
    why.first.wait_for()
    assert why.count() == 7


def test_a_definition_and_the_glossary_by_keyboard_alone(visitor):
    visitor.opens("/compare?m=disclosure_rate")
    page = visitor.page
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('data-testid')") == "stPopoverButton":
            break
    page.keyboard.press("Enter")
    page.locator(".info").first.wait_for()
    visitor.rests()
    said = page.locator(".info").first.inner_text()
    for words in ("予以公开与部分公开之和", "分母", "国办公开办函", "t3.balance", "小样本"):
        assert words in said
    assert "i=sum.disclosure_rate" in page.url
    page.keyboard.press("Escape")
    page.locator(".info").first.wait_for(state="detached")
    visitor.rests()
    assert "i=" not in page.url


def test_an_opened_definition_is_found_again_by_its_address(visitor):
    # The card hangs at its button, which stands under the fold of a usual screen.
    visitor.page.set_viewport_size({"width": 1440, "height": 2400})
    visitor.opens("/trends?m=penalty.decisions&i=penalty.decisions")
    card = visitor.page.locator(".info")
    assert "本年度作出的行政处罚" in card.inner_text()
    visitor.goes_to(card.get_by_role("link"))
    assert "/glossary?" in visitor.page.url
    assert "行政处罚 · 处理决定数量" in visitor.sees()


TO_DOCUMENT = {
    "compare": "/compare?m=licence.decisions",
    "trends": "/trends?m=licence.decisions",
    "categories": "/categories?f=applicants",
}


@pytest.mark.parametrize("path", TO_DOCUMENT.values(), ids=TO_DOCUMENT)
def test_two_clicks_lead_from_a_figure_to_the_printed_cell(visitor, path):
    visitor.opens(path)
    visitor.page.get_by_role("tab", name=SOURCES["zh"]).click()
    number = visitor.page.locator(".sources a").first
    figure = number.inner_text()
    visitor.goes_to(number)
    traced = visitor.page.locator(".st-key-traced")
    assert f"“{figure.replace(',', '')}”" in traced.inner_text()
    assert re.search("第.+行", traced.locator(".sources").inner_text())
    traced.locator("img").or_(traced.locator("table").nth(1)).first.wait_for()


def test_a_sum_of_the_overview_leads_to_its_addends(visitor):
    visitor.opens("/")
    visitor.page.locator("[data-testid=stPopoverButton]").first.click()
    number = visitor.page.locator(".sources a", has_text="124,448")
    number.wait_for()
    visitor.goes_to(number)
    assert "“124448”" in visitor.page.locator(".st-key-traced").inner_text()


def test_a_change_of_the_overview_leads_to_both_of_its_cells(visitor):
    visitor.opens("/")
    visitor.goes_to(visitor.page.locator(".walk a", has_text="12,182"))
    assert "“12182”" in visitor.page.locator(".st-key-traced").inner_text()


def test_a_rate_leads_to_its_numerator_and_denominator(visitor):
    visitor.opens("/organ?org=fe30b0a2&y=2024&i=disclosure_rate")
    traced = visitor.page.locator(".st-key-traced")
    sides = [row.locator("td").all_inner_texts() for row in traced.locator("tbody tr").all()]
    assert [side[0] for side in sides] == ["分子", "分子", "分母"]
    made = [int(side[3].replace(",", "")) for side in sides]
    assert f"{made[0] + made[1]} / {made[2]}" in traced.inner_text()
    visitor.goes_to(traced.get_by_role("link", name="办理结果总计"))
    assert "i=requests.total.total" in visitor.page.url
    assert f"“{made[2]}”" in traced.inner_text()


def test_a_cell_of_the_printed_form_leads_to_its_place(visitor):
    visitor.opens("/organ?org=fe30b0a2&y=2024")
    visitor.page.locator("[popovertarget=cell-licence-decisions]").first.click()
    visitor.goes_to(visitor.page.locator("#cell-licence-decisions a"))
    assert "“122062”" in visitor.page.locator(".st-key-traced").inner_text()
