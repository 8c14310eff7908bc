"""Rules between the text and the tables: x.requests, x.review, x.litigation; and x.growth in `ingest.rules.growth`."""

from __future__ import annotations

from functools import cache

import polars as pl

from ingest.forms import forms
from ingest.model import Severity
from ingest.rules.frames import CANNOT_CHECK, DECIMALS, FAIL, PASS, as_findings, number_text
from ingest.rules.wording import cell_names

# What each metric of the text must equal (the first sum), and what its words may mean as well: 受理 may include what
# was carried in, and 办理 may speak of all that was there to handle. Equal to one of those is another definition.
NEW, CARRIED_IN = "requests.new.total", "requests.carried_in.total"
READINGS: dict[str, tuple[str, tuple[tuple[str, ...], ...]]] = {
    "requests.received": ("x.requests.new", ((NEW,), (NEW, CARRIED_IN))),
    "requests.carried_in": ("x.requests.carried_in", ((CARRIED_IN,),)),
    "requests.handled": ("x.requests.total", (("requests.total.total",), (NEW,), (NEW, CARRIED_IN))),
    "requests.carried_out": ("x.requests.carried_out", (("requests.carried_out.total",),)),
    "review.total": ("x.review", (("review.total",),)),
    "litigation.total": ("x.litigation", (("litigation_direct.total", "litigation_after_review.total"),)),
}
GOVERNMENT = r"(?:人民政府|管理委员会|管委会|办事处)$"
AREA = r"^[全我本](省|自治区|市|区|县|旗|州|盟|镇|乡|街道)(?:(?:各级)?(?:行政)?机关|各级各?部门|各地各部门)?$"
OWN_BODY = r"^(?:[本我](?:机关|单位|局|委|厅|办公室|办公厅|办|院|会|室|中心|部门|管委会)|全[局委厅])$"
TOWNSHIP_BODY = r"^(?:本机关|本单位|[镇乡](?:人民)?政府)$"
SHORTEST_NAME = 3  # characters; 市政府 ends the name of every city's government


def text_against_tables(cells: pl.DataFrame, reports: pl.DataFrame, narrative: pl.DataFrame) -> pl.DataFrame:
    """Give one finding for each report and rule of which the text states a figure.

    Of several figures one that equals the table decides, then one that differs. A figure of another body than the
    table's, or one that equals the table under another reading of its words, is cannot_check.
    """
    asked = reports.select("report_id", "organ", "level", "form")
    known = asked.filter(pl.col("form").is_in([form.id for form in forms()]))
    figures = narrative.with_row_index("figure").join(known, on="report_id").join(_rules(), on="metric")
    asked_cells = cells.filter(pl.col("path").is_in(_terms()["path"].unique().implode()))
    sides = (
        figures.select("figure", "report_id", "metric")
        .join(_terms(), on="metric")
        .join(
            asked_cells.select("report_id", "path", side="value"), on=["report_id", "path"], how="left", validate="m:1"
        )
        .group_by("figure", "reading")
        .agg(pl.when(pl.col("side").null_count() == 0).then(pl.col("side").sum()).first())
    )
    table = sides.filter(pl.col("reading") == 0).select("figure", right_value="side")
    others = sides.filter(pl.col("reading") > 0).group_by("figure").agg(others=pl.col("side"))
    found = figures.join(table, on="figure", how="left").join(others, on="figure", how="left")
    return as_findings(one_a_rule(found.with_columns(same_scope=same_scope()).with_columns(_judged())))


def one_a_rule(found: pl.DataFrame) -> pl.DataFrame:
    """Keep for each report and rule the figure that decides: one that passes, then one that fails."""
    order = pl.col("outcome").replace_strict({"pass": 0, "fail": 1, "cannot_check": 2}, return_dtype=pl.Int8)
    return found.sort("report_id", "rule", order, "figure").unique(
        ["report_id", "rule"], keep="first", maintain_order=True
    )


