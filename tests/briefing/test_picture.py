from __future__ import annotations

import base64
import re
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import altair as alt
import polars as pl
import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from briefing import picture
from charts.axes import amounts_up, heading, layered, years_across
from charts.composition import composition
from charts.coverage import coverage
from charts.dumbbell import dumbbell
from charts.movers import movers
from charts.theme import DARK, LIGHT, SHAPES
from charts.trend import trend

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.caption import Caption

PDFTOTEXT = shutil.which("pdftotext")


def plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


def text_of(page: bytes, folder: Path, order: str = "-raw") -> str:
    file = folder / "page.pdf"
    file.write_bytes(page)
    done = subprocess.run([PDFTOTEXT, order, str(file), "-"], capture_output=True, check=True)
    return plain(done.stdout.decode())


SERIES = pl.DataFrame(
    {
        "organ_id": ["a", "a", "a", "b", "b", "b"],
        "organ": ["海棠区"] * 3 + ["堃镕县"] * 3,
        "year": [2019, 2020, 2021] * 2,
        "value": [1000.0, None, 3000.0, 2000.0, 2500.0, 1500.0],
        "status": ["reported", "blank", "reported", "reported", "reported", "reported"],
        "printed": ["1000", "", "3000", "2000", "2500", "1500"],
        "form": ["2019", "2019", "2021"] * 2,
        "flags": [[]] * 6,
    },
    schema_overrides={"year": pl.Int32, "flags": pl.List(pl.String)},
)
CHANGE = pl.DataFrame(
    {
        "organ_id": ["a", "b"],
        "organ": ["海棠区", "堃镕县"],
        "start_year": [2020, 2020],
        "end_year": [2021, 2021],
        "start": [1000.0, 40.0],
        "end": [2234.0, 23.0],
        "change": [1234.0, -17.0],
        "change_pct": [123.4, -42.5],
        "change_pp": [None, None],
        "case": ["increase", "decrease"],
        "comparable": ["yes", "note"],
        "why": ["", ""],
        "flags": [[], []],
        "start_status": ["reported"] * 2,
        "end_status": ["reported"] * 2,
    },
    schema_overrides={"change_pp": pl.Float64, "flags": pl.List(pl.String)},
)
PARTS = pl.DataFrame(
    {
        "organ_id": ["a", "a"],
        "organ": ["海棠区"] * 2,
        "year": [2021, 2021],
        "part": ["requests.granted", "requests.refused"],
        "part_title": ["予以公开", "不予公开"],
        "part_order": [0, 1],
        "value": [30.0, 10.0],
        "share": [75.0, 25.0],
        "status": ["reported"] * 2,
        "flags": [[], []],
    },
    schema_overrides={"flags": pl.List(pl.String)},
)
STATES = pl.DataFrame(
    {"organ_id": ["a"], "organ": ["海棠区"], "year": [2021], "state": ["findings"], "form": ["2021"], "n_errors": [1]}
)
HEAD = {"title": "政府信息公开申请（喆祎）", "unit": "件"}
CHARTS = [
    pytest.param(
        trend(SERIES, **HEAD, breaks=[(2021, "改用新表")]),
        ["海棠区", "堃镕县", "2019", "2020", "2021", "3,000", "①改用新表", "件"],
        id="trend",
    ),
    pytest.param(dumbbell(CHANGE, **HEAD), ["海棠区", "堃镕县※", "+1,234", "−17", "○2020●2021", "件"], id="dumbbell"),
    pytest.param(movers(CHANGE, **HEAD), ["海棠区", "堃镕县※", "+1,234", "−17", "2020→2021", "件"], id="movers"),
    pytest.param(composition(PARTS, **HEAD), ["海棠区", "予以公开", "不予公开", "75%", "25%", "100"], id="composition"),
    pytest.param(coverage(STATES, title=HEAD["title"]), ["海棠区", "2021", "▲", "▲read,withfindings"], id="coverage"),
]


@pytest.mark.skipif(PDFTOTEXT is None, reason="pdftotext (poppler-utils) is not installed")
@pytest.mark.parametrize(("chart", "labels"), CHARTS)
def test_every_label_and_the_whole_caption_is_drawn(chart, labels: list[str], caption: Caption, tmp_path: Path):
    text = text_of(picture.pdf(chart, caption), tmp_path)
    assert [label for label in [plain(HEAD["title"]), *labels] if label not in text] == []
    assert [line for line in caption.lines() if plain(line) not in text] == []


