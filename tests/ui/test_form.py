"""The printed form as HTML: nothing lost, nothing unescaped, labels as the notices print them."""

import polars as pl
import pytest
from lxml import html

from analysis.layout import TABLES, places
from analysis.printed import PRINTED
from briefing.words import words
from ingest.forms import form as prescribed
from ui.form import SYMBOLS, Form, cell_id, drawn, legend

ZH, EN = words("zh"), words("en")
HOSTILE = '<script>alert(1)</script><b onclick="x()">&'
FINDING = {"mark": "error", "message": "左右不等"}


def rows_of(form_id, **cells):
    """Rows of PRINTED, all 5 (3 last year) but for what `cells` says; `__` stands for a dot in a path."""
    usual = {
        "status": "reported",
        "value": 5.0,
        "printed": "5",
        "place": "p2 t1 r3 c4",
        "start": 3.0,
        "end": 5.0,
        "start_status": "reported",
        "end_status": "reported",
        "change": 2.0,
        "change_pct": 66.7,
        "case": "increase",
        "start_year": 2021,
        "end_year": 2022,
        "unit_zh": "件",
        "why_zh": "",
        "flags": [],
        "findings": [],
    }
    said = {path.replace("__", "."): more for path, more in cells.items()}
    rows = [
        usual | {**place, "title_zh": place["path"]} | said.get(place["path"], {})
        for place in places(form_id).to_dicts()
    ]
    return ZH.localized(pl.DataFrame(rows, schema=PRINTED)).to_dicts()


def form_of(form_id="2021", problems=(), **cells):
    numbered = dict(enumerate(problems, start=1))
    return Form(rows_of(form_id, **cells), numbered, form_id, "a.txt", ZH)


def tree(form):
    return html.fragment_fromstring(drawn(form))


def cell(form, path):
    (button,) = tree(form).xpath(f'//button[@popovertarget="{cell_id(path)}"]')
    return button.getparent()


def text(element):
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("form_id", ["2019", "2021"])
def test_every_cell_has_a_button_and_its_own_card(form_id):
    built = tree(form_of(form_id))
    paths = places(form_id)["path"]
    assert sorted(built.xpath("//@popovertarget")) == sorted(cell_id(path) for path in paths)
    assert sorted(built.xpath("//*[@popover]/@id")) == sorted(cell_id(path) for path in paths)


@pytest.mark.parametrize("form_id", ["2019", "2021"])
def test_every_line_of_a_table_is_as_wide_as_the_others(form_id):
    for table in tree(form_of(form_id)).xpath("//table"):
        widths, open_rows = [], []
        for line in table.xpath(".//tr"):
            open_rows = [(left - 1, width) for left, width in open_rows if left > 1]
            own = [(int(each.get("rowspan", 1)), int(each.get("colspan", 1))) for each in line]
            widths.append(sum(width for _, width in own) + sum(width for _, width in open_rows))
            open_rows += own
        assert len(set(widths)) == 1, table.get("class")


@pytest.mark.parametrize("form_id", ["2019", "2021"])
def test_labels_are_those_of_the_notice(form_id):
    for table in prescribed(form_id).tables:
        (drawn_table,) = tree(form_of(form_id)).xpath(f'//table[@class="form {table.id}"]')
        shown = {text(head) for head in drawn_table.xpath(".//th")}
        unit = "金额（单位：万元）"
        asked = {
            each.labels[0]
            for block in table.blocks
            for each in (*block.rows, *block.columns, *block.groups)
            if each.labels and "金额" not in each.labels[0]
        }
        assert asked <= shown
        assert {heading for block in table.blocks for heading in block.headings} <= shown
        assert (unit in shown) is any("金额" in column.labels[0] for block in table.blocks for column in block.columns)


@pytest.mark.parametrize(
    ("said", "shown", "kind"),
    [
        pytest.param({}, "5 3 +66.7%", "reported", id="reported"),
        pytest.param({"value": 0.0, "start": 0.0, "case": "both_zero"}, "0", "reported", id="zero-in-both-years"),
        pytest.param(
            {
                "status": "blank",
                "value": None,
                "printed": "",
                "change_pct": None,
                "change": None,
                "case": "end_missing",
            },
            "□ 3",
            "blank",
            id="blank-is-not-zero",
        ),
        pytest.param(
            {"status": "unreadable", "value": None, "printed": "约30", "start": None},
            "约30 ?",
            "unreadable",
            id="unreadable",
        ),
        pytest.param({"status": "corrected", "printed": "6", "start": None}, "5 ✎", "corrected", id="corrected"),
        pytest.param(
            {"status": "blank", "flags": ["corrected"], "value": None, "printed": "6", "start": None},
            "□ ✎",
            "blank",
            id="blank-by-correction",
        ),
        pytest.param({"flags": ["start_corrected"]}, "5 3 ✎ +66.7%", "reported", id="last-year-corrected"),
        pytest.param(
            {"status": "unreadable", "flags": ["not_found"], "value": None, "printed": None, "start": None},
            "–",
            "not_found",
            id="not-found",
        ),
        pytest.param({"case": "break", "start": None}, "5 ≠", "reported", id="not-comparable"),
    ],
)
def test_a_cell_shows_its_state(said, shown, kind):
    found = cell(form_of(licence__decisions=said), "licence.decisions")
    assert " ".join(text(part) for part in found.xpath("./button/span")) == shown
    assert found.get("class").split() == [kind]


