"""Quality, run by Streamlit's own test runner over a copy of the fictional city, so that decisions stay here."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis import load
from ledger import Judgement, Kind, open_book, url_of
from ui import book, jobs
from ui.findings import Key

PAGE = Path(__file__).parents[2] / "pages" / "quality.py"
ORGAN_PAGE = PAGE.with_name("organ.py")

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def home(workspaces, tmp_path, monkeypatch):
    """Give a folder with a workspace `demo` of its own."""
    shutil.copytree(workspaces / "demo", tmp_path / "demo")
    monkeypatch.setenv("GONGKAI_WORKSPACES", str(tmp_path))
    return tmp_path


@pytest.fixture(scope="module")
def planted(workspaces):
    """Give the one failed check whose rule begins so."""
    con = load.open_database(load.published(workspaces / "demo"))

    def find(rule):
        row = load.findings(con, rule=rule, outcome="fail").row(0, named=True)
        return Key(row["organ_id"], row["year"], row["rule"])

    return find


def opened(page=PAGE, **address):
    test = AppTest.from_file(str(page), default_timeout=120)
    for name, value in {"lang": "en", **address}.items():
        test.query_params[name] = value
    return again(test.run())


def again(test):
    assert not test.exception
    return test


def count(test):
    return int(next(head.value for head in test.subheader if head.value.startswith("Checks")).split()[-1])


def markup(test):
    return "".join(block.body for block in test.get("html"))


def sentences(test):
    return [said.value for said in (*test.success, *test.error, *test.warning, *test.info)]


def widget(kind, test, start):
    return next(each for each in test.get(kind) if str(each.key).startswith(start))


def press(test, label):
    return again(next(button for button in test.button if button.label == label).click().run())


def test_the_list_counts_what_the_database_counts(home):
    con = load.open_database(load.published(home / "demo"))
    failed = load.findings(con, outcome="fail")
    assert count(opened(by="report")) == failed["report_id"].drop_nulls().len()
    errors = failed.filter(severity="error", year=2023).height
    assert count(opened(y="2023", sev="error")) == errors


@pytest.mark.parametrize(
    ("address", "most"),
    [
        pytest.param({"y": "2023", "r": "t4"}, {"t4"}, id="family"),
        pytest.param({"y": "2023", "r": "y.carry"}, {"y.carry"}, id="family-of-two-words"),
    ],
)
def test_a_filter_in_the_address_narrows_the_list(address, most):
    test = opened(**address)
    assert 0 < count(test) < count(opened(y="2023"))
    assert not test.warning
    assert {box.value for box in test.selectbox if box.key == "address:r"} == most


@pytest.mark.parametrize("name", ["y", "r", "at", "out", "sev", "v", "o", "by", "show", "f"])
def test_an_unknown_value_of_the_address_is_named_and_dropped(name):
    test = opened(**{name: "nonsense"})
    assert [f"{name}=nonsense" in said.value for said in test.warning] == [True]
    assert count(test) == count(opened())


def test_a_check_opens_with_both_sides_its_cells_and_its_place(planted):
    key = planted("t4.review")
    test = opened(f=str(key))
    text = markup(test)
    assert '<dl class="sides">' in text
    for path in ("review.upheld", "review.corrected", "review.other", "review.pending", "review.total"):
        assert f"<small>{path}</small>" in text
    assert text.count('<td class="side">left</td>') == 4
    assert 'class="here"' in text


def test_a_check_that_passed_can_be_opened_too(planted):
    key = planted("t4.review")
    test = opened(f=str(key._replace(rule="t4.litigation_direct")))
    assert any("passed" in said.value for said in test.markdown)
    assert any("nothing to judge" in said.value for said in test.caption)


def test_a_verdict_is_on_the_page_at_once_and_can_be_undone(home, planted):
    key = planted("t4.review")
    test = opened(f=str(key))
    widget("radio", test, "judgement-").set_value("source_error")
    widget("text_area", test, "note-").set_value("总计漏填")
    widget("text_input", test, "verdict-").set_value("Li")
    test = press(test, "Record the verdict")
    assert "The verdict is recorded." in sentences(test)
    assert any("the report is wrong (Li" in said.value for said in test.markdown)
    assert count(opened(y=str(key.year), v="source_error")) == 1
    assert "the report is wrong (Li" in markup(opened(ORGAN_PAGE, org=key.organ_id, y=str(key.year)))
    test = press(test, "Undo it")
    assert "Undone." in sentences(test)
    assert count(opened(y=str(key.year), v="valid")) == 0
    entries = open_book(url_of(home / "demo"), "demo").history()
    assert [(entry.judgement, entry.undoes) for entry in entries] == [(None, 1), (Judgement.SOURCE_ERROR, None)]


@pytest.mark.parametrize("lacks", ["judgement", "note", "who"])
def test_a_verdict_without_reason_or_name_is_not_recorded(home, planted, lacks):
    test = opened(f=str(planted("t4.review")))
    if lacks != "judgement":
        widget("radio", test, "judgement-").set_value("accepted")
    if lacks != "note":
        widget("text_area", test, "note-").set_value("note")
    if lacks != "who":
        widget("text_input", test, "verdict-").set_value("Li")
    test = press(test, "Record the verdict")
    assert any("Choose what is behind it" in said for said in sentences(test))
    assert not (home / "demo" / "ledger.sqlite").exists()


def correct(test, path, value, *, blank=False):
    widget("selectbox", test, "correct-cell-").set_value(path)
    test = again(test.run())
    widget("text_input", test, "value-").set_value(value)
    if blank:
        widget("checkbox", test, "blank-").set_value(True)
    widget("text_area", test, "reason-").set_value("电话核实")
    widget("text_input", test, "correction-").set_value("Li")
    return press(test, "Correct and check again")


def test_a_correction_renews_the_figure_the_sum_and_the_check_and_can_be_undone(home, planted):
    key = planted("t4.review")
    con = load.open_database(load.published(home / "demo"))
    before = load.findings(con, key.organ_id, key.year, rule=key.rule).row(0, named=True)
    test = correct(opened(f=str(key)), "review.total", f"{before['left_value']:g}")
    assert "Corrected. The figure, the sums and the checks are renewed." in sentences(test)
    assert any("passed" in said.value for said in test.markdown)
    assert "✎ corrected" in markup(test)
    card = markup(opened(ORGAN_PAGE, org=key.organ_id, y=str(key.year)))
    assert "电话核实" in card
    test = press(test, "Undo it")
    after = load.findings(load.open_database(load.published(home / "demo")), key.organ_id, key.year, rule=key.rule)
    assert after.row(0, named=True)["message_zh"] == before["message_zh"]
    assert "✎ corrected" not in markup(test)


@pytest.mark.parametrize(
    ("value", "blank", "said"),
    [
        pytest.param("12件", False, "“12件” is no number", id="unit"),
        pytest.param("", False, "Give the right figure or tick blank", id="nothing"),
        pytest.param("12", True, "Give the right figure or tick blank", id="both"),
    ],
)
def test_a_correction_that_is_no_number_is_not_recorded(home, planted, value, blank, said):
    test = correct(opened(f=str(planted("t4.review"))), "review.total", value, blank=blank)
    assert any(said in each for each in sentences(test))
    assert not (home / "demo" / "ledger.sqlite").exists()


def test_a_correction_that_cannot_be_applied_is_a_sentence_and_stays_in_the_ledger(planted, monkeypatch):
    def locked(*_):
        raise jobs.JobError("Another build is running.")

    with monkeypatch.context() as patch:
        patch.setattr(jobs, "apply", locked)
        test = correct(opened(f=str(planted("t4.review"))), "review.total", "9")
    assert any("not applied yet: Another build is running." in said for said in sentences(test))
    assert any("not applied yet" in said.value for said in test.warning)
    test = press(test, "Apply them now")
    assert "The corrections are applied." in sentences(test)


def test_a_verdict_is_shown_as_out_of_date_once_a_figure_changed(home, planted):
    key = planted("t4.review")
    open_book(url_of(home / "demo"), "demo").record(
        kind=Kind.VERDICT,
        organ_id=key.organ_id,
        organ="x",
        year=key.year,
        target=key.rule,
        who="Li",
        note="n",
        judgement=Judgement.ACCEPTED,
        left_value=1.0,
        right_value=2.0,
    )
    assert any("out of date" in said.value for said in opened(f=str(key)).markdown)
    assert count(opened(y=str(key.year), v="stale")) == 1
    assert count(opened(y=str(key.year), v="accepted")) == 0


def test_a_workspace_that_can_only_be_read_says_so(planted, monkeypatch):
    monkeypatch.setattr(book, "can_correct", lambda _: False)
    test = opened(f=str(planted("t4.review")))
    assert any("can only be read" in said for said in sentences(test))
    assert not [button for button in test.button if button.label == "Record the verdict"]


def test_a_document_that_is_gone_is_a_sentence(home, planted):
    for document in (home / "demo" / "reports").iterdir():
        document.unlink()
    assert any("not in the workspace any more" in said for said in sentences(opened(f=str(planted("t4.review")))))


def test_revisions_are_set_side_by_side_on_the_report(home):
    con = load.open_database(load.published(home / "demo"))
    row = load.findings(con, rule="d.revision").row(0, named=True)
    test = opened(ORGAN_PAGE, org=row["organ_id"], y=str(row["year"]))
    assert any(head.value == "Where older revisions differ: 2" for head in test.subheader)


def test_the_check_report_counts_what_is_to_be_mended():
    test = opened(y="2023")
    assert any("items to mend" in said.value for said in test.caption)
    assert {button.label for button in test.get("download_button")} >= {"Check report, XLSX", "Check report, DOCX"}
