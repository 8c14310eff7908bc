"""The PDF holds every number of the frames and none other, every letter, tags, bookmarks and the foot of each page."""

import io
import re
import shutil
import subprocess
from collections import Counter
from dataclasses import replace

import pdfplumber
import polars as pl
import pypdfium2
import pytest

from analysis import load
from briefing import templates
from briefing.content import Drawing, Figures, Kind, Section
from briefing.drawn import chart_of
from briefing.fill import fill
from briefing.paper import bottom_of, pdf_of
from briefing.picture import bare_svg
from briefing.source import source_of
from briefing.words import LANGUAGES, words
from charts.text import figure
from tests.briefing.briefing_making import NAMES, ODD, briefing, broad, caption, drawing, texts

PDFINFO = shutil.which("pdfinfo")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
HEAD, CENTIMETRE = 62, 72 / 2.54
"""Points of a page that the head takes, and of a centimetre."""


@pytest.fixture(scope="module")
def made():
    return briefing()


@pytest.fixture(scope="module")
def paper(made):
    return pdf_of(made)


def pages(made, data):
    """The text of every page without head and foot, in the order of the tags."""
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            wide, tall = page.get_size()
            yield page.get_textpage().get_text_bounded(0, bottom_of(made) * CENTIMETRE, wide, tall - HEAD)


def whole(data):
    with pypdfium2.PdfDocument(data) as document:
        return [page.get_textpage().get_text_range() for page in document]


def plain(text):
    return re.sub(r"[\s\u00ad\ufffe\x02]+", "", text)


def numbers(text):
    return Counter(NUMBER.findall(text))


def cells(block):
    """The printed number of every cell, straight from the frame."""
    for column in block.table.file.get_columns():
        if column.dtype == pl.String:
            continue
        for value in column.drop_nulls():
            yield str(value) if column.name == "year" else figure(value)


def svg_texts(block):
    drawn, _ = bare_svg(chart_of(block))
    return re.findall(r"<text[^>]*>([^<]*)", drawn)


def chapters(made):
    """The numbers before the headings; Chinese ones are no digits."""
    if made.say.language == "en":
        assert {section.level for section in made.sections} == {1}
        yield from (str(place) for place in range(1, len(made.sections) + 1))


def expected(made):
    """The numbers that pages after the front must show; each caption is numbered."""
    found, places = Counter(chapters(made)), Counter()
    for section in made.sections:
        for block in section.blocks:
            if isinstance(block, Figures):
                found += numbers("\n".join(cells(block)))
            elif isinstance(block, Drawing):
                found += numbers("\n".join(svg_texts(block)))
            if isinstance(block, Figures | Drawing):
                places[type(block)] += 1
                found[str(places[type(block)])] += 1
    for text in texts(replace(made, title="", subtitle="", source="", build="", scope=(), reported="", caveats=())):
        found += numbers(text)
    for section in made.sections:
        for block in section.blocks:
            if isinstance(block, Drawing):
                # Names of categories and runs stand in the drawing, where they were counted.
                found -= numbers("\n".join((*block.plot.categories, *(run.name for run in block.plot.runs))))
    return found


def assert_same_numbers(made, data):
    found = numbers("\n".join(list(pages(made, data))[1:]))
    asked = expected(made)
    assert asked - found == Counter()
    heads = {
        each
        for section in made.sections
        for block in section.blocks
        if isinstance(block, Figures)
        for head in block.table.headers.values()
        for each in NUMBER.findall(head)
    }
    # Heads of tables come again on every page.
    assert {number for number in found - asked if number not in heads} == set()


def test_all_numbers_are_there_and_none_other(made, paper):
    assert_same_numbers(made, paper)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", templates.NAMES)
def test_a_filled_template_prints_the_numbers_of_its_frames(workspaces, language, template):
    with load.open_database(load.published(workspaces / "demo")) as con:
        source = source_of(con, words(language), "示例市")
        organs = templates.below(source, None, 2024)
        plans = {
            "annual": lambda: templates.annual(source, organs, 2024, whose="示例市"),
            "profile": lambda: templates.profile(source, organs[0], 2024),
            "reply": lambda: templates.reply(source, organs[1], (2022, 2023)),
        }
        made = fill(con, source, plans[template](), briefing().made)
    assert_same_numbers(made, pdf_of(made))


