"""Cell paths (`requests.new.natural`) as the labels that the form prints for them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ingest.forms import forms

if TYPE_CHECKING:
    from collections.abc import Sequence

# What stands over the figures of table four; its cells have no row label.
DISPUTES = {"review": "行政复议", "litigation_direct": "未经复议直接起诉", "litigation_after_review": "复议后起诉"}
ONLY_2019 = ("prev_items", "newly_public")
LONGEST_PATH = 4  # names in a path


@cache
def _labels(first: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for form in sorted(forms(), key=lambda each: each.id != first):
        for table in form.tables:
            for block in table.blocks:
                for row in block.rows:
                    for column in block.columns:
                        unit = f"（单位：{column.unit}）" if column.unit else ""
                        over = DISPUTES.get(column.id.split(".", maxsplit=1)[0], row.labels[0] if row.labels else "")
                        found.setdefault(table.path(row, column), (over, column.labels[0] + unit))
    return found


def form_of(text: str) -> str:
    """Give the form whose labels the paths in a text stand for: those of 2019 have columns of their own."""
    return "2019" if any(name in text for name in ONLY_2019) else "2021"


def labels_of(names: Sequence[str], form: str) -> tuple[str, ...]:
    """Give the printed labels of the cell that the last of these names spell, () where they spell none.

    >>> labels_of(["data", "requests.new", "natural"], "2021")
    ('一、本年新收政府信息公开申请数量', '自然人')
    >>> labels_of(["natural"], "2021")
    ()
    """
    for count in range(1, min(LONGEST_PATH, len(names)) + 1):
        if labels := _labels(form).get(".".join(names[-count:])):
            return labels
    return ()
