"""One report as its printed form: every cell in its place, last year's figure, the change, what was found about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis import layout, load
from analysis.change import decide, with_reasons
from analysis.series import STOCK_RULE
from analysis.vocabulary import cell_answers, stand_in

if TYPE_CHECKING:
    from analysis.ask import Context
    from analysis.load import Connection

_TEXT, _NUMBER = pl.String(), pl.Float64()
# One cell of one report, in the order of print; table is two, three, four or further (cells on no prescribed form).
# value, end: this year's number; start: last year's, from the cell of last year's form that holds the same figure.
# status, start_status: as in SERIES; `unreadable` with the flag not_found where the form asks and no cell was found.
# case, change, change_pct, comparable, why_*: as in CHANGE. flags: as in CHANGE, but `corrected` is this year's cell
# alone; start_corrected, not_found, start_not_found.
# mark: the worst of error, warning, notice (failed checks), cannot_check; null where nothing was found.
# findings: `number`s of `problems`.
PRINTED = pl.Schema(
    {
        "table": _TEXT,
        "block": _TEXT,
        "row": _TEXT,
        "column": _TEXT,
        "path": _TEXT,
        "title_zh": _TEXT,
        "title_en": _TEXT,
        "unit_zh": _TEXT,
        "unit_en": _TEXT,
        "status": _TEXT,
        "value": _NUMBER,
        "printed": _TEXT,
        "place": _TEXT,
        "start_year": pl.Int32(),
        "end_year": pl.Int32(),
        "start": _NUMBER,
        "end": _NUMBER,
        "start_status": _TEXT,
        "end_status": _TEXT,
        "start_printed": _TEXT,
        "change": _NUMBER,
        "change_pct": _NUMBER,
        "change_pp": _NUMBER,
        "case": _TEXT,
        "comparable": _TEXT,
        "why_zh": _TEXT,
        "why_en": _TEXT,
        "flags": pl.List(_TEXT),
        "mark": _TEXT,
        "findings": pl.List(pl.UInt32()),
    }
)
MARKS = ("error", "warning", "notice", "cannot_check")
"""What a cell can be marked with, the gravest first."""

_LAST_YEARS = "y.carry"
"""The rule whose cells after the first are those of last year's report."""

_ROWS = "s.missing"
"""The rule whose cells are rows."""


def printed_of(con: Connection, known: Context, organ_id: str, year: int) -> pl.DataFrame:
    """Give the PRINTED form of a report straight from the database; empty where there is no report."""
    return printed(
        known,
        load.report_cells(con, organ_id, year),
        load.report_cells(con, organ_id, year - 1),
        problems(load.findings(con, organ_id, year)),
        (organ_id, year),
    )


def problems(findings: pl.DataFrame) -> pl.DataFrame:
    """Give FINDINGS that did not pass with `number` (from 1) and `mark`: failed ones first, by severity."""
    failed = pl.col("outcome") == "fail"
    return (
        findings.filter(pl.col("outcome") != "pass")
        .with_columns(mark=pl.when(failed).then("severity").otherwise(pl.lit("cannot_check")))
        .sort(pl.col("mark").cast(pl.Enum(MARKS)), maintain_order=True)
        .with_row_index("number", offset=1)
    )


def printed(
    known: Context, cells: pl.DataFrame, before: pl.DataFrame, found: pl.DataFrame, of: tuple[str, int]
) -> pl.DataFrame:
    """Give the PRINTED form of one report, one row per cell that its form asks for or that it prints.

    Args:
        known: what `ask.context` gives.
        cells: CELLS of the report.
        before: CELLS of the same organ's report of the year before; empty where there is none.
        found: what `problems` gives for the report.
        of: organ id and year.
    """
    form, form_before = (_form(known.reports, of[0], year) for year in (of[1], of[1] - 1))
    if form is None:
        return PRINTED.to_frame()
    grid = _placed(layout.places(form), cells)
    pairs = _beside(grid, known, before, (form, form_before), of[1])
    decided = decide(pairs, is_rate=False).with_columns(flags=_flags(known, of))
    marked = with_reasons(decided).join(_marks(grid["path"], found), on="path", how="left", maintain_order="left")
    titled = marked.join(known.metrics, left_on="path", right_on="metric", how="left", maintain_order="left")
    named = titled.with_columns(
        pl.col("title_zh", "title_en").fill_null(pl.col("path")),
        pl.col("unit_zh", "unit_en").fill_null(""),
        pl.col("findings").fill_null([]),
    )
    return named.select(pl.col(name).cast(dtype) for name, dtype in PRINTED.items())


def _form(reports: pl.DataFrame, organ_id: str, year: int) -> str | None:
    found = reports.filter((pl.col("organ_id") == organ_id) & (pl.col("year") == year))
    return None if found.is_empty() else str(found["form"][0])