def test_every_chart_label_is_a_number_of_its_plot():
    labels = Counter(each for kind in (Kind.BARS, Kind.COLUMNS) for each in svg_texts(drawing(kind)))
    assert {"101", "102", "104", "0", "106", "201.5", "−202.25"} - set(labels) == set()


def test_every_text_is_there(made, paper):
    text = plain("".join(pages(made, paper)))
    assert [each for each in texts(made) if plain(each) not in text] == []


def test_no_text_is_read_as_markup(made, paper):
    assert plain(ODD) in plain("".join(pages(made, paper)))


def test_every_page_says_where_it_comes_from(made, paper):
    seen = [plain(text) for text in whole(paper)]
    assert len(seen) > 3
    for place, text in enumerate(seen, start=1):
        assert plain(made.foot) in text
        assert f"{place}/{len(seen)}" in text
        assert plain(made.say.caption["fictional"]) in text


def test_real_data_bear_no_sign(made):
    text = plain("".join(whole(pdf_of(replace(made, fictional=False)))))
    assert plain(made.say.caption["fictional"]) not in text


def test_bookmarks_are_the_headings(paper):
    with pypdfium2.PdfDocument(paper) as document:
        marks = [(mark.level, mark.get_title()) for mark in document.get_toc()]
    assert [(level, title.split("、")[-1].split("）")[-1].strip()) for level, title in marks] == [
        (0, "总体"),
        (1, "图"),
        (0, "附表"),
    ]


@pytest.mark.skipif(PDFINFO is None, reason="pdfinfo (poppler-utils) is not installed")
def test_it_is_tagged_and_titled(made, paper, tmp_path):
    file = tmp_path / "briefing.pdf"
    file.write_bytes(paper)
    told = subprocess.run([PDFINFO, str(file)], capture_output=True, check=True, text=True).stdout
    assert re.search(r"Tagged:\s+yes", told)
    assert made.title in told


@pytest.mark.parametrize(("language", "tag"), [("zh", b"zh-CN"), ("en", b"en")])
def test_the_language_is_said(language, tag):
    with pdfplumber.open(io.BytesIO(pdf_of(briefing(language)))) as document:
        assert document.doc.catalog["Lang"] == tag


def test_pictures_have_an_alternative_text(made, paper):
    messages = {block.message for section in made.sections for block in section.blocks if isinstance(block, Drawing)}
    with pdfplumber.open(io.BytesIO(paper)) as document:
        told = {
            node["alt_text"] for page in document.pages for node in nested(page.structure_tree) if "alt_text" in node
        }
    assert messages - told == set()


def nested(nodes):
    for node in nodes:
        yield node
        yield from nested(node.get("children", ()))


def test_a_wide_table_lies_and_its_head_comes_again(paper):
    with pypdfium2.PdfDocument(paper) as document:
        lying = [page.get_textpage().get_text_range() for page in document if page.get_width() > page.get_height()]
    assert len(lying) >= 2
    assert all("栏卯" in text for text in lying)
    assert "宽表" in lying[0]


def test_a_caption_stays_with_its_table(made, paper):
    (page,) = [text for text in pages(made, paper) if "长表" in text]
    assert "9,000" in page


def test_a_sign_that_the_font_lacks_is_replaced_openly():
    first, *_ = whole(pdf_of(briefing(subtitle="𠮷县", sections=(Section("甲", ()),))))
    assert "〓县" in first
    assert "U+20BB7" in first


def test_a_drawing_without_numbers_is_a_sentence():
    bare = replace(drawing(Kind.BARS), plot=replace(drawing(Kind.BARS).plot, runs=()))
    made = briefing(sections=(Section("空", (bare,)),))
    assert plain(f"{bare.caption.title}: {made.say.charts['nothing']}") in plain("".join(pages(made, pdf_of(made))))


def test_two_hundred_authorities_in_forty_tables():
    blocks = tuple(Figures(broad(8, 200), caption(f"表甲{NAMES[at % 3]}"), wide=True) for at in range(40))
    made = briefing(sections=(Section("附表", blocks),))
    assert_same_numbers(made, pdf_of(made))
