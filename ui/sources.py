"""From every number of a figure to the report it stands in: the numbers once more, each a link to its place."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

import polars as pl
import streamlit as st

from briefing.sentences import value as in_words
from charts.text import figure
from ui import address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analysis.vocabulary import Metric
    from briefing.words import Words
    from ui.view import View

MOST: Final = 60
"""Rows of links; who looks at more organs chooses some to walk to their documents."""


LINKS: Final = 450
"""Links of one table: each is two hundred bytes on the way to the browser, and fifteen years make many of a row."""


@dataclass(frozen=True, slots=True)
class Number:
    """One number: where it stands in the table, what it says, and the cell or indicator that it is.

    `under` is what a rate is made of, '' else; `metric_id` is '' where the whole report is meant.
    """

    row: str
    column: str
    organ_id: str
    year: int
    metric_id: str
    text: str
    under: str = ""
    is_there: bool = True


@dataclass(frozen=True, slots=True)
class Listing:
    """The numbers of the first MOST rows of `rows` rows in all."""

    numbers: tuple[Number, ...] = ()
    rows: int = 0


def of_series(view: View, series: pl.DataFrame, metric: Metric) -> Listing:
    """Give the numbers of a SERIES, a row per organ and a column per year."""
    shown, count = _first(series.sort("organ", "organ_id", "year"))
    numbers = tuple(
        Number(
            row["organ"],
            str(row["year"]),
            row["organ_id"],
            row["year"],
            metric.id,
            *_said(row, metric, view.say),
            is_there=row["status"] != "no_report",
        )
        for row in shown.iter_rows(named=True)
    )
    return Listing(numbers, count)


def _first(rows: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """Give the rows of the first MOST organs, and how many organs there are."""
    organs = rows["organ_id"].unique(maintain_order=True)
    return rows.filter(pl.col("organ_id").is_in(organs.head(MOST).implode())), organs.len()


def _said(row: Mapping[str, Any], metric: Metric, say: Words) -> tuple[str, str]:
    telling = [flag for flag in ("not_existing", "not_found") if flag in row["flags"]]
    text = in_words(row["value"], telling[0] if telling else row["status"], say)
    if not metric.is_rate or row["numerator"] is None or row["denominator"] is None:
        return text, ""
    return text, f"{figure(row['numerator'])} / {figure(row['denominator'])}"


def of_shares(view: View, shares: pl.DataFrame, over: str) -> Listing:
    """Give the numbers of SHARES: a row per part or organ, a column per year or part."""
    shown, count = _first(view.say.localized(shares))
    numbers = tuple(
        Number(
            row["part_title"] if over == "year" else row["organ"],
            str(row["year"]) if over == "year" else row["part_title"],
            row["organ_id"],
            row["year"],
            row["part"],
            in_words(row["value"], row["status"], view.say),
            is_there=row["status"] != "no_report",
        )
        for row in shown.iter_rows(named=True)
    )
    return Listing(numbers, count if over == "organ" else len({each.row for each in numbers}))


def of_coverage(states: pl.DataFrame, words: Mapping[str, str]) -> Listing:
    """Give the reports of COVERAGE as their states, a row per organ and a column per year."""
    shown, count = _first(states)
    numbers = tuple(
        Number(
            row["organ"],
            str(row["year"]),
            row["organ_id"],
            row["year"],
            "",
            words[f"state_{row['state']}"],
            is_there=row["state"] in ("reported", "findings"),
        )
        for row in shown.iter_rows(named=True)
    )
    return Listing(numbers, count)


def table(view: View, listing: Listing) -> None:
    """Show numbers as a table in which each leads to its place in the report."""
    numbers = listing.numbers
    rows = list(dict.fromkeys(each.row for each in numbers))
    columns = list(dict.fromkeys(each.column for each in numbers))
    at = {(each.row, each.column): each for each in numbers}
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    shown = rows[: min(MOST, max(1, LINKS // max(1, len(columns))))]
    cells = {row: "".join(_cell(view, at.get((row, column))) for column in columns) for row in shown}
    lines = "".join(f'<tr><th scope="row">{escape(row)}</th>{drawn}</tr>' for row, drawn in cells.items())
    label = escape(view.say("sources.label"))
    st.html(
        f'<div class="sources" role="region" tabindex="0" aria-label="{label}"><table><thead><tr><td></td>{head}'
        f"</tr></thead><tbody>{lines}</tbody></table></div>"
    )
    more = view.say("sources.more", shown=len(shown), count=listing.rows)
    st.caption(more if listing.rows > len(shown) else view.say("sources.how"))


def _cell(view: View, number: Number | None) -> str:
    if number is None:
        return "<td></td>"
    under = f"<small>{escape(number.under)}</small>" if number.under else ""
    if not number.is_there:
        return f"<td>{escape(number.text)}{under}</td>"
    label = view.say("sources.link", row=number.row, column=number.column, value=number.text)
    target = escape(place_of(number.organ_id, number.year, number.metric_id))
    link = f'<a href="{target}" target="_self" aria-label="{escape(label)}">{escape(number.text)}</a>'
    return f"<td>{link}{under}</td>"


def place_of(organ_id: str, year: int, metric_id: str) -> str:
    """Give the address of the place where a figure of a report is explained; of the report where it is ''."""
    here = {name: st.query_params[name] for name in (address.WORKSPACE, address.LANGUAGE) if name in st.query_params}
    asked = {**here, address.ORGAN: organ_id, address.YEAR: str(year)}
    return f"organ?{urlencode(asked | ({address.INFO: metric_id} if metric_id else {}))}"