def same_scope() -> pl.Expr:
    """Tell whether the words for whose figure it is name the body, or the area, whose figures the tables show.

    A government's tables are for its whole area, a department's or office's for itself; where the text names nobody it
    speaks of the same. Takes columns scope, organ, level.
    """
    scope, organ = pl.col("scope"), pl.col("organ")
    governs = organ.str.contains(GOVERNMENT)
    place = organ.str.replace(GOVERNMENT, "")
    area = scope.str.extract(AREA, 1)
    long_enough = scope.str.len_chars() >= SHORTEST_NAME
    short_organ = organ.str.replace("人民政府", "政府", literal=True)
    short_scope = scope.str.replace("人民政府", "政府", literal=True)
    own_name = pl.when(governs).then(place.str.ends_with(scope)).otherwise(short_organ.str.ends_with(short_scope))
    return (
        (scope == "")
        | (governs & place.str.ends_with(area)).fill_null(value=False)
        | (~governs & scope.str.contains(OWN_BODY))
        | ((pl.col("level") == "township") & scope.str.contains(TOWNSHIP_BODY))
        | (long_enough & own_name)
    )


def _judged() -> list[pl.Expr]:
    left, right = pl.col("value"), pl.col("right_value")
    difference = (left - right).round(DECIMALS)
    open_end = right.is_null() | ~pl.col("same_scope") | _read_otherwise()
    outcome = pl.when(difference == 0).then(PASS).when(open_end).then(CANNOT_CHECK).otherwise(FAIL)
    own, table, gap = (number_text(each) for each in (left, right, difference.abs()))
    return [
        outcome.alias("outcome"),
        pl.lit(Severity.WARNING.value).alias("severity"),
        left.alias("left_value"),
        difference.alias("difference"),
        pl.col("paths").alias("cells"),
        _worded(
            pl.format("{}：正文“{}”({})", "name_zh", "quote", own),
            missing=pl.lit("，表内没有数字；无法核对"),
            same=pl.lit("，与表内相符"),
            foreign=pl.format("，表内({})；正文所指为“{}”，与表格的口径（范围）不一定相同；无法核对", table, "scope"),
            defined=pl.format("，表内({})；正文的数与新收、或新收加上年结转之数相符，口径不同；无法核对", table),
            differs=pl.format("，表内({})，相差 {}", table, gap),
        ).alias("message_zh"),
        _worded(
            pl.format("{}: text “{}” ({})", "name_en", "quote", own),
            missing=pl.lit("; the table has no figure; cannot be checked"),
            same=pl.lit("; as in the table"),
            foreign=pl.format(
                "; table ({}); the text speaks of “{}”, perhaps another scope; cannot be checked", table, "scope"
            ),
            defined=pl.format(
                "; table ({}); the text counts new requests, or those and what was carried in; cannot be checked", table
            ),
            differs=pl.format("; table ({}); difference {}", table, gap),
        ).alias("message_en"),
    ]


def _worded(
    told: pl.Expr, *, missing: pl.Expr, same: pl.Expr, foreign: pl.Expr, defined: pl.Expr, differs: pl.Expr
) -> pl.Expr:
    """Give the sentence of each case, in the order in which the outcome is decided."""
    return told + (
        pl.when(pl.col("right_value").is_null())
        .then(missing)
        .when(pl.col("value") == pl.col("right_value"))
        .then(same)
        .when(~pl.col("same_scope"))
        .then(foreign)
        .when(_read_otherwise())
        .then(defined)
        .otherwise(differs)
    )


def _read_otherwise() -> pl.Expr:
    return pl.col("others").list.contains(pl.col("value")).fill_null(value=False)


@cache
def _rules() -> pl.DataFrame:
    records = []
    for metric, (rule, (paths, *_)) in READINGS.items():
        names = [cell_names()[path] for path in paths]
        name_zh = "+".join([names[0][0], *(zh.removeprefix("表四·") for zh, _ in names[1:])])
        name_en = " + ".join([names[0][1], *(en.removeprefix("Table 4, ") for _, en in names[1:])])
        records.append({"metric": metric, "rule": rule, "paths": list(paths), "name_zh": name_zh, "name_en": name_en})
    return pl.DataFrame(records)


@cache
def _terms() -> pl.DataFrame:
    records = [
        {"metric": metric, "reading": number, "path": path}
        for metric, (_, readings) in READINGS.items()
        for number, paths in enumerate(readings)
        for path in paths
    ]
    return pl.DataFrame(records)
