from __future__ import annotations

import itertools
import re
import tomllib
from pathlib import Path

import altair as alt
import polars as pl
import pytest

from charts import theme
from charts.theme import DARK, FONT, LIGHT, SHAPES, Palette, configure

ROOT = Path(__file__).parents[2]
PALETTES = [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")]

# Full colour-vision deficiency in linear RGB (Machado, Oliveira and Fernandes 2009, severity 1.0).
SIGHT = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
TO_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
TO_OKLAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)


def linear(colour: str) -> tuple[float, ...]:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def times(matrix: tuple, vector: tuple) -> tuple[float, ...]:
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)


def oklab(colour: str, sight: str) -> tuple[float, ...]:
    seen = tuple(min(1.0, max(0.0, part)) for part in times(SIGHT[sight], linear(colour)))
    return times(TO_OKLAB, tuple(part ** (1 / 3) for part in times(TO_CONES, seen)))


def contrast(one: str, other: str) -> float:
    dark, light = sorted(
        sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(x), strict=True)) for x in (one, other)
    )
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("sight", SIGHT)
def test_every_pair_of_colours_is_apart_for_every_sight(palette: Palette, sight: str):
    distances = [
        sum((a - b) ** 2 for a, b in zip(oklab(one, sight), oklab(other, sight), strict=True)) ** 0.5
        for one, other in itertools.combinations(palette.categorical, 2)
    ]
    assert min(distances) > 0.1


@pytest.mark.parametrize("palette", PALETTES)
def test_lines_stand_out_from_the_background(palette: Palette):
    drawn = (*palette.categorical, palette.rise, palette.fall, palette.faint)
    assert {
        colour: contrast(colour, palette.background) for colour in drawn if contrast(colour, palette.background) < 3
    } == {}


@pytest.mark.parametrize("palette", PALETTES)
def test_text_is_readable(palette: Palette):
    assert contrast(palette.text, palette.background) > 7
    assert contrast(palette.faint, palette.background) > 4.5
    assert min(contrast(palette.on_fill, fill) for fill in palette.categorical) > 3
    assert min(contrast(palette.text, fill) for fill in palette.states) > 3


@pytest.mark.parametrize(("name", "palette"), [("light", LIGHT), ("dark", DARK)])
def test_the_page_has_the_colours_of_the_charts(name: str, palette: Palette):
    page = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))["theme"][name]
    assert tuple(page["chartCategoricalColors"]) == palette.categorical
    assert page["backgroundColor"] == palette.background
    assert page["textColor"] == palette.text


def test_the_page_has_the_font_of_the_charts():
    page = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))["theme"]
    assert FONT in page["font"]
    assert [face["family"] for face in page["fontFaces"]] == [FONT]
    assert all((ROOT / face["url"].removeprefix("app/")).is_file() for face in page["fontFaces"])


def test_colours_and_shapes_repeat_out_of_step():
    pairs = {(at % len(LIGHT.categorical), at % len(SHAPES)) for at in range(56)}
    assert len(pairs) == 56


def test_no_colour_outside_the_theme():
    files = [file for file in (ROOT / "charts").glob("*.py") if file.name != "theme.py"]
    named = re.compile(r"#[0-9a-fA-F]{3,8}\b|[\"'](?:red|green|blue|black|white|gr[ae]y|orange|steelblue)[\"']")
    assert {file.name: found for file in files if (found := named.findall(file.read_text("utf-8")))} == {}
    assert named.search(Path(theme.__file__).read_text("utf-8"))


@pytest.mark.parametrize(("dark", "palette"), [(False, LIGHT), (True, DARK)])
def test_configure_leaves_the_chart_alone(palette: Palette, *, dark: bool):
    bare = alt.LayerChart(layer=[alt.Chart(pl.DataFrame({"x": [1]})).mark_point().encode(x="x:Q")])
    config = configure(bare, dark=dark).to_dict()["config"]
    assert config["range"]["category"] == list(palette.categorical)
    assert config["background"] == palette.background
    assert config["font"] == FONT
    assert bare.config is alt.Undefined


def test_only_the_width_is_fitted_to_the_page():
    chart = configure(alt.LayerChart(layer=[alt.Chart(pl.DataFrame({"x": [1]})).mark_point().encode(x="x:Q")]))
    assert chart.to_dict()["autosize"]["type"] == "fit-x"
