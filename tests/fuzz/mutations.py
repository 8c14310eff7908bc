"""Damage done to documents by chance: what extraction loses (the truth stays), and everything else (it does not).

Each mutation takes the bytes of a document and a source of chance. LOSSES keep the truth: a figure that can still be
read must be the one that was printed in its cell. DISTORTIONS may change figures and labels; then only figures that
the damaged document itself prints may be read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.fuzz.parts import closed, opened

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    Mutation = Callable[[bytes, Random], bytes]

# Rows, cells and figures of each kind, most telling first; a kind is recognised by its rows.
ROWS = (
    rb"(?s)<tr\b.*?</tr>",
    rb"(?s)<w:tr\b.*?</w:tr>",
    rb"(?s)<row\b.*?</row>",
    rb"(?s)<table:table-row>.*?</table:table-row>",
)
CELLS = (
    rb"(?s)<td\b.*?</td>",
    rb"(?s)<w:tc>.*?</w:tc>",
    rb"(?s)<c\b[^>]*?(?:/>|>.*?</c>)",
    rb"(?s)<table:table-cell\b[^>]*?(?:/>|>.*?</table:table-cell>)",
)
PARAGRAPH = rb"(?s)<p\b.*?</p>|<w:p>.*?</w:p>|<text:p>.*?</text:p>|<si>.*?</si>"
SHOWN = rb"(?s)\bBT\b.*?\bET\b"  # a piece of text in the content of a PDF page
LINE = rb"[^\n]*\n"
FIGURE = rb"(?<![\w.:=\"#/-])[+-]?\d[\d,.]*(?![\w.%\"'])"
ZERO = rb"(?<![\w.,:=\"#/-])0(?![\w.,%\"'])"
HAN = rb"(?:[\xe4-\xe9][\x80-\xbf]{2}){2,}"
MARKS = (b"\n- 3 -\n", b"\n-4-\n", b"\n\n", b"\n\x0c\n", "\n第 2 页 共 6 页\n".encode())
SHARES = (0.01, 0.05, 0.2, 0.5)
ROW_A_LINE = re.compile(rb"(?m)^.*\d.*[|\t,].*\d.*[|\t,].*\d.*$")
FEWEST_ROWS = 20
SEPARATED = rb"(?<=[|\t])[ \d.,+-]*[|\t]"  # in CSV the place of a cell is its column, as in a spreadsheet


def on_text(mutate: Mutation) -> Mutation:
    """Let a mutation of a text work on one of the texts inside a document."""

    def inside(content: bytes, chance: Random) -> bytes:
        texts = opened(content)
        telling = sorted(name for name, text in texts.items() if len(text) > 200) or sorted(texts)
        if not telling:
            return content
        heavy = [name for name in telling if _rows(texts[name]) != LINE or not name] or telling
        name = chance.choice(heavy)
        return closed(content, {name: mutate(texts[name], chance)})

    inside.__name__ = mutate.__name__
    return inside


def _rows(text: bytes) -> bytes:
    if re.search(SHOWN, text):
        return SHOWN
    return next((rows for rows in ROWS if re.search(rows, text)), LINE)


def _cells(text: bytes) -> bytes:
    rows = _rows(text)
    return CELLS[ROWS.index(rows)] if rows in ROWS else rows


def _lost(pattern: bytes, text: bytes, chance: Random, instead: bytes = b"") -> bytes:
    share = chance.choice(SHARES)
    return re.sub(pattern, lambda match: instead if chance.random() < share else match[0], text)


def _are_rows(text: bytes) -> bool:
    """Tell whether label and figures of a row go together; where they do not, losing both joins two rows unseen."""
    pattern = _rows(text)
    if b"<table:table-row" in text or pattern == SHOWN:  # merged cells and ruling lines hold the rows together
        return False
    return pattern != LINE or len(ROW_A_LINE.findall(text)) >= FEWEST_ROWS


def lose_rows(text: bytes, chance: Random) -> bytes:
    return _lost(_rows(text), text, chance) if _are_rows(text) else text


def lose_one_row(text: bytes, chance: Random) -> bytes:
    found = list(re.finditer(_rows(text), text))
    if not found:
        return text
    row = chance.choice(found)
    return text[: row.start()] + text[row.end() :]


def lose_zeros(text: bytes, chance: Random) -> bytes:
    if re.search(rb"<w:r>|\bBT\b", text):  # the same
        return text
    return _lost(ZERO, text, chance)


def lose_figures(text: bytes, chance: Random) -> bytes:
    if re.search(rb"<w:r>|\bBT\b", text):  # a run may hold half a figure, and coordinates are no figures
        return text
    return _lost(FIGURE, text, chance)


def lose_cells(text: bytes, chance: Random) -> bytes:
    """Lose cells with their separators, in text those of figures, so that others move up."""
    pattern = _cells(text)
    if b"<row" in text:  # rows of a sheet that are left with one cell are lines
        return text
    return _lost(SEPARATED if pattern == LINE else pattern, text, chance) if _are_rows(text) else text


def lose_lines_of_figures(text: bytes, chance: Random) -> bytes:
    return _lost(rb"(?m)^[ \t]*" + FIGURE + rb"[ \t]*\n", text, chance)


def lose_words(text: bytes, chance: Random) -> bytes:
    return _lost(HAN, text, chance)


def lose_paragraphs(text: bytes, chance: Random) -> bytes:
    return _lost(PARAGRAPH, text, chance)


def empty_cells(text: bytes, chance: Random) -> bytes:
    """Leave cells without their content; in a PDF the shown text goes, the ruled cell stays. Lines have no cells."""
    share = chance.choice(SHARES)
    if _cells(text) == LINE:
        return text

    def emptied(match: re.Match[bytes]) -> bytes:
        if chance.random() >= share:
            return match[0]
        return re.sub(rb">[^<>]+<", b"><", match[0]) if match[0].startswith(b"<") else b""

    return re.sub(_cells(text), emptied, text)


def repeat_rows(text: bytes, chance: Random) -> bytes:
    share = chance.choice(SHARES)
    if _rows(text) == SHOWN:  # in a PDF they would be printed over each other
        return text
    return re.sub(_rows(text), lambda match: match[0] * 2 if chance.random() < share else match[0], text)


def repeat_pages(text: bytes, chance: Random) -> bytes:
    """Print some rows in a stretch twice, as two copies that overlap do."""
    rows = list(re.finditer(_rows(text), text))
    if len(rows) < 2 or _rows(text) == SHOWN:  # in a PDF it would be printed over the first
        return text
    begin, end = sorted(chance.sample(range(len(rows)), 2))
    return text[: rows[end].start()] + text[rows[begin].start() :]


def cut_end(text: bytes, chance: Random) -> bytes:
    rows = list(re.finditer(_rows(text), text))
    return text[: chance.choice(rows).start()] if rows else text


def break_pages(text: bytes, chance: Random) -> bytes:
    """Put page numbers and empty lines between lines."""
    share = chance.choice(SHARES)
    if _rows(text) != LINE:
        return text
    return re.sub(LINE, lambda match: match[0] + (chance.choice(MARKS) if chance.random() < share else b""), text)


def shuffle_rows(text: bytes, chance: Random) -> bytes:
    """Exchange rows that carry label and figures together; what is one cell a line or between blanks stays."""
    pattern = _rows(text)
    if not _are_rows(text):
        return text
    rows = [match[0] for match in re.finditer(pattern, text)]
    chance.shuffle(rows)
    order = iter(rows)
    return re.sub(pattern, lambda _: next(order), text)


def reencode(text: bytes, chance: Random) -> bytes:
    try:
        return text.decode("utf-8").encode(chance.choice(("gb18030", "utf-16", "utf-8-sig", "utf-16-le")))
    except UnicodeDecodeError:
        return text


LOSSES = tuple(
    map(
        on_text,
        (
            lose_rows,
            lose_one_row,
            lose_cells,
            lose_zeros,
            lose_figures,
            lose_lines_of_figures,
            lose_words,
            lose_paragraphs,
            empty_cells,
            repeat_rows,
            repeat_pages,
            cut_end,
            break_pages,
            shuffle_rows,
        ),
    )
)


def _at(content: bytes, chance: Random) -> int:
    return chance.randrange(len(content) + 1)


def cut(content: bytes, chance: Random) -> bytes:
    return content[: _at(content, chance)]


def cut_front(content: bytes, chance: Random) -> bytes:
    return content[_at(content, chance) :]


def flip_bits(content: bytes, chance: Random) -> bytes:
    flipped = bytearray(content)
    for _ in range(chance.choice((1, 5, 40)) if flipped else 0):
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
    return bytes(flipped)


def lose_characters(content: bytes, chance: Random) -> bytes:
    share = chance.choice((0.001, 0.01))
    return bytes(byte for byte in content if chance.random() >= share)


def move_piece(content: bytes, chance: Random) -> bytes:
    begin, end = sorted((_at(content, chance), _at(content, chance)))
    piece, rest = content[begin:end], content[:begin] + content[end:]
    at = _at(rest, chance)
    return rest[:at] + piece + rest[at:]


def repeat_piece(content: bytes, chance: Random) -> bytes:
    begin, end = sorted((_at(content, chance), _at(content, chance)))
    return content[:end] + content[begin:]


def shuffle_lines(content: bytes, chance: Random) -> bytes:
    lines = content.splitlines(keepends=True)
    chance.shuffle(lines)
    return b"".join(lines)


def lose_tags(text: bytes, chance: Random) -> bytes:
    return _lost(rb"<[^>]*>|[|\t,]", text, chance)


def exchange_figures(text: bytes, chance: Random) -> bytes:
    odd = (
        b"1O",
        b"~",
        b"9" * 400,
        b"-0",
        b"1e9",
        b"1.5",
        b"NaN",
        "①".encode(),
        "１２".encode(),
        b"3 4",
        b"=A1",
        b"\x00",
    )
    share = chance.choice(SHARES)
    return re.sub(FIGURE, lambda match: chance.choice(odd) if chance.random() < share else match[0], text)


_RAW = (cut, cut_front, flip_bits, lose_characters, move_piece, repeat_piece, shuffle_lines)
_INNER = (*_RAW, lose_tags, exchange_figures, reencode)
DISTORTIONS = (*_RAW, *map(on_text, _INNER))
ALL = (*LOSSES, *DISTORTIONS)


def spliced(first: bytes, second: bytes, chance: Random) -> bytes:
    """Give the beginning of one document with the end of another."""
    return first[: _at(first, chance)] + second[_at(second, chance) :]
