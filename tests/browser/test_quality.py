"""Quality as a new user walks it: find the worst report, see why, judge it, correct another, undo, take the check report."""

import shutil

import pytest

from analysis import load
from briefing.words import words
from tests.browser.test_dashboard import choose, download, settle, visit
from ui.findings import Key

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture
def trial(workspaces):
    """Give the name of a copy of the fictional city, so that what is decided here stays here."""
    root = workspaces / "trial"
    shutil.copytree(workspaces / "demo", root)
    yield root
    shutil.rmtree(root)


def check(root, rule):
    """Give the address of the first failed check whose rule begins so, and its row."""
    row = load.findings(load.open_database(load.published(root)), rule=rule, outcome="fail").row(0, named=True)
    return f"/quality?w=trial&f={Key(row['organ_id'], row['year'], row['rule'])}", row


def visible(page, label):
    return page.get_by_label(label).and_(page.locator("input:visible, textarea:visible"))


def judge(page, say):
    page.get_by_text(say("judgement.source_error"), exact=True).click()
    visible(page, say("decide.note")).fill("总计漏填")
    visible(page, say("decide.who")).fill("Li")
    page.get_by_role("button", name=say("decide.record")).click()
    page.get_by_text(say("decide.recorded")).wait_for()
    settle(page)


def correct(page, say, value):
    page.get_by_role("tab", name=say("decide.correction"), exact=True).click()
    visible(page, say("decide.value")).fill(value)
    visible(page, say("decide.reason")).fill("电话核实")
    visible(page, say("decide.who")).fill("Li")
    page.get_by_role("button", name=say("decide.correct"), exact=True).click()
    page.get_by_text(say("decide.corrected")).wait_for()
    settle(page)


def sides(page):
    return page.locator(".sides dd").all_inner_texts()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_new_user_finds_judges_corrects_and_takes_the_report(chromium, served, trial, language):
    say = words(language)
    _, wrong = check(trial, "t4.review")
    with visit(chromium, served, f"/quality?w=trial&lang={language}&by=report") as page:
        page.locator(".st-key-scrolled-matrix svg text", has_text="▲").first.click()
        settle(page)
        assert "at=" in page.url
        assert "r=" in page.url
        page.get_by_role("link", name=say("mark.error")).first.click()
        settle(page)
        assert "f=" in page.url
        assert page.locator(".cells tbody tr").count() > 1
        assert len(sides(page)) == 3
        judge(page, say)
        page.get_by_role("link", name=say("finding.back")).click()
        settle(page)
        assert page.get_by_text("✍").first.is_visible()

        page.goto(f"{served}{check(trial, 't4.review')[0]}&lang={language}")
        settle(page)
        left, right, _ = sides(page)
        assert left != right
        correct(page, say, left)
        assert sides(page) == [left, left, "0"]
        assert page.locator(".cells .corrected .value").inner_text().startswith(left)
        page.get_by_role("button", name=say("decide.undo"), exact=True).first.click()
        page.get_by_role("button", name=say("decide.undo_now"), exact=True).click()
        page.get_by_text(say("decide.undone")).wait_for()
        settle(page)
        assert sides(page)[:2] == [left, right]

        page.goto(f"{served}/quality?w=trial&lang={language}&y={wrong['year']}")
        settle(page)
        for kind, head in (("XLSX", b"PK"), ("DOCX", b"PK")):
            written, name = download(page, say("mend.file", kind=kind))
            assert written.startswith(head)
            assert name.endswith(kind.lower())


@pytest.mark.usefixtures("trial")
def test_a_verdict_is_given_by_the_keyboard_alone(chromium, served):
    say = words("zh")
    with visit(chromium, served, "/quality?w=trial&y=2023&lang=zh") as page:
        page.get_by_role("link", name=say("mark.error")).first.focus()
        page.keyboard.press("Enter")
        settle(page)
        page.get_by_role("radio", name=say("judgement.source_error")).focus()
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        page.keyboard.type("原报告总计漏填")
        page.keyboard.press("Tab")
        page.keyboard.type("李明")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.get_by_text(say("decide.recorded")).wait_for()
        settle(page)
        undo = page.get_by_role("button", name=say("decide.undo"), exact=True).first
        undo.focus()
        page.keyboard.press("Enter")
        page.get_by_role("button", name=say("decide.undo_now"), exact=True).focus()
        page.keyboard.press("Enter")
        page.get_by_text(say("decide.undone")).wait_for()


@pytest.mark.usefixtures("trial")
def test_filters_and_the_open_check_are_found_again_by_the_address(chromium, served):
    with visit(chromium, served, "/quality?w=trial&y=2023&lang=zh") as page:
        choose(page, "严重程度", "▲ 错误")
        choose(page, "规则", "表四合计")
        listed = page.get_by_role("link", name="错误").all_inner_texts()
        assert listed
        assert all("表四合计" in each for each in listed)
        page.reload()
        settle(page)
        assert page.get_by_role("link", name="错误").all_inner_texts() == listed
        page.get_by_role("link", name="错误").first.click()
        settle(page)
        title = page.locator("h3").first.inner_text()
        page.reload()
        settle(page)
        assert page.locator("h3").first.inner_text() == title
        page.get_by_role("link", name="返回清单").click()
        settle(page)
        assert page.get_by_role("link", name="错误").all_inner_texts() == listed


@pytest.mark.parametrize("scheme", ["dark"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_on_a_phone_the_matrix_scrolls_in_its_own_box_and_the_page_does_not(chromium, served, trial, scheme, language):
    address, _ = check(trial, "t4.review")
    with visit(chromium, served, f"/quality?w=trial&y=2023&lang={language}", color_scheme=scheme, **PHONE) as page:
        box = page.locator(".st-key-scrolled-matrix")
        wide, room = box.evaluate("box => [box.scrollWidth, box.clientWidth]")
        assert wide > room
        for at in (None, f"{served}{address}&lang={language}"):
            if at:
                page.goto(at)
                settle(page)
            wide, room = page.evaluate(
                "(main => [main.scrollWidth, main.clientWidth])(document.querySelector('.stMain'))"
            )
            assert wide <= room


def test_a_finding_on_the_report_leads_to_its_own_page(chromium, served, trial):
    _, row = check(trial, "t4.review")
    with visit(chromium, served, f"/organ?w=trial&org={row['organ_id']}&y={row['year']}&lang=zh") as page:
        page.locator(".findings a").first.click()
        settle(page)
        assert f"f={row['organ_id']}.{row['year']}.{row['rule']}" in page.url
        assert "w=trial" in page.url


def test_a_pdf_shows_its_page_with_the_box(chromium, served, trial):
    con = load.open_database(load.published(trial))
    found = load.findings(con, outcome="cannot_check").iter_rows(named=True)
    row = next(each for each in found if each["file"].endswith(".pdf") and each["place"] and each["cells"])
    key = Key(row["organ_id"], row["year"], row["rule"])
    with visit(chromium, served, f"/quality?w=trial&f={key}") as page:
        assert page.locator("[data-testid=stImage] img").first.evaluate("img => img.naturalWidth") > 500
