"""A picture is as large as asked, whole to its last caption line, and its type stays readable."""

import re
import shutil
from dataclasses import replace
from io import BytesIO

import polars as pl
import pypdfium2
import pytest
from PIL import Image

from briefing.sized import LEAST_STEP, SHEETS, Form, Size, sized
from charts.coverage import coverage
from charts.theme import DARK
from charts.trend import trend
from tests.briefing.test_picture import CHARTS, HEAD, SERIES, STATES, plain, text_of

PDFTOTEXT = shutil.which("pdftotext")


def many(rows):
    names = [f"甲{at}县" for at in range(rows)]
    frame = pl.concat([STATES] * rows)
    return coverage(frame.with_columns(organ_id=pl.Series(names), organ=pl.Series(names)), title=HEAD["title"])


@pytest.mark.parametrize("size", [Size.SLIDE, Size.SQUARE])
def test_a_png_has_the_size_that_was_asked_for(caption, size):
    image = Image.open(BytesIO(sized(trend(SERIES, **HEAD), caption, size, Form.PNG)))
    sheet = SHEETS[size]
    assert image.size == (sheet.width * sheet.scale, sheet.height * sheet.scale)


def test_half_a_page_is_sixteen_centimetres_wide(caption):
    short = replace(caption, caveats=(), filters=())
    with pypdfium2.PdfDocument(sized(trend(SERIES, **HEAD), short, Size.HALF, Form.PDF)) as document:
        wide, tall = document[0].get_size()
    assert (wide / 72 * 2.54, tall / 72 * 2.54) == pytest.approx((16.0, 11.5), abs=0.1)


@pytest.mark.skipif(PDFTOTEXT is None, reason="pdftotext (poppler-utils) is not installed")
@pytest.mark.parametrize("size", [Size.SLIDE, Size.HALF])
@pytest.mark.parametrize(("chart", "labels"), CHARTS)
def test_every_label_and_the_whole_caption_is_drawn(chart, labels, caption, tmp_path, size):
    text = text_of(sized(chart, caption, size, Form.PDF), tmp_path)
    assert [label for label in [plain(HEAD["title"]), *labels] if label not in text] == []
    assert [line for line in caption.lines() if plain(line) not in text] == []


@pytest.mark.parametrize("size", [Size.SQUARE])
@pytest.mark.parametrize(("chart", "labels"), CHARTS)
def test_nothing_is_clipped_and_no_type_shrinks(chart, labels, caption, size):
    del labels
    drawn = sized(chart, caption, size, Form.SVG).decode()
    head = drawn.partition(">")[0]
    _, _, wide, tall = (float(part) for part in re.search(r'viewBox="([^"]+)"', head)[1].split())
    assert float(re.search(r' width="([\d.]+)"', head)[1]) == wide == SHEETS[size].width
    assert tall >= SHEETS[size].height
    assert min(map(float, re.findall(r'font-size="([\d.]+)px"', drawn))) >= 11


def test_the_plot_takes_the_room_that_there_is(caption):
    short = replace(caption, caveats=(), filters=())
    image = Image.open(BytesIO(sized(trend(SERIES, **HEAD), short, Size.SQUARE, Form.PNG))).convert("L")
    rows = [y for y in range(0, image.height, 4) if min(image.crop((0, y, image.width, y + 1)).getextrema()) < 128]
    assert min(rows) < 40
    assert max(rows) > image.height - 60


def test_more_rows_than_fit_make_it_higher_and_not_smaller(caption):
    sheet = SHEETS[Size.SLIDE]
    image = Image.open(BytesIO(sized(many(80), caption, Size.SLIDE, Form.PNG)))
    assert image.width == sheet.width * sheet.scale
    assert image.height > 80 * LEAST_STEP * sheet.scale


def test_rows_that_fit_are_drawn_closer_than_they_would_stand(caption):
    short = replace(caption, caveats=(), filters=())
    sheet = SHEETS[Size.SQUARE]
    assert Image.open(BytesIO(sized(many(24), short, Size.SQUARE, Form.PNG))).size == (
        sheet.width * 2,
        sheet.height * 2,
    )


def test_an_svg_carries_its_letters(caption):
    drawn = sized(trend(SERIES, **HEAD), caption, Size.HALF, Form.SVG).decode()
    assert "@font-face" in drawn
    assert "堃镕县" in drawn


def test_a_dark_picture_is_dark_to_its_edges(caption):
    image = Image.open(BytesIO(sized(trend(SERIES, **HEAD), caption, Size.SLIDE, Form.PNG, dark=True))).convert("RGB")
    corners = {image.getpixel((x, y)) for x in (0, image.width - 1) for y in (0, image.height - 1)}
    assert {"#{:02x}{:02x}{:02x}".format(*corner) for corner in corners} == {DARK.background}
