"""What people supply of organs besides their reports: population, area, product, staff, each with its source."""

from __future__ import annotations

import polars as pl

# One attribute of an organ and year. attribute: population area gdp staff, or the name that it came under; value is in
# `unit` ('' where none was given), `written` the number and unit as they were supplied.
ATTRIBUTES = pl.Schema(
    {
        "organ_id": pl.String(),
        "year": pl.Int32(),
        "attribute": pl.String(),
        "value": pl.Float64(),
        "unit": pl.String(),
        "written": pl.String(),
        "source": pl.String(),
    }
)
