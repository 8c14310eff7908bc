"""Areas across authorities: every part with its rectangle, names and shares only where they have room."""

import polars as pl

from analysis.marimekko import RECTS
from charts.marimekko import marimekko
from charts.picking import PICK


def rects(*rows):
    """RECTS from (organ, part, order, value, share, n, left, right, low, high), with titles in one language."""
    names = ("organ", "part", "part_order", "value", "share", "n", "left", "right", "low", "high")
    frame = pl.DataFrame(rows, schema={name: RECTS[name] for name in names}, orient="row")
    none = pl.lit([], pl.List(pl.String))
    return frame.with_columns(
        across=(pl.col("left") + pl.col("right")) / 2,
        up=(pl.col("low") + pl.col("high")) / 2,
        organ_id="organ",
        part_title="part",
        year=2024,
        status=pl.lit("reported"),
        flags=none,
        corrected_from=none,
    )


TWO = rects(
    ("甲木区", "公开", 1, 30.0, 75.0, 40.0, 0.0, 40.0, 0.0, 75.0),
    ("甲木区", "不公开", 2, 10.0, 25.0, 40.0, 0.0, 40.0, 75.0, 100.0),
    ("乙木县", "公开", 1, 1.0, 100.0, 1.0, 40.0, 41.0, 0.0, 100.0),
    ("乙木县", "不公开", 2, 0.0, 0.0, 1.0, 40.0, 41.0, 100.0, 100.0),
)


def spec():
    return marimekko(TWO, title="办理结果", unit="件", across="宽").to_dict()


def test_every_part_has_the_rectangle_that_analysis_gave_it():
    drawn = spec()
    (areas,) = [layer for layer in drawn["layer"] if layer["mark"]["type"] == "rect"]
    assert [areas["encoding"][side]["field"] for side in ("x", "x2", "y", "y2")] == ["left", "right", "low", "high"]
    rows = drawn["datasets"][(areas.get("data") or drawn["data"])["name"]]
    assert [(row["left"], row["right"], row["low"], row["high"]) for row in rows] == TWO.select(
        "left", "right", "low", "high"
    ).rows()
    assert drawn["params"][0]["name"] == PICK


def test_text_stands_only_where_it_has_room():
    texts = [layer for layer in spec()["layer"] if layer["mark"]["type"] == "text"]
    assert all("* width >" in layer["transform"][0]["filter"] for layer in texts)


def test_the_alternative_text_names_the_widest():
    said = marimekko(TWO, title="办理结果", unit="件", across="宽").description
    assert said == (
        "Areas: 办理结果, 2 authorities, together 41 件. Widest: 甲木区 with 40, of which 公开 is the largest part, 75 %."
    )


def test_nothing_to_draw_is_a_sentence():
    assert "Nothing to draw" in marimekko(TWO.clear(), title="办理结果", unit="件", across="宽").description
