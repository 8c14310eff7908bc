"""Reports as they really come: blanks for zeros, damaged labels, missing headings, another form than the year's."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from demo.city import load_city
from demo.documents import Expected, documents, reprinted
from demo.form import load_form
from demo.report import SUFFIXES, Layout, random_variant
from demo.styles import STYLES, state

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from demo.documents import DemoDocument

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
UNIT = "（单位"
STRANGERS = "口日目一的丨囗〇"  # what damaged characters come out as
HEADINGS = ("信息内容", "法人或其他组织", "申请人情况", "行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉")
CELL_STYLES = ("thousands", "fullwidth", "blank_for_zero", "dash_for_zero")
FORM_OF_2021 = "2021"


def random_document(layout: Layout, seed: int) -> DemoDocument:
    """Give a random document of the city in a layout, damaged more often than not; equal arguments, equal document.

    `expected` is what is printed then: a zero that is left blank is no figure any more.
    """
    chance = Random(f"document {layout}:{seed}")
    document = _on_another_form(chance.choice(documents()), chance)
    document = replace(document, variant=random_variant(layout, seed))
    document = replace(document, name=f"{seed}.{SUFFIXES.get(layout, 'txt')}")
    for damage, share in ((_styled, 0.5), (_without_totals, 0.15), (_mislabelled, 0.5), (_without_groups, 0.15)):
        if chance.random() < share:
            document = damage(document, chance)
    return document


def _on_another_form(document: DemoDocument, chance: Random) -> DemoDocument:
    """Print the figures of an organ and year on the form of 2019, or with one undivided row 其他处理."""
    draw = chance.random()
    if document.report.form != FORM_OF_2021 or document.plants or draw > 0.4:
        return document
    organ = next(organ for organ in load_city().organs if organ.name == document.report.organ)
    if draw < 0.2:
        organ = replace(organ, form_2019_until=document.report.year)
    return reprinted(organ, document.report.year, document.variant, undivided=draw >= 0.2)


def _styled(document: DemoDocument, chance: Random) -> DemoDocument:
    """Print some cells, or all, in another manner: separators, full width, blanks or dashes for zeros."""
    style = chance.choice(CELL_STYLES)
    share = chance.choice((0.03, 0.2, 0.6, 1))
    printed = {
        path: STYLES[style](Decimal(text) if "." in text else int(text))
        for path, text in document.report.cells.items()
        if NUMBER.fullmatch(text) and chance.random() < share
    }
    return _reprinted_cells(document, printed)


def _without_totals(document: DemoDocument, chance: Random) -> DemoDocument:
    """Leave totals blank."""
    share = chance.choice((0.1, 0.5, 1))
    totals = (path for path in document.report.cells if path.endswith(".total"))
    return _reprinted_cells(document, {path: "" for path in totals if chance.random() < share})


def _reprinted_cells(document: DemoDocument, printed: Mapping[str, str]) -> DemoDocument:
    gone = {path: Expected("blank", None) for path, text in printed.items() if state("", text) == "blank"}
    return replace(
        document,
        report=replace(document.report, cells={**document.report.cells, **printed}),
        expected={**document.expected, **gone},
    )


def _mislabelled(document: DemoDocument, chance: Random) -> DemoDocument:
    """Damage up to four labels of rows or columns."""
    labels = sorted(set(_labels(document.report.form)))
    chosen = chance.sample(labels, chance.randint(1, 4))
    return _relabelled(
        document, {label: _damaged(document.report.labels.get(label, label), chance) for label in chosen}
    )


def _without_groups(document: DemoDocument, chance: Random) -> DemoDocument:
    """Leave out the heading of one group, or all of them."""
    groups = sorted({group for row in _rows(document.report.form) for group in row})
    chosen = chance.choice((groups, [chance.choice(groups)]))
    return _relabelled(document, dict.fromkeys(chosen, ""))


def _relabelled(document: DemoDocument, labels: Mapping[str, str]) -> DemoDocument:
    return replace(document, report=replace(document.report, labels={**document.report.labels, **labels}))


def _rows(form_id: str) -> Iterator[tuple[str, ...]]:
    return (row.groups for table in load_form(form_id).tables for block in table.blocks for row in block.rows)


def _labels(form_id: str) -> Iterator[str]:
    yield from HEADINGS
    for table in load_form(form_id).tables:
        yield f"{table.heading}"
        for block in table.blocks:
            yield from (block.heading, *(column.label for column in block.columns))
            yield from (row.label for row in block.rows)


def _damaged(label: str, chance: Random) -> str:
    """Lose, exchange or set apart one or two characters; the unit is left alone, since it decides the figure."""
    text, unit, rest = label.partition(UNIT)
    for _ in range(chance.choice((1, 1, 2))):
        if len(text) < 2:
            break
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice(("", chance.choice(STRANGERS), f"{text[at]} ")) + text[at + 1 :]
    return text.strip() + unit + rest
