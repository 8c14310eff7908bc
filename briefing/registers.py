"""Registers as tables: what is not there, how often each rule fails, what each figure is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from analysis.quality import OFTEN_PCT
from briefing import rule_words
from briefing.tables import Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing.source import Source
    from briefing.words import Words


def lacking(source: Source, absent: pl.DataFrame, found: pl.DataFrame) -> Table:
    """Give who has not reported (COVERAGE), and what LACKING found missing, as pictures or set aside."""
    say, names = source.say, source.names
    rows: list[tuple[Any, ...]] = [
        (row["organ"], row["year"], say("lacking.kind.no_report"), "", "") for row in absent.iter_rows(named=True)
    ]
    rows += [
        (names.get(row["organ_id"], "—"), row["year"], say(f"lacking.kind.{row['kind']}"), row["message"], row["file"])
        for row in say.localized(found).iter_rows(named=True)
    ]
    schema = {"organ": pl.String, "year": pl.Int32, "lacks": pl.String, "message": pl.String, "file": pl.String}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    return Table(frame, {name: say(f"column.{name}") for name in schema}, widths={"message": "large"})


def often(rows: pl.DataFrame, say: Words) -> dict[str, str]:
    """Give why those rules of FIRING may fail that do so often."""
    found = rows.filter(pl.col("rate_pct") > OFTEN_PCT)
    return {row["rule"]: rule_words.why(row["rule"], row["family"], say) for row in found.iter_rows(named=True)}


def firing(rows: pl.DataFrame, say: Words) -> Table:
    """Give FIRING as a table, with the reason where a rule fails often."""
    explained = often(rows, say)
    columns = ["rule", "title", "rate_pct", "n", "n_fail", "n_cannot_check", "why"]
    named = rows.with_columns(
        pl.col("rate_pct").round(1),
        title=pl.Series([_title(row, say) for row in rows.iter_rows(named=True)], dtype=pl.String),
        why=pl.Series([explained.get(rule, "") for rule in rows["rule"]], dtype=pl.String),
    ).select(columns)
    return Table(named, {name: say(f"column.{name}") for name in columns}, widths={"title": "large", "why": "large"})


def _title(row: Mapping[str, Any], say: Words) -> str:
    return rule_words.asks(row["rule"], say) or rule_words.family(row["family"], say)


def compared(row: Mapping[str, Any], say: Words) -> str:
    """Give whether the figure may be compared over the forms of 2019 and 2021, and the register's reason."""
    answer = say(f"compared.{row['compared']}")
    return f"{answer} {row['why']}".strip()


def glossary(found: pl.DataFrame, say: Words) -> Table:
    """Give GLOSSARY rows as a table."""
    rows = say.localized(found)
    frame = rows.select(
        "metric",
        "title",
        "unit",
        "definition",
        labels=pl.col("labels").list.join("\n"),
        compared=pl.Series([compared(row, say) for row in rows.iter_rows(named=True)], dtype=pl.String),
        numerator=pl.col("numerator").list.join(" + "),
        denominator=pl.col("denominator").list.join(" + "),
        rules=pl.col("rules").list.join(", "),
        clause="clause",
    )
    headers = {name: say(f"column.{name}") for name in frame.columns if name not in ("metric", "rules", "title")}
    headers |= {"metric": "id", "rules": say("column.rule"), "title": say("column.metric")}
    return Table(frame, headers, widths={"definition": "large"}, scrolls=True)