@pytest.mark.parametrize("mark", ["error", "warning", "notice"])
def test_a_finding_is_told_by_shape_and_words_not_by_colour_alone(mark):
    found = cell(
        form_of(problems=[FINDING | {"mark": mark}], review__total={"mark": mark, "findings": [1]}), "review.total"
    )
    assert SYMBOLS[mark] in text(found.find("button"))
    assert "左右不等" in found.find("button").get("title")
    assert "左右不等" in text(found.xpath("./div[@popover]")[0])
    assert mark in found.get("class").split()


def test_a_check_that_could_not_be_made_does_not_mark_the_cell_but_stands_on_its_card():
    about = form_of(
        problems=[FINDING | {"mark": "cannot_check"}], review__total={"mark": "cannot_check", "findings": [1]}
    )
    found = cell(about, "review.total")
    assert text(found.find("button")) == "53 +66.7%"
    assert "左右不等" in text(found.xpath("./div[@popover]")[0])


def test_the_card_names_printed_text_place_document_and_last_year():
    card = text(cell(form_of(review__total={"printed": "５"}), "review.total").xpath("./div[@popover]")[0])
    for said in ("2022 年5 件（照录）", "“５”", "第2页 第1个表 第3行 第4列 · a.txt", "2021 年3", "增加 2（+66.7%）"):
        assert said in card


@pytest.mark.parametrize(
    ("said", "told"),
    [
        pytest.param(
            {"status": "corrected", "printed": "6", "flags": ["corrected"]}, ("已更正", "“6”"), id="corrected"
        ),
        pytest.param(
            {"status": "blank", "value": None, "printed": "6", "flags": ["corrected"]},
            ("未填、已更正", "“6”"),
            id="blank-by-correction",
        ),
        pytest.param(
            {"start_printed": "13", "flags": ["start_corrected"]},
            ("2021 年3（人工更正，原件印作“13”）",),
            id="last-year",
        ),
    ],
)
def test_the_card_of_a_corrected_figure_says_what_is_printed(said, told):
    card = text(cell(form_of(review__total=said), "review.total").xpath("./div[@popover]")[0])
    assert [words in card for words in told] == [True] * len(told)


def test_whatever_a_document_prints_stays_text():
    hostile = {"status": "unreadable", "value": None, "printed": HOSTILE, "place": HOSTILE, "title_zh": HOSTILE}
    about = form_of(
        problems=[FINDING | {"message": HOSTILE}],
        review__total=hostile | {"mark": "error", "findings": [1], "why_zh": HOSTILE},
    )
    built = tree(Form(about.rows, about.problems, about.form, HOSTILE, ZH))
    assert built.xpath("//script") == []
    assert built.xpath("//@onclick") == []
    assert HOSTILE in built.text_content()


def test_the_legend_explains_only_marks_that_occur():
    assert SYMBOLS["error"] not in legend(form_of())
    about = form_of(review__total={"mark": "error"}, licence__decisions={"status": "blank", "case": "break"})
    said = legend(about)
    for part in (SYMBOLS["error"], "□", "≠", "2021 年"):
        assert part in said


def test_the_legend_says_when_there_is_no_year_before():
    without = {path.replace(".", "__"): {"start": None, "start_status": "no_report"} for path in places("2021")["path"]}
    assert "2021 年未收录年报" in legend(form_of(**without))


def test_cells_without_a_place_follow_the_tables():
    rows = rows_of("2021")
    stray = rows[0] | {"table": "further", "path": "x.y", "title": "旧项目"}
    built = tree(Form([*rows, stray], {}, "2021", "a.txt", ZH))
    assert [each.get("class") for each in built.xpath("//table")] == [
        *(f"form {table}" for table in TABLES),
        "form further",
    ]


def test_english_has_words_for_every_label():
    for form_id in ("2019", "2021"):
        rows = rows_of(form_id)
        built = html.fragment_fromstring(drawn(Form(rows, {}, form_id, "a.txt", EN)))
        shown = [text(head) for head in built.xpath("//th")]
        assert [head for head in shown if not head.isascii()] == []
