"""Every cell and indicator in one table: what it is, how it is printed on each form, what it may be compared with."""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import TYPE_CHECKING

import polars as pl

from analysis import labels
from analysis.blanks import APPLICANTS
from analysis.vocabulary import answer, metric

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from analysis.ask import Context

FORMS = ("legacy", "2019", "2021")
# One row per metric in the order of the vocabulary. labels: "2021: 表三 … · row · column", one per form that asks;
# compared: yes, note or no between the forms of 2019 and 2021, why_* the register's reason; numerator, denominator: the
# cells of a derived indicator; rules: ids of the checks that look at the cell, or at any cell of an indicator.
GLOSSARY = pl.Schema(
    {
        "metric": pl.String(),
        "category": pl.String(),
        "title_zh": pl.String(),
        "title_en": pl.String(),
        "unit_zh": pl.String(),
        "unit_en": pl.String(),
        "definition_zh": pl.String(),
        "definition_en": pl.String(),
        "clause": pl.String(),
        "labels": pl.List(pl.String()),
        "compared": pl.String(),
        "why_zh": pl.String(),
        "why_en": pl.String(),
        "numerator": pl.List(pl.String()),
        "denominator": pl.List(pl.String()),
        "rules": pl.List(pl.String()),
    }
)

# Checks that are no sum of a form, and the cells that they look at.
OTHERS = {
    "y.carry": tuple(
        f"requests.{row}.{column}" for row in ("carried_in", "carried_out") for column in (*APPLICANTS, "total")
    ),
    "y.stock": tuple(
        f"{row}.{column}" for row in ("regulations", "normative") for column in ("issued", "repealed", "in_force")
    ),
    "t2.stock2019": tuple(
        f"{row}.{column}"
        for row in ("licence", "other_services", "penalty", "coercion")
        for column in ("prev_items", "change", "decisions")
    ),
    "t2.order": tuple(
        f"{row}.{column}"
        for row in ("regulations", "normative")
        for column in ("newly_public", "total_public", "issued", "in_force")
    ),
    "p.unit": ("fees.amount_wan", "procurement.amount_wan"),
    "x.requests": tuple(f"requests.{row}.total" for row in ("new", "total", "carried_in", "carried_out")),
    "x.review": ("review.total",),
    "x.litigation": ("litigation_direct.total", "litigation_after_review.total"),
}


def glossary(known: Context) -> pl.DataFrame:
    """Give the GLOSSARY of a database's vocabulary."""
    rows = [
        {
            **{name: row[name] for name in GLOSSARY if name in row},
            "labels": list(_printed(row["metric"])),
            "compared": said.comparable,
            "why_zh": said.why_zh,
            "why_en": said.why_en,
            "rules": _rules(of.parts),
        }
        for row in known.metrics.sort("sort_order").iter_rows(named=True)
        for of in (metric(known.metrics, row["metric"]),)
        for said in (answer(known.comparability, of, "2019", "2021"),)
    ]
    return pl.DataFrame(rows, schema=GLOSSARY)


def searched(found: pl.DataFrame, words: str) -> pl.DataFrame:
    """Give the rows of a GLOSSARY in which every word stands somewhere: id, titles, definitions, labels, rules.

    Case does not matter; no word finds everything.
    """
    texts = pl.concat_str(
        "metric",
        "title_zh",
        "title_en",
        "definition_zh",
        "definition_en",
        "clause",
        pl.col("labels").list.join(" "),
        pl.col("rules").list.join(" "),
        separator=" ",
    ).str.to_lowercase()
    return found.filter(
        pl.all_horizontal(
            pl.lit(value=True), *(texts.str.contains(word, literal=True) for word in words.lower().split())
        )
    )


def _printed(path: str) -> Iterator[str]:
    for form in FORMS:
        label = labels.labels(form).get(path)
        if label is not None:
            yield f"{form}: {' · '.join(part for part in (label.title, label.row, label.column) if part)}"


def _rules(parts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(rule for part in parts for rule in _checked().get(part, ())))


@cache
def _checked() -> dict[str, tuple[str, ...]]:
    """Give the checks that look at each cell: the sums written in the form files, then those that code knows of."""
    found: dict[str, dict[str, None]] = {}
    for form in FORMS:
        for rule, path in _sums(form):
            found.setdefault(path, {})[rule] = None
    for rule, paths in OTHERS.items():
        for path in paths:
            found.setdefault(path, {})[rule] = None
    return {path: tuple(rules) for path, rules in found.items()}


def _sums(form: str) -> Iterator[tuple[str, str]]:
    """Give (check, cell path) for each side of each sum of a form file."""
    for table in labels.tables(form):
        for check, block in product(table.get("checks", ()), table["blocks"]):
            sides = {*check["left"], *check["right"]}
            over = check["over"]
            for row, column in product(block["rows"], block["columns"]):
                if (over == "columns" and row["id"] in sides) or (over != "columns" and column["id"] in sides):
                    yield check["rule"], labels.path_of(table, row["id"], column["id"])
