"""How the parts of a whole moved from one year to the next, in percentage points, and on how many cases they rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from analysis.change import decide
from analysis.frames import COMPOSITION
from analysis.series import SMALL
from analysis.vocabulary import answer
from analysis.vocabulary import metric as metric_of

if TYPE_CHECKING:
    from analysis.ask import Context

# COMPOSITION with the year before. n: the sum of the parts, null where any is missing; start_share: the share in the
# year before; change: of the numbers; change_pp: of the shares, in percentage points; case, share_case: as in CHANGE,
# of the numbers and of the shares; why_* is '' where nothing needs saying; flags also small_n
# (n < 20) and small_base (n < 20 in the year before).
SHARES = pl.Schema(
    {
        **COMPOSITION,
        "form": pl.String(),
        "n": pl.Float64(),
        "start": pl.Float64(),
        "start_share": pl.Float64(),
        "start_status": pl.String(),
        "change": pl.Float64(),
        "change_pp": pl.Float64(),
        "case": pl.String(),
        "share_case": pl.String(),
        "why_zh": pl.String(),
        "why_en": pl.String(),
    }
)


def shares(known: Context, parts: pl.DataFrame) -> pl.DataFrame:
    """Give SHARES: each row of a COMPOSITION with n and its change from the calendar year before.

    A share changes only where both years have all parts, and where the register lets the part be compared across the
    forms of the two reports. The year before must be among the rows, else it counts as missing.
    """
    forms = known.reports.select("organ_id", "year", "form")
    whole = parts.join(forms, on=["organ_id", "year"], how="left", maintain_order="left").with_columns(n=_sum())
    last = whole.select(
        "organ_id",
        "part",
        year=pl.col("year") + 1,
        start="value",
        start_share="share",
        start_status="status",
        start_n="n",
        form_before="form",
    )
    paired = whole.join(last, on=["organ_id", "part", "year"], how="left", maintain_order="left")
    answered = paired.join(
        _answers(known, paired), on=["part", "form_before", "form"], how="left", maintain_order="left"
    )
    numbers = decide(answered.select("start", "comparable", end="value"), is_rate=False)
    points = decide(answered.select("comparable", start="start_share", end="share"), is_rate=True)
    small = [
        pl.when((pl.col(n) > 0) & (pl.col(n) < SMALL)).then(pl.lit(flag))
        for n, flag in (("n", "small_n"), ("start_n", "small_base"))
    ]
    changed = answered.with_columns(
        numbers["change"],
        numbers["case"],
        points["change_pp"],
        points["case"].alias("share_case"),
        pl.col("start_status").fill_null("no_report"),
        pl.col("why_zh", "why_en").fill_null(""),
        flags=pl.concat_list("flags", *small).list.drop_nulls(),
    )
    return changed.select(pl.col(name).cast(dtype) for name, dtype in SHARES.items())


def _sum() -> pl.Expr:
    # A part that the form does not ask for is missing too: what it would have held is not known.
    whole = ["organ_id", "year"]
    return pl.when(pl.col("value").is_not_null().all().over(whole)).then(pl.col("value").sum().over(whole))


def _answers(known: Context, paired: pl.DataFrame) -> pl.DataFrame:
    """Give what the register says of each part across each change of form; nothing where the form stays."""
    asked = paired.select("part", "form_before", "form").drop_nulls().unique(maintain_order=True)
    named = set(known.comparability.select("from_form", "to_form", "metric_from").iter_rows())
    rows = []
    for part, before, form in asked.rows():
        said = answer(known.comparability, metric_of(known.metrics, part), before, form)
        # Said where the parts differ, or where the register has an entry for just this part.
        speaks = said.comparable != "yes" or (before, form, part) in named
        rows.append((part, before, form, said.comparable, *((said.why_zh, said.why_en) if speaks else ("", ""))))
    names = ("part", "form_before", "form", "comparable", "why_zh", "why_en")
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")


# The parts of several organs together, in one year. n: the sum of all parts; organs: how many are in it.
POOLED: Final = pl.Schema(
    {
        "part": pl.String(),
        "part_title_zh": pl.String(),
        "part_title_en": pl.String(),
        "part_order": pl.Int32(),
        "value": pl.Float64(),
        "share": pl.Float64(),
        "n": pl.Float64(),
        "organs": pl.Int32(),
    }
)


def pooled(rows: pl.DataFrame) -> pl.DataFrame:
    """Give POOLED of SHARES of one year, over the organs of which every part is known; empty where there is none.

    Choose the organs by `totals.without_overlap` first.
    """
    known = rows.filter(pl.col("n") > 0)
    whole = known["value"].sum()
    return (
        known.group_by("part", "part_title_zh", "part_title_en", "part_order", maintain_order=True)
        .agg(pl.col("value").sum(), organs=pl.len())
        .with_columns(share=100 * pl.col("value") / whole, n=pl.lit(whole))
        .select(pl.col(name).cast(dtype) for name, dtype in POOLED.items())
        .sort("part_order")
    )
