"""Tables by columns of blanks, as `pdftotext -layout` gives them: figures between the halves of a broken label."""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import east_asian_width

from demo.ruled import LABEL_COLUMNS, RuledCell, RuledTable

GROUP_X = 6
LABEL_X = (0, GROUP_X, 16)  # a label that stands right of none, one or two groups
GROUP_CHARACTERS = 4  # （三）不 / 予公开
UPRIGHT = "三、"


@dataclass(slots=True)
class Canvas:
    """Lines under construction: each holds its texts with the column where they begin."""

    lines: list[list[tuple[int, str]]]

    def add(self, *pieces: tuple[int, str]) -> None:
        """Append one line."""
        self.lines.append(list(pieces))

    def overlay(self, line: int, x: int, text: str) -> None:
        """Write into a line that may hold something else already."""
        while line >= len(self.lines):
            self.lines.append([])
        self.lines[line].append((x, text))

    def texts(self) -> list[str]:
        """Give the finished lines."""
        return [_composed(pieces) for pieces in self.lines]


def display_width(text: str) -> int:
    """Give the columns that a text takes: two for each Chinese character."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def wrapped(text: str, limit: int) -> list[str]:
    """Give the pieces of at most `limit` characters, nearly even as a justified cell has them; 0 = one piece."""
    if not limit or len(text) <= limit:
        return [text]
    return [text[start : start + limit] for start in range(0, len(text), limit)]


def table_lines(table: RuledTable, wrap: int) -> list[str]:
    """Give the lines of one prescribed table; `wrap` is the number of characters that a row label has room for."""
    draw = {"two": _draw_two, "three": _draw_three, "four": _draw_four}[table.id]
    return draw(table, wrap).texts()


def _composed(pieces: list[tuple[int, str]]) -> str:
    line = ""
    for x, text in sorted(pieces):
        # A text that has no room pushes to the right, yet stays apart from its neighbour.
        gap = max(x - display_width(line), 2 if line else 0)
        line += " " * gap + text
    return line.rstrip()


def _labelled(canvas: Canvas, label: str, x: int, limit: int, figures: list[tuple[int, str]]) -> None:
    """Draw one row: with an even number of label pieces the figures get a line of their own between them."""
    pieces = wrapped(label, limit)
    middle = len(pieces) // 2
    for index, piece in enumerate(pieces):
        if len(pieces) % 2 == 0 and index == middle:
            canvas.add(*figures)
        beside = figures if len(pieces) % 2 and index == middle else []
        canvas.add((x, piece), *beside)
    canvas.add()


def _draw_two(table: RuledTable, wrap: int) -> Canvas:
    canvas = Canvas([])
    label_limit = wrap and max(wrap, 8)
    longest = max(len(row[0].text) for row in table.rows)
    first = 2 * (min(longest, label_limit) if label_limit else longest) + 4
    for row in table.rows:
        figures = [(first + 18 * (cell.column - 1), cell.text) for cell in row[1:] if cell.text]
        _labelled(canvas, row[0].text, 0, label_limit if len(row) > 1 else 0, figures)
    return canvas


def _label_limit(cell: RuledCell, wrap: int) -> int:
    room = (0, wrap + 5, wrap)[cell.column]
    return room if wrap else 0


def _draw_three(table: RuledTable, wrap: int) -> Canvas:
    headings, body = table.rows[:3], table.rows[3:]
    labels = [cell for row in body for cell in row if not cell.figure and cell.column + cell.colspan == LABEL_COLUMNS]
    ends = (
        LABEL_X[cell.column] + max(map(display_width, wrapped(cell.text, _label_limit(cell, wrap)))) for cell in labels
    )
    first = max(ends) + 3
    step = max(9, *(display_width(cell.text) + 3 for row in body for cell in row if cell.figure))
    canvas = Canvas([])
    _draw_applicants(canvas, headings, first, step)
    spans: list[tuple[RuledCell, int]] = []
    begins: dict[int, int] = {}
    for row in body:
        begins[row[-1].row] = len(canvas.lines)
        label = next(cell for cell in row if cell in labels)
        spans += [(cell, len(canvas.lines)) for cell in row if cell.column < label.column]
        figures = [
            (first + step * (cell.column - LABEL_COLUMNS), cell.text) for cell in row if cell.figure and cell.text
        ]
        _labelled(canvas, label.text, LABEL_X[label.column], _label_limit(label, wrap), figures)
    for cell, start in spans:
        end = begins.get(cell.row + cell.rowspan, len(canvas.lines))
        _overlay_group(canvas, cell, start, end)
    return canvas


def _draw_applicants(canvas: Canvas, headings: tuple[tuple[RuledCell, ...], ...], first: int, step: int) -> None:
    corner, applicants = headings[0]
    natural, legal, total = headings[1]
    half = len(corner.text) // 2 + 3
    xs = [first + step * index for index in range(7)]
    canvas.add((xs[3], applicants.text))
    canvas.add()
    canvas.add((0, corner.text[:half]), (xs[2], legal.text))
    canvas.add((0, corner.text[half:]))
    canvas.add((xs[0], natural.text), (xs[6], total.text))
    parts = [(x, cell.text, (2 * len(cell.text) + 2) // 3) for x, cell in zip(xs[1:], headings[2], strict=False)]
    canvas.add(*((x, text[:cut]) for x, text, cut in parts if len(text) > 2))
    canvas.add(*((x, text) for x, text, _ in parts if len(text) <= 2))
    canvas.add(*((x, text[cut:]) for x, text, cut in parts if len(text) > 2))
    canvas.add()


def _overlay_group(canvas: Canvas, cell: RuledCell, start: int, end: int) -> None:
    """Write a group label over the lines of its rows: upright at the left edge, else broken in the middle."""
    if cell.column == 0:
        pieces = [UPRIGHT, *cell.text.removeprefix(UPRIGHT)] if cell.text.startswith(UPRIGHT) else list(cell.text)
        step = 2 if end - start >= 2 * len(pieces) else 1
    else:
        pieces, step = wrapped(cell.text, GROUP_CHARACTERS), 1
    top = max(start, (start + end - step * len(pieces)) // 2)
    for index, piece in enumerate(pieces):
        canvas.overlay(top + step * index, GROUP_X * cell.column, piece)


def _draw_four(table: RuledTable, wrap: int) -> Canvas:
    del wrap
    step = max(7, *(display_width(cell.text) + 3 for cell in table.rows[-1]))
    canvas = Canvas([])
    for row in table.rows[:2]:
        canvas.add(*((step * (cell.column + cell.colspan // 3), cell.text) for cell in row if cell.colspan > 1))
        canvas.add()
    outcomes = [cell for row in table.rows[1:3] for cell in row if cell.colspan == 1]
    canvas.add(*((step * cell.column, cell.text[:2]) for cell in outcomes if len(cell.text) > 2))
    canvas.add(*((step * cell.column, cell.text) for cell in outcomes if len(cell.text) <= 2))
    canvas.add(*((step * cell.column, cell.text[2:]) for cell in outcomes if len(cell.text) > 2))
    canvas.add()
    canvas.add(*((step * cell.column, cell.text) for cell in table.rows[-1] if cell.text))
    canvas.add()
    return canvas