def _placed(places: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """Give the cells in their places, and those without a place at the end."""
    grid = layout.as_printed(places, cells["path"])
    further = cells.join(grid, on="path", how="anti", maintain_order="left").select(
        pl.lit(layout.FURTHER).alias("table"), pl.lit("").alias("block"), pl.lit("").alias("row"), column="path"
    )
    whole = pl.concat([grid, further.with_columns(path="column")])
    stored = cells.select("path", "status", "value", "printed", "place", "entry_id")
    joined = whole.join(stored, on="path", how="left", maintain_order="left")
    return joined.with_columns(not_found=pl.col("status").is_null(), status=pl.col("status").fill_null("unreadable"))


def _beside(
    grid: pl.DataFrame, known: Context, before: pl.DataFrame, forms: tuple[str, str | None], year: int
) -> pl.DataFrame:
    """Set last year's figure beside each cell, with the register's word on whether the two may be compared."""
    form, form_before = forms
    answers = {} if form_before is None else cell_answers(known.comparability, grid["path"], form_before, form)
    asking = dict(known.metrics.select("metric", "forms").iter_rows())
    rows = [
        (
            path,
            _counterpart(path, asking, known.comparability, form_before),
            *((said.comparable, said.why_zh, said.why_en) if (said := answers.get(path)) else (None, None, None)),
        )
        for path in grid["path"]
    ]
    names = ("path", "counterpart", "comparable", "why_zh", "why_en")
    paired = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
    last = before.select(
        counterpart="path", start="value", start_status="status", start_printed="printed", start_entry="entry_id"
    )
    lacking = pl.when(pl.col("counterpart").is_null())
    absent = pl.lit("no_report")
    if form_before is not None:
        absent = lacking.then(pl.lit("not_on_form")).otherwise(pl.lit("unreadable"))
    return (
        grid.join(paired, on="path", how="left", maintain_order="left")
        .join(last, on="counterpart", how="left", maintain_order="left")
        .with_columns(
            end="value",
            end_status="status",
            start_year=pl.lit(year - 1),
            end_year=pl.lit(year),
            linked=(pl.col("counterpart") != pl.col("path")) & pl.col("start_status").is_not_null(),
            start_not_found=pl.col("start_status").is_null() & (absent == "unreadable"),
            start_status=pl.col("start_status").fill_null(absent),
        )
    )


def _counterpart(
    path: str, asking: dict[str, list[str]], comparability: pl.DataFrame, form_before: str | None
) -> str | None:
    """Give the cell of last year's form that holds the same figure, null where it has none."""
    if form_before is None:
        return None
    if form_before in asking.get(path, [form_before]):
        return path
    return stand_in(comparability, path, form_before)


def _flags(known: Context, of: tuple[str, int]) -> pl.Expr:
    conditions = {
        "small_base": pl.col("small_base"),
        "item_count": pl.col("path").is_in(_item_counts(known.findings, *of)),
        "corrected": (pl.col("status") == "corrected") | pl.col("entry_id").is_not_null(),
        "start_corrected": (pl.col("start_status") == "corrected") | pl.col("start_entry").is_not_null(),
        "linked": pl.col("linked"),
        "not_found": pl.col("not_found"),
        "start_not_found": pl.col("start_not_found"),
    }
    return pl.concat_list(pl.when(holds).then(pl.lit(flag)) for flag, holds in conditions.items()).list.drop_nulls()


def _item_counts(findings: pl.DataFrame, organ_id: str, year: int) -> list[str]:
    """Give the decisions that are probably a count of items, in this year's report or in last year's."""
    fired = findings.filter(
        (pl.col("organ_id") == organ_id)
        & pl.col("year").is_in([year - 1, year])
        & pl.col("rule").str.starts_with(STOCK_RULE)
        & (pl.col("outcome") == "fail")
    )
    return [path for path in fired["cells"].explode().drop_nulls() if path.endswith(".decisions")]


def _marks(paths: pl.Series, found: pl.DataFrame) -> pl.DataFrame:
    """Give path, mark and findings for each cell about which something was found."""
    own = pl.when(pl.col("rule").str.starts_with(_LAST_YEARS)).then(pl.col("cells").list.head(1)).otherwise("cells")
    named = found.select("number", "mark", "rule", named=own).explode("named").drop_nulls("named")
    is_row = pl.col("rule").str.starts_with(_ROWS)
    cells = named.filter(~is_row).select("number", "mark", path="named")
    rows = named.filter(is_row).join(paths.to_frame("path"), how="cross")
    within = rows.filter(pl.col("path").str.starts_with(pl.col("named") + ".")).select("number", "mark", "path")
    return (
        pl.concat([cells, within])
        .unique()
        .sort("number")
        .group_by("path", maintain_order=True)
        .agg(mark=pl.col("mark").first(), findings=pl.col("number"))
    )
