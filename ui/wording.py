"""What stands in a cell of the printed form and behind it, in words: on the form, in cards, lists and traces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from briefing import sentences
from charts.words import remark

if TYPE_CHECKING:
    from briefing.words import Words

Row = dict[str, Any]
"""A row of PRINTED in the reader's language."""

SAID_ELSEWHERE: Final = ("not_found", "start_not_found", "corrected", "start_corrected")
"""Flags that the status of the cell says already."""


def state(row: Row) -> str:
    """Give the status of a cell, or that the form asks for it and nothing was found."""
    return "not_found" if "not_found" in row["flags"] else str(row["status"])


def before_in_words(row: Row, say: Words) -> str:
    """Give last year's figure, or the words for why there is none."""
    if "start_not_found" in row["flags"]:
        return say("status.not_found")
    said = sentences.value(row["start"], row["start_status"], say)
    if "start_corrected" not in row["flags"]:
        return said
    return say.pick("{}（{}）", "{} ({})").format(said, remark(say.charts, "corrected", [f"“{row['start_printed']}”"]))


def start_in_words(row: Row, say: Words) -> str:
    """Give what stands behind last year's figure where that is more than what is printed."""
    is_plain = row["start"] is not None and "start_corrected" not in row["flags"]
    return "" if is_plain else before_in_words(row, say)


def state_in_words(row: Row, say: Words) -> str:
    """Give what stands behind a cell; where a person says that it is blank, that, too."""
    said = say(f"status.{state(row)}")
    if "corrected" not in row["flags"] or state(row) == "corrected":
        return said
    return say.pick("、", ", ").join([said, say("status.corrected")])


def remarks(row: Row, say: Words) -> str:
    """Give flags and reasons of a cell as one text; what its status says already is left out."""
    flags = [flag for flag in row["flags"] if flag not in SAID_ELSEWHERE]
    return sentences.remarks({**row, "flags": flags}, say)
