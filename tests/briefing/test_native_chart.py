"""Native charts of a document: every kind, in the theme, with gaps, units and other signs than colour."""

import io
from dataclasses import replace

import altair as alt
import docx
import polars as pl
import pytest
from docx.oxml.ns import qn

from briefing.content import Drawing, Kind, Plot, Run, Section
from briefing.document import docx_of
from tests.briefing.briefing_making import PLOTS, briefing, caption, drawing, table
from tests.briefing.office_reading import W, charts, parts, tree

NATIVE = {
    Kind.BARS: ("barChart", "bar", "clustered"),
    Kind.COLUMNS: ("barChart", "col", "clustered"),
    Kind.LINES: ("lineChart", None, "standard"),
    Kind.STACKED: ("barChart", "col", "stacked"),
    Kind.SHARES: ("barChart", "col", "percentStacked"),
}


def opened(file):
    return docx.Document(io.BytesIO(file))


def body_text(file):
    return "\n".join(node.text or "" for node in tree(file, "word/document.xml").iter(f"{W}t"))


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_a_native_chart_with_gaps_unit_and_alternative_text(kind):
    made = briefing(sections=(Section("图", (drawing(kind),)),))
    (space,) = charts(docx_of(made))
    element, direction, grouping = NATIVE[kind]
    chart = space.find(f".//{{*}}{element}")
    assert chart.find("{*}grouping").get("val") == grouping
    assert direction in (None, chart.find("{*}barDir").get("val") if direction else None)
    assert space.find(".//{*}dispBlanksAs").get("val") == "gap"
    assert PLOTS[kind].unit in [node.text for node in space.find(".//{*}valAx").iter("{*}t")]
    assert {node.get("typeface") for node in space.iter("{*}ea")} == {"微软雅黑"}
    (told,) = opened(docx_of(made)).element.body.iter(qn("wp:docPr"))
    assert told.get("descr") == f"一句话说明 {kind.value}。"


def test_bars_begin_at_zero_and_the_first_category_stands_on_top():
    (space,) = charts(docx_of(briefing(sections=(Section("图", (drawing(Kind.BARS),)),))))
    assert float(space.find(".//{*}valAx//{*}min").get("val")) == 0
    assert space.find(".//{*}catAx//{*}orientation").get("val") == "maxMin"


def test_lines_differ_without_their_colour():
    runs = tuple(Run(f"第{at}条", (float(at), at + 1.0)) for at in range(7))
    plot = Plot(Kind.LINES, ("2022", "2023"), runs, "件")
    (space,) = charts(docx_of(briefing(sections=(Section("图", (replace(drawing(Kind.LINES), plot=plot),)),))))
    assert len({node.find("{*}symbol").get("val") for node in space.iter("{*}marker") if len(node) > 1}) == 7


def test_an_empty_chart_is_a_sentence():
    plot = Plot(Kind.LINES, ("2022", "2023"), (Run("甲木区", (None, None)),), "件")
    made = briefing(sections=(Section("图", (replace(drawing(Kind.LINES), plot=plot),)),))
    file = docx_of(made)
    assert charts(file) == []
    assert "图画lines：所选范围没有可画的数。" in body_text(file)


def test_a_chart_that_word_has_not_is_a_picture_with_its_message():
    chart = alt.LayerChart(layer=[alt.Chart(pl.DataFrame({"a": [1, 2]})).mark_point().encode(x="a:Q")])
    file = docx_of(briefing(sections=(Section("图", (Drawing("两个点。", caption("点"), table(), None, chart),)),)))
    (told,) = opened(file).element.body.iter(qn("wp:docPr"))
    assert told.get("descr") == "两个点。"
    assert [name for name in parts(file) if name.startswith("word/media/")] != []
