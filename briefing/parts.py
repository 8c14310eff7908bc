"""What a whole is made of, as tables in words: value, share with its n, change in points, why a part is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import polars as pl

from analysis.composition import FAMILIES
from briefing import remarks, sentences
from briefing.tables import Table
from charts.text import figure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing.source import Source
    from briefing.words import Words
    from charts.composition import Measure, Over

OVER: Final[tuple[Over, ...]] = ("year", "organ")
MEASURES: Final[tuple[Measure, ...]] = ("share", "value")
_NOTHING: Final = 1e-9
"""Points below which a share has not moved: what floating point leaves."""


def unit_of(source: Source, family: str) -> str:
    """Give the unit of the parts of a family."""
    return source.unit_of(source.metric(FAMILIES[family][0]))


def whole(rows: pl.DataFrame, over: Over, say: Words) -> Table:
    """Give SHARES as a table, one row per bar and part."""
    named = say.localized(rows).to_dicts()
    numbers = rows.select(
        pl.col("year", "organ"),
        pl.col("value"),
        pl.col("share").round(1),
        pl.col("n"),
        pl.col("start_share").round(1),
        pl.col("change_pp").round(2),
        pl.col("change"),
    )
    frame = numbers.with_columns(
        part=pl.Series([row["part_title"] for row in named], dtype=pl.String),
        note=pl.Series([_note(row, say) for row in named], dtype=pl.String),
    ).select("organ", "year", "part", "value", "share", "n", "start_share", "change_pp", "change", "note")
    ordered = frame if over == "organ" else frame.sort("year", descending=True, maintain_order=True)
    headers = {name: say(f"column.{name}") for name in frame.columns}
    return Table(ordered, headers, widths={"note": "large", "part": "medium"})


def of_year(rows: pl.DataFrame, year: int, say: Words) -> Table:
    """Give the parts of one organ in one year, with the change of each share from the year before."""
    frame = say.localized(rows.filter(pl.col("year") == year)).select(
        part="part_title", value="value", share=pl.col("share").round(1), points=pl.col("change_pp").round(2)
    )
    widths = {"part": 140, "value": 60, "share": 65, "points": 75}
    return Table(frame, {name: say(f"column.{name}") for name in frame.columns}, widths=widths)


def moved(rows: pl.DataFrame, say: Words) -> Table:
    """Give one row per organ of one year: n, and the part whose share moved most since the year before."""
    lines = []
    for own in say.localized(rows).partition_by("organ_id", maintain_order=True):
        parts = own.to_dicts()
        lines.append((parts[0]["organ"], parts[0]["n"], _largest_move(parts, say)))
    schema = {"organ": pl.String, "n": pl.Float64, "moved": pl.String}
    frame = pl.DataFrame(lines, schema=schema, orient="row")
    widths = {"organ": 110, "n": 60, "moved": "medium"}
    return Table(frame, {name: say(f"column.{name}") for name in schema}, widths=widths)


def basis(rows: pl.DataFrame, year: int, say: Words) -> str:
    """Give the sentence that says on how many cases the shares of a year rest, small numbers marked."""
    now = rows.filter(pl.col("year") == year)
    if now.is_empty() or now["n"][0] is None:
        return say("parts.basis_none", year=year)
    small = say.pick("；", "; ") + say.charts["flag_small_n"] if "small_n" in now["flags"][0] else ""
    return say("parts.basis", year=year, n=figure(now["n"][0])) + small


def latest_whole(rows: pl.DataFrame) -> int:
    """Give the latest year of SHARES in which every part has a number, the latest of all where none has."""
    complete = rows.filter(pl.col("n").is_not_null())
    return int(str((rows if complete.is_empty() else complete)["year"].max()))


def caveats(source: Source, rows: pl.DataFrame, over: Over) -> tuple[str, ...]:
    """Give what to mind: what the register says where forms change, small numbers, why bars are not drawn."""
    say = source.say
    noted = say.localized(rows.filter(pl.col("why_zh") != "").sort("year"))
    changed = [
        say("parts.form_change", year=year, part=part, why=why)
        for year, part, why in noted.select("year", "part_title", "why").unique(maintain_order=True).iter_rows()
    ]
    flags = remarks.remarks(source, rows, but=("not_existing", "not_found", "small_base"))
    return (*changed, *flags, *_lacking(rows, over, say))


def _lacking(rows: pl.DataFrame, over: Over, say: Words) -> list[str]:
    """Give for each bar that is not drawn its parts without a number, by reason; bars that say the same together."""
    said: dict[str, list[str]] = {}
    for own in say.localized(rows).partition_by("organ_id", "year", maintain_order=True):
        reasons: dict[str, list[str]] = {}
        for row in own.filter(pl.col("value").is_null()).iter_rows(named=True):
            reasons.setdefault(_status(row, say), []).append(row["part_title"])
        texts = [why if len(names) == own.height else f"{say.listed(names)} {why}" for why, names in reasons.items()]
        if texts:
            said.setdefault(say.pick("；", "; ").join(texts), []).append(str(own[over][0]))
    return [f"{say.listed(bars)}{say.pick('：', ': ')}{text}" for text, bars in said.items()]


def _largest_move(parts: list[dict[str, Any]], say: Words) -> str:
    known = [row for row in parts if row["change_pp"] is not None]
    if not known:
        reasons = [_status(row, say) for row in parts if row["value"] is None]
        return next(iter(reasons), say("parts.nothing_before"))
    top = max(known, key=lambda row: (abs(row["change_pp"]), -row["part_order"]))
    if abs(top["change_pp"]) < _NOTHING:
        return say("parts.unmoved")
    small = "※ " if {"small_n", "small_base"} & set(top["flags"]) else ""
    return f"{small}{sentences.brief({**top, 'change_pct': None}, say)} · {top['part_title']}"


def _note(row: Mapping[str, Any], say: Words) -> str:
    if row["value"] is None:
        return _status(row, say)
    return sentences.remarks(row, say)


def _status(row: Mapping[str, Any], say: Words) -> str:
    if "not_existing" in row["flags"]:
        return say("status.not_existing")
    return say("status.not_found" if "not_found" in row["flags"] else f"status.{row['status']}")
