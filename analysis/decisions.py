"""What people decided, as frames: the ledger is read anew at every question, since it changes between two builds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis.check_frames import VERDICTS
from ledger import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ledger import Book


def verdicts(book: Book, organ_ids: Iterable[str] | None = None) -> pl.DataFrame:
    """Give the VERDICTS in force, of these organs or of all; raises LedgerError where the ledger cannot be read."""
    rows = [
        {
            "organ_id": entry.organ_id,
            "year": entry.year,
            "rule": entry.target,
            "judgement": str(entry.judgement),
            "who": entry.who,
            "note": entry.note,
            "at": entry.at.replace(tzinfo=None),
            "entry_id": entry.entry_id,
            "left_value": entry.left_value,
            "right_value": entry.right_value,
        }
        for entry in book.in_force(Kind.VERDICT, organ_ids)
    ]
    return pl.DataFrame(rows, schema=VERDICTS)
