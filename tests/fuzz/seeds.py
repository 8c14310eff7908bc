"""Small undamaged documents of the fictional city, one layout each, that mutations begin with."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random
from typing import TYPE_CHECKING

from demo.documents import documents
from demo.report import SUFFIXES, Layout, random_variant

if TYPE_CHECKING:
    from demo.documents import DemoDocument

PER_LAYOUT = 4
DATA = {Layout.CSV: "csv", Layout.JSON: "json"}


@cache
def seeds(layout: Layout) -> tuple[tuple[DemoDocument, bytes], ...]:
    """Give documents without planted faults, on both forms, each with its bytes."""
    plain = [document for document in documents() if not document.plants]
    chosen = Random(f"seeds of {layout}").sample(plain, PER_LAYOUT)
    printed = [replace(document, variant=random_variant(layout, seed)) for seed, document in enumerate(chosen)]
    return tuple((document, document.content()) for document in printed)


def suffix_of(layout: Layout) -> str:
    """Give the ending by which a layout is known: .html, .csv, …"""
    return f".{SUFFIXES.get(layout) or DATA.get(layout, 'txt')}"
