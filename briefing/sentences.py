"""A change in words, made by rule from the frame: the same sentence on the screen and in every file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from charts.text import figure, signed
from charts.words import remark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing.words import Words

_WITH_AMOUNT: Final = ("increase", "decrease")
_MISSING: Final = ("start_missing", "end_missing")


def change(row: Mapping[str, Any], say: Words) -> str:
    """Give the sentence for one row of CHANGE or TOTAL_CHANGE.

    Between two years that follow each other it says last year and this year, else it names the years.
    """
    case = row["case"]
    fields = {"start": row["start_year"], "end": row["end_year"], "to": figure(row["end"])}
    if case in _WITH_AMOUNT:
        return say(f"change.{case}", amount=_amount(row, say))
    if case == "no_change":
        return say("change.no_change", value=figure(row["end"]))
    if case == "negative_base":
        return say("change.negative_base", amount=signed(row["change"]))
    adjacent = row["end_year"] == row["start_year"] + 1
    key = f"change.{case}" if adjacent or case not in (*_MISSING, "rose_from_zero") else f"change.{case}.far"
    return say(key, **fields)


def brief(row: Mapping[str, Any], say: Words) -> str:
    """Give the change as a sign and a number: percent, percentage points, or the amount where neither exists.

    Empty where there is no change to give.
    """
    if row["change_pp"] is not None:
        return say("change.pp", pp=_points(row["change_pp"]))
    if row["change_pct"] is not None:
        return f"{signed(row['change_pct'], 1)}%"
    return "" if row["change"] is None else signed(row["change"])


def no_comparison(row: Mapping[str, Any], say: Words) -> str:
    """Give why a row of CHANGE has no change: the sentence, the status of what is missing, the register's reason."""
    said = [change(row, say)]
    if row["case"] == "start_missing":
        said.append(say(f"status.{row['start_status']}"))
    if row["case"] == "end_missing":
        said.append(say(f"status.{row['end_status']}"))
    if row["why"]:
        said.append(row["why"])
    return say.pick("：", ": ").join(said)


def value(number: float | None, status: str | None, say: Words) -> str:
    """Give a number as people write it, or the words for why there is none."""
    return say(f"status.{status}") if number is None else figure(number)


def remarks(row: Mapping[str, Any], say: Words) -> str:
    """Give flags and reasons of a row as one text, '' where nothing needs minding."""
    why = [row["why"]] if row.get("why") else []
    # The reason of an item count says the same as its flag.
    flags = [flag for flag in row["flags"] or () if not (flag == "item_count" and why)]
    noted = [remark(say.charts, flag, row.get("corrected_from")) for flag in flags]
    return say.pick("；", "; ").join([*(text.rstrip("。.") for text in why), *noted])


def _points(points: float) -> str:
    """Give points with one decimal, two where one would show nothing."""
    return signed(points, 1 if abs(points) >= 0.1 else 2)  # noqa: PLR2004 - what one decimal can show


def _amount(row: Mapping[str, Any], say: Words) -> str:
    if row["change_pp"] is not None:
        return say("change.points", pp=figure(abs(row["change_pp"])))
    # A ratio per 10,000 may move by less than two decimals show.
    amount = figure(abs(row["change"]), 2 if abs(row["change"]) >= 0.01 else 4)  # noqa: PLR2004
    if row["change_pct"] is None:
        return amount
    return say("change.with_percent", amount=amount, pct=signed(row["change_pct"], 1))
