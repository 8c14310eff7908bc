"""A piece of a document drawn again as HTML around one cell or line, which is marked; all text is escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ingest.model import NOT_GIVEN, Grid, Prose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.model import Document, GridCell

ROWS_AROUND = 6
LINES_AROUND = 3
CELLS_AROUND = 10  # some layouts run a whole table into one row
LONGEST = 160  # characters of a cell or line that are shown
_STYLE = (
    "<style>.place-table{overflow-x:auto;font-size:.85rem}.place-table table{border-collapse:collapse;margin:0}"
    ".place-table td{border:1px solid #8888;padding:.25rem .5rem;white-space:pre-line;vertical-align:top}"
    ".place-table p{margin:0;padding:.15rem .5rem;white-space:pre-wrap}"
    ".place-table mark,.place-table td.here{background:#ffcd3c66;color:inherit;outline:2px solid #c81e1e;"
    "outline-offset:-1px;font-weight:600}</style>"
)


def drawn(document: Document, place: str, printed: str) -> str | None:
    """Give the rows or lines around a place as HTML with the place marked; None where it does not hold `printed`."""
    # Tables first: on a page without line ends all prose stands on the line of the cell.
    for grid in (block for block in document.blocks if isinstance(block, Grid)):
        for number, row in enumerate(grid.rows):
            here = next((cell for cell in row if str(cell.place) == place), None)
            if here is not None and _holds(here.text, printed):
                return _page(_table(grid, number, here))
    lines = [block for block in document.blocks if isinstance(block, Prose)]
    for number, line in enumerate(lines):
        at = str(line.place)
        if at and (place == at or place.startswith(f"{at} ")) and _holds(line.text, printed):
            return _page(_lines(lines, number, printed))
    return None


def _page(body: str) -> str:
    return f'<meta charset="utf-8">{_STYLE}<div class="place-table">{body}</div>'


def _holds(text: str, printed: str) -> bool:
    return "".join(printed.split()) in "".join(text.split())


def _table(grid: Grid, number: int, here: GridCell) -> str:
    first, last = max(0, number - ROWS_AROUND), min(len(grid.rows), number + ROWS_AROUND + 1)
    rows = []
    for at in range(first, last):
        cells = _shown(grid, at, first) if grid.exact else _near(grid.rows[at], here)
        drawn_cells = "".join(_cell(cell, min(rows_left, last - at), here) for cell, rows_left in cells)
        rows.append(f"<tr>{drawn_cells}</tr>")
    return f"<table><tbody>{_cut(first > 0)}{''.join(rows)}{_cut(last < len(grid.rows))}</tbody></table>"


def _cut(is_cut: bool) -> str:  # noqa: FBT001 - one question, one answer
    return "<tr><td>…</td></tr>" if is_cut else ""


def _shown(grid: Grid, at: int, first: int) -> Iterator[tuple[GridCell, int]]:
    """Give the cells that begin in a row; in the first row that is shown also those that reach into it from above."""
    begun = [(cell, cell.rowspan) for cell in grid.rows[at]]
    if at == first:
        above = enumerate(grid.rows[:first])
        begun += [
            (cell, cell.rowspan - (first - row)) for row, cells in above for cell in cells if row + cell.rowspan > first
        ]
    yield from sorted(begun, key=lambda each: each[0].column)


def _near(row: Sequence[GridCell], here: GridCell) -> Iterator[tuple[GridCell, int]]:
    position = next((at for at, cell in enumerate(row) if cell is here), 0)
    first = max(0, position - CELLS_AROUND)
    yield from ((cell, 1) for cell in row[first : position + CELLS_AROUND + 1])


def _cell(cell: GridCell, rows: int, here: GridCell) -> str:
    spans = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    spans += f' rowspan="{rows}"' if rows > 1 else ""
    marked = ' class="here"' if cell is here else ""
    return f"<td{spans}{marked}>{_text(cell.text)}</td>"


def _lines(lines: Sequence[Prose], number: int, printed: str) -> str:
    shown = []
    for at in range(max(0, number - LINES_AROUND), min(len(lines), number + LINES_AROUND + 1)):
        text = lines[at].text
        if at != number:
            shown.append(f"<p>{_text(text)}</p>")
        elif printed and text.count(printed) == 1:
            before, _, after = text.partition(printed)
            shown.append(f"<p>{escape(before[-LONGEST:])}<mark>{escape(printed)}</mark>{_text(after)}</p>")
        else:
            shown.append(f"<p><mark>{escape(text)}</mark></p>")
    return "".join(shown)


def _text(text: str) -> str:
    if text == NOT_GIVEN:
        return ""
    return escape(text[:LONGEST]) + ("…" if len(text) > LONGEST else "")
