"""The frames about a single report: columns and types, each documented once; see `analysis.frames`."""

from __future__ import annotations

import polars as pl

_TEXT = pl.String()
_YEAR = pl.Int32()
_NUMBER = pl.Float64()

# One printed cell with its place in the document; `entry_id` as in `frames.FACTS`.
CELLS = pl.Schema(
    {
        "report_id": pl.Int32(),
        "path": _TEXT,
        "status": _TEXT,
        "value": _NUMBER,
        "printed": _TEXT,
        "place": _TEXT,
        "entry_id": pl.Int32(),
    }
)
# What a person put in the place of a cell. value: null = the cell is to be read as blank; printed: null = no cell was
# read there; status_before, value_before: of the cell as it was read; at: UTC; the others as in the ledger.
CORRECTIONS = pl.Schema(
    {
        "report_id": pl.Int32(),
        "organ_id": _TEXT,
        "year": _YEAR,
        "path": _TEXT,
        "entry_id": pl.Int32(),
        "value": _NUMBER,
        "printed": _TEXT,
        "status_before": _TEXT,
        "value_before": _NUMBER,
        "note": _TEXT,
        "source": _TEXT,
        "who": _TEXT,
        "at": pl.Datetime("us"),
    }
)
# The prose of a report by section.
PASSAGES = pl.Schema({"report_id": pl.Int32(), "organ_id": _TEXT, "year": _YEAR, "section": _TEXT, "text": _TEXT})
