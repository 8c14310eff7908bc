"""One check in words: what it is called, how it came out, what people said of it, and the address that opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import polars as pl
import streamlit as st

from briefing import rule_words
from briefing.tables import Table
from charts.text import figure
from ui import address
from ui.form import SYMBOLS
from ui.places import place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing.words import Words

Row = dict[str, Any]

MOST_IN_FILE: Final = 2000
PASSED: Final = "✓"
_FILTERS: Final = frozenset({address.FINDING, address.WITHIN})


class Key(NamedTuple):
    """What names a check in an address, the same in every version: report, rule, and the how manieth of it."""

    organ_id: str
    year: int
    rule: str
    number: int = 1

    def __str__(self) -> str:
        """Give the text of the address."""
        several = f"~{self.number}" if self.number > 1 else ""
        return f"{self.organ_id}.{self.year}.{self.rule}{several}"

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Key:
        """Give the key of a row of CHECKS."""
        return cls(row["organ_id"], row["year"], row["rule"], row["number"])

    @classmethod
    def read(cls, text: str) -> Key | None:
        """Give the key of a text, null where it is none.

        >>> Key.read("1a2b3c4d.2023.t3.balance.total~2")
        Key(organ_id='1a2b3c4d', year=2023, rule='t3.balance.total', number=2)
        """
        organ_id, _, rest = text.partition(".")
        year, _, rule = rest.partition(".")
        rule, _, number = rule.partition("~")
        if not (organ_id and rule and year.isdecimal() and (not number or number.isdecimal())):
            return None
        return cls(organ_id, int(year), rule, int(number or 1))


def address_of(row: Row) -> dict[str, str]:
    """Give the address that opens a check of CHECKS and keeps every filter, so that the way back leads to them."""
    kept = {name: value for name, value in st.query_params.items() if name not in _FILTERS}
    return {**kept, address.FINDING: str(Key.of(row)), address.WITHIN: ""}


def way_back() -> dict[str, str]:
    """Give the address of the list that a check was opened from."""
    kept = {name: value for name, value in st.query_params.items() if name not in _FILTERS}
    return {**kept, address.WITHIN: ""}


def mark(row: Row) -> str:
    """Give what the check is marked with: its severity where it failed, else its outcome."""
    return str(row["severity"] if row["outcome"] == "fail" else row["outcome"])


def state(row: Row, say: Words) -> str:
    """Give sign and word for how the check came out."""
    name = mark(row)
    return f"{SYMBOLS.get(name, PASSED)} {say(f'mark.{name}')}"


def label(row: Row, names: Mapping[str, str], say: Words) -> str:
    """Give the words of the link that opens the check."""
    organ = names.get(row["organ_id"], row["organ_id"])
    return say(
        "quality.link", state=state(row, say), organ=organ, year=row["year"], rule=rule_words.family(row["family"], say)
    )


def line(row: Row, say: Words) -> str:
    """Give the sentence of the check and what people said of it."""
    said = verdict(row, say)
    return f"{row['message']}{'　✍ ' + said if said else ''}".replace("$", "\\$")


def verdict(row: Mapping[str, Any], say: Words) -> str:
    """Give the verdict on a check in words, '' where there is none; one that no longer holds says so."""
    if row["verdict"] == "none":
        return ""
    judged = say(f"judgement.{row['judgement']}")
    key = "judged.by" if row["verdict"] == "valid" else "judged.stale_by"
    return say(key, judgement=judged, who=row["who"], when=row["at"].strftime("%Y-%m-%d"))


def table(found: pl.DataFrame, names: Mapping[str, str], say: Words) -> Table:
    """Give CHECKS as a table for the eye and for files."""
    rows = say.localized(found).to_dicts()
    columns: dict[str, list[Any]] = {
        "organ": [names.get(row["organ_id"], row["organ_id"]) for row in rows],
        "year": [row["year"] for row in rows],
        "state": [state(row, say) for row in rows],
        "rule": [row["rule"] for row in rows],
        "message": [row["message"] for row in rows],
        "left": [row["left_value"] for row in rows],
        "right": [row["right_value"] for row in rows],
        "difference": [row["difference"] for row in rows],
        "place": [place(row["place"], say) for row in rows],
        "verdict": [verdict(row, say) for row in rows],
        "note": [row["note"] or "" for row in rows],
        "file": [row["file"] for row in rows],
    }
    types = {"year": pl.Int32, "left": pl.Float64, "right": pl.Float64, "difference": pl.Float64}
    frame = pl.DataFrame(columns, schema={name: types.get(name, pl.String) for name in columns})
    return Table(frame, {name: say(f"column.{name}") for name in columns}, widths={"message": "large"})


def sides(row: Row, say: Words) -> list[tuple[str, str]]:
    """Give both sides and the difference with their words; empty where the check compares no two numbers."""
    if row["left_value"] is None and row["right_value"] is None:
        return []
    named = (("left", "left_value"), ("right", "right_value"), ("difference", "difference"))
    return [(say(f"column.{name}"), "—" if row[column] is None else figure(row[column])) for name, column in named]
