"""A sentence as clauses, what stands in brackets apart, each with what was said before it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.narrative.sentences import Copy, beginning
from ingest.narrative.wording import PART

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.narrative.sentences import Sentence

# A half-width comma between thousands and the pause mark of 三、 do not end a clause; that after a unit does.
END = re.compile(r"[，;]|(?<!\d),|,(?!\d{3}(?!\d))|(?<=[件次条篇份宗起例项个场期元])[,、]")
BRACKETS = re.compile(r"\([^()]*(?:\)|$)")
LISTING = re.compile(r"其中|分别|包括|主要是")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: `before` are those before it in its sentence, `next_text` is what follows it at once, brackets first.

    `is_part` where it stands after 其中 or in brackets, so that its figure is a part of another. `in_row` where a pause
    mark parts it from the clause before, so that a change that follows may be of both.
    """

    copy: Copy
    before: tuple[str, ...]
    next_text: str
    is_part: bool
    in_brackets: bool
    in_row: bool
    sentence: Sentence

    @property
    def text(self) -> str:
        """The normalised copy."""
        return self.copy.text

    @property
    def earlier(self) -> Iterator[str]:
        """The beginnings of the sentences before it in its item, the nearest first."""
        return (beginning(text) for text in reversed(self.sentence.earlier))

    @property
    def heading(self) -> str:
        """That of its item."""
        return self.sentence.heading


def clauses(sentence: Sentence) -> Iterator[Clause]:
    """Give the clauses of a sentence in order, those in brackets after the one that they stand in."""
    main, asides = _without_brackets(sentence.copy)
    spans = [match.span() for match in END.finditer(main.text)]
    starts, ends = [0, *(end for _, end in spans)], [start for start, _ in spans]
    before: list[str] = []
    in_list = False
    for start, end in zip(starts, [*ends, len(main.text)], strict=True):
        piece = main.part(start, end)
        if not piece.text:
            continue
        in_list = (in_list and main.text[start - 1 : start] != ";") or bool(LISTING.search(piece.text))
        within = [aside for position, aside in asides if start < position <= end]
        following = "".join(f"({aside.text})" for aside in within) or main.text[end + 1 :]
        in_row = main.text[start - 1 : start] == "、"
        is_part = in_list or bool(PART.search(piece.text))
        yield Clause(piece, tuple(before), following, is_part, in_brackets=False, in_row=in_row, sentence=sentence)
        for aside in within:
            yield from _in_brackets(aside, (*before, piece.text), sentence)
        before.append(piece.text)


def _in_brackets(aside: Copy, before: tuple[str, ...], sentence: Sentence) -> Iterator[Clause]:
    start = 0
    for match in re.finditer(f"(?:{END.pattern})|$", aside.text):
        piece = aside.part(start, match.start())
        start = match.end()
        if piece.text:
            yield Clause(piece, before, "", is_part=True, in_brackets=True, in_row=False, sentence=sentence)


def _without_brackets(copy: Copy) -> tuple[Copy, list[tuple[int, Copy]]]:
    """Give the text without its brackets, and what stands in them with its position in that text."""
    asides: list[tuple[int, Copy]] = []
    main, position = Copy("", ()), 0
    for match in BRACKETS.finditer(copy.text):
        main += copy.part(position, match.start())
        inner_end = match.end() - 1 if match[0].endswith(")") else match.end()
        asides.append((len(main.text), copy.part(match.start() + 1, inner_end)))
        position = match.end()
    return main + copy.part(position, len(copy.text)), asides
