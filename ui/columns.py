"""How the columns of a table stand on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

if TYPE_CHECKING:
    import polars as pl

    from briefing.tables import Table


def config(table: Table) -> dict[str, Any]:
    """Give Streamlit's description of the columns: years plain, numbers with thousands separators."""
    return {name: _column(table, name, dtype) for name, dtype in table.frame.schema.items()}


def _column(table: Table, name: str, dtype: pl.DataType) -> Any:  # noqa: ANN401 - Streamlit's type is private
    label, width = table.headers[name], table.widths.get(name)
    if name in table.drawn:
        return st.column_config.ImageColumn(label, width=width)
    if name == "year" or name.endswith("_year"):
        return st.column_config.NumberColumn(label, width=width, format="plain")
    if dtype.is_numeric():
        return st.column_config.NumberColumn(label, width=width, format="localized")
    if name == "organ":
        return st.column_config.TextColumn(label, width=width or "medium", pinned=True)
    return st.column_config.TextColumn(label, width=width)