@pytest.mark.skipif(PDFTOTEXT is None, reason="pdftotext (poppler-utils) is not installed")
def test_fictional_data_are_marked_above_and_below(caption: Caption, tmp_path: Path):
    page = picture.pdf(trend(SERIES, **HEAD), replace(caption, fictional=True), words={"fictional": "虚构数据"})
    text = text_of(page, tmp_path, order="-layout")
    assert text.startswith("虚构数据")
    assert text.count("虚构数据") == 2


@pytest.mark.parametrize(("dark", "palette"), [(False, LIGHT), (True, DARK)])
def test_a_png_is_opaque_in_the_colour_of_the_paper(caption: Caption, palette, *, dark: bool):
    image = Image.open(BytesIO(picture.png(trend(SERIES, **HEAD), caption, dark=dark)))
    assert image.format == "PNG"
    assert image.width > 1200
    assert "#{:02x}{:02x}{:02x}{:02x}".format(*image.convert("RGBA").getpixel((1, 1))) == f"{palette.background}ff"


def test_a_caption_takes_room_instead_of_being_cut(caption: Caption):
    chart = trend(SERIES, **HEAD)
    long = replace(caption, caveats=caption.caveats * 6)
    low, high = (Image.open(BytesIO(picture.png(chart, one))) for one in (caption, long))
    assert high.height > low.height + 5 * 2 * 18
    assert high.width == low.width


def test_an_svg_carries_every_letter_it_uses(caption: Caption, tmp_path: Path):
    drawn = picture.svg(trend(SERIES, **HEAD), caption).decode()
    (data,) = re.findall(r'@font-face\{font-family:"Noto Sans SC";src:url\("data:font/woff2;base64,([^"]+)"\)', drawn)
    file = tmp_path / "letters.woff2"
    file.write_bytes(base64.b64decode(data))
    with TTFont(file) as font:
        letters = font.getBestCmap()
    shown = "".join(re.findall(r"<text[^>]*>([^<]*)", drawn)) + "堃镕喆祎"
    assert {sign for sign in shown if ord(sign) not in letters} == set()
    assert len(letters) < 400


def test_an_svg_asks_no_other_host(caption: Caption):
    drawn = picture.svg(trend(SERIES, **HEAD), caption).decode()
    assert set(re.findall(r'(?:href|src)="?(http[^" )]+)', drawn)) == set()
    assert set(re.findall(r"url\((?![\"']?(?:data:|#))[^)]*", drawn)) == set()


def test_more_than_five_thousand_rows_are_drawn(caption: Caption):
    many = pl.DataFrame({"year": [2019, 2020] * 3000, "value": [1.0, 2.0] * 3000})
    points = (
        alt.Chart(many).mark_point().encode(years_across([2019, 2020]), amounts_up("value", "件", "d", alt.Scale()))
    )
    chart = layered([points], heading("多"), "many", 100)
    assert picture.png(chart, caption, scale=1).startswith(b"\x89PNG")


def test_the_font_has_every_sign_that_the_charts_draw():
    with TTFont(picture.FONT_FILE) as font:
        letters = font.getBestCmap()
    signs = "①②③④⑤⑥⑦⑧⑨⑩◇●○▲–—※→±−·%％堃镕垚喆祎，。：；（）“”《》、"
    assert {sign for sign in signs if ord(sign) not in letters} == set()
    assert len(SHAPES) == len(set(SHAPES))


@pytest.mark.parametrize("name", ["NotoSansSC_400Regular_gbk.ttf", "NotoSansSC_400Regular_gbk.woff2"])
def test_the_fonts_stay_below_ten_megabytes(name: str):
    assert (picture.FONTS / name).stat().st_size < 10_000_000


def test_a_missing_font_is_said_and_not_drawn_around(caption: Caption, monkeypatch, tmp_path: Path):
    picture.register_font.cache_clear()
    monkeypatch.setattr(picture, "FONT_FILE", tmp_path / "none.ttf")
    with pytest.raises(FileNotFoundError, match="needed to draw text"):
        picture.png(trend(SERIES, **HEAD), caption)
