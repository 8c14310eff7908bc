"""What a rule compares: figures on two sides, at one place of one form; all of it data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import polars as pl

from ingest.model import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

JUMP_FACTOR = 5  # so many times last year's figure, or so small a part of it, is worth a look


class Relation(StrEnum):
    """What a rule asks of its two sides."""

    EQUAL = "equal"
    AT_MOST = "at_most"  # left is no part larger than right
    NO_STOCK = "no_stock"  # left is not right's first term moved by its second
    NO_JUMP = "no_jump"  # left is neither far above nor far below right


class Layout(StrEnum):
    """Where a scope applies, by how a report prints rows of which one may stand instead of several."""

    ANY = "any"
    DIVIDED = "divided"
    UNDIVIDED = "undivided"
    PRINTED = "printed"  # wherever the undivided row is printed at all


@dataclass(frozen=True, slots=True)
class Term:
    """One figure of a side: cell path, short mark for sums, full name, sign; `last_year` takes last year's report."""

    path: str
    mark_zh: str
    name_zh: str
    name_en: str
    sign: int = 1
    last_year: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """One rule at one place of one form, e.g. t3.balance.natural of 2021.

    `material` is the smallest change that counts (NO_JUMP only); `same_form` keeps figures apart whose meaning
    changed with the form.
    """

    rule: str
    form: str
    head_zh: str
    head_en: str
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    quote: str = ""
    relation: Relation = Relation.EQUAL
    severity: Severity = Severity.ERROR
    layout: Layout = Layout.ANY
    same_form: bool = False
    material: float = 0.0


def scope_frame(scopes: Sequence[Scope]) -> pl.DataFrame:
    """Give one row a scope: `scope` is its place in the list."""
    records = [
        {
            "scope": index,
            "form": scope.form,
            "rule": scope.rule,
            "relation": scope.relation.value,
            "severity": scope.severity.value,
            "layout": scope.layout.value,
            "same_form": scope.same_form,
            "material": scope.material,
            "head_zh": scope.head_zh,
            "head_en": scope.head_en,
            "quote": scope.quote,
            "cells": [term.path for term in scope.left + scope.right],
            "anchor": scope.right[0].path if not scope.right[0].last_year else scope.left[0].path,
        }
        for index, scope in enumerate(scopes)
    ]
    return pl.DataFrame(records, schema_overrides={"scope": pl.UInt32, "material": pl.Float64})


def term_frame(scopes: Sequence[Scope]) -> pl.DataFrame:
    """Give one row a figure that a scope asks for, in the order of its sum."""
    records = [
        {
            "scope": index,
            "is_left": is_left,
            "position": position,
            "path": term.path,
            "sign": term.sign,
            "last_year": term.last_year,
            "mark_zh": term.mark_zh,
            "name_zh": term.name_zh,
            "name_en": term.name_en,
        }
        for index, scope in enumerate(scopes)
        for is_left, side in ((True, scope.left), (False, scope.right))
        for position, term in enumerate(side)
    ]
    return pl.DataFrame(records, schema_overrides={"scope": pl.UInt32, "sign": pl.Float64})
