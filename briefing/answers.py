"""From a question to the blocks that answer it: sentence, chart and table, all from the frames of the pages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from briefing import answers_change, answers_form, answers_mix, answers_quality, answers_ways
from briefing.content import Drawing, Figures, Paragraph, Tone
from briefing.plan import Ask

if TYPE_CHECKING:
    from collections.abc import Callable

    from analysis.load import Connection
    from briefing.content import Block
    from briefing.plan import Question
    from briefing.source import Source

    Answer = Callable[[Connection, Source, Question], list[Block]]

ANSWERS: Final[dict[Ask, Answer]] = {
    Ask.HEADLINE: answers_change.headline,
    Ask.MOVERS: answers_change.largest,
    Ask.COMPARED: answers_change.compared,
    Ask.TREND: answers_change.trend,
    Ask.RANKED: answers_ways.ranked,
    Ask.FUNNEL: answers_ways.funnel,
    Ask.CONTRIBUTIONS: answers_ways.contributed,
    Ask.DRIVERS: answers_ways.drivers_of,
    Ask.SCATTER: answers_ways.against,
    Ask.GROWTH: answers_ways.grown,
    Ask.UNUSUAL: answers_ways.unusual_ones,
    Ask.PARTS: answers_mix.parts,
    Ask.PARTS_OVER_YEARS: answers_mix.parts_over_years,
    Ask.PEERS: answers_mix.beside_peers,
    Ask.BESIDE: answers_mix.trend_beside_peers,
    Ask.COVERAGE: answers_quality.coverage,
    Ask.QUALITY: answers_quality.quality,
    Ask.LACKING: answers_quality.lacking,
    Ask.FIRING: answers_quality.firing,
    Ask.GLOSSARY: answers_quality.glossary_of,
    Ask.MENDS: answers_quality.mends,
    Ask.FORM: answers_form.form_table,
}


def answer(con: Connection, source: Source, question: Question) -> list[Block]:
    """Give the blocks that answer a question, under its own title and with its comment where it has them.

    Raises:
        KeyError: the metric or family is not in the vocabulary of this database.
    """
    blocks = ANSWERS[question.kind](con, source, question)
    if question.title:
        blocks = [_retitled(block, question.title) for block in blocks]
    return [*blocks, Paragraph(question.comment, Tone.COMMENT)] if question.comment else blocks


def _retitled(block: Block, title: str) -> Block:
    if isinstance(block, Drawing):
        return replace(block, caption=replace(block.caption, title=title))
    if isinstance(block, Figures):
        return replace(block, caption=replace(block.caption, title=title))
    return block
