"""The facts of a published database as one file: Parquet, CSV or a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import xlsxwriter

from ingest.store import query

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SHEET_ROWS = 1_048_576  # of a spreadsheet, heading included

# A spreadsheet runs a text that begins like this as a formula; signed numbers and a dash alone are printed figures.
RISKY_START = r"^[=@+\-\t\r]"
SIGNED_NUMBER = r"^[+\-][\d.,\s]*$"

_FACTS = """
select o.organ_id, o.name as organ, o.short_name, o.adcode, o.level, r.year, r.form, c.path,
       m.title_zh, m.title_en, m.unit_zh, m.unit_en, c.value, c.status, c.printed, c.place,
       k.entry_id as correction, k.note as correction_note, k.source as correction_source, k.who as corrected_by,
       r.file, r.sha256, r.revision, b.version as build_version, b.workspace, b.fictional
from cell c join report r using (report_id) join organ o using (organ_id) cross join build b
     left join metric m on m.metric = c.path left join correction k using (report_id, path)
where r.is_current
order by o.name, r.year, m.sort_order, c.path
"""


def facts(database: Path) -> pl.DataFrame:
    """Give one row per printed cell of the current reports, with title, unit, status and source.

    `value` is null unless `status` is reported or corrected: a blank is no 0. Where a person decided what a cell holds,
    `correction` is the entry of the ledger, and `printed` what the document prints there. `fictional` is true where
    organs and figures are invented.
    """
    return query(database, _FACTS)


def export(database: Path, target: Path) -> int:
    """Write the facts to a `.parquet`, `.csv` or `.xlsx` file, whole or not at all; gives the number of rows.

    Raises:
        LookupError: the ending is none of these, or there is no such folder.
        ValueError: a spreadsheet cannot hold that many rows.
        OSError: the target cannot be written.
    """
    write = _WRITERS.get(target.suffix.lower())
    if write is None:
        raise LookupError(f"{target} ends in none of {', '.join(_WRITERS)}. Choose one of these endings.")
    if not target.parent.is_dir():
        raise LookupError(f"The folder {target.parent} does not exist. Make it first.")
    rows = facts(database)
    unfinished = target.with_name(f".{target.name}.writing")
    try:
        write(rows, unfinished)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return rows.height


def harmless(rows: pl.DataFrame) -> pl.DataFrame:
    """Give the rows with an apostrophe before every text that a spreadsheet would run as a formula."""
    text = pl.col(pl.String)
    risky = text.str.contains(RISKY_START) & ~text.str.contains(SIGNED_NUMBER)
    return rows.with_columns(pl.when(risky).then("'" + text).otherwise(text).name.keep())


def _write_parquet(rows: pl.DataFrame, target: Path) -> None:
    rows.write_parquet(target)


def _write_csv(rows: pl.DataFrame, target: Path) -> None:
    harmless(rows).write_csv(target, include_bom=True)  # without the mark Excel shows Chinese as rubbish


def _write_xlsx(rows: pl.DataFrame, target: Path) -> None:
    if rows.height >= SHEET_ROWS:
        raise ValueError(
            f"{rows.height} rows do not fit into a spreadsheet ({SHEET_ROWS - 1}). Export to .parquet or .csv."
        )
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as workbook:
        rows.write_excel(workbook, "facts", freeze_panes=(1, 0), autofilter=True)


_WRITERS: dict[str, Callable[[pl.DataFrame, Path], None]] = {
    ".parquet": _write_parquet,
    ".csv": _write_csv,
    ".xlsx": _write_xlsx,
}
