"""A briefing as an Excel file: a read-me sheet, then one sheet a table or drawing, with charts that Excel draws."""

from __future__ import annotations

import io
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import polars as pl
import xlsxwriter

from briefing import picture, sheet, sheet_chart
from briefing.about import about, titled
from briefing.content import Drawing, Figures, Paragraph
from briefing.drawn import chart_of
from briefing.tables import Table
from charts.text import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.caption import Caption
    from briefing.content import Briefing, Plot

STATUSES: Final = (
    "reported",
    "corrected",
    "computed",
    "blank",
    "unreadable",
    "not_found",
    "not_on_form",
    "no_report",
    "not_existing",
)
FLAGS: Final = ("small_n", "small_base", "item_count", "inferred_zero", "linked", "zero_denominator")

HEADER: Final = 2
"""Row of the header of every table, counted from 0: the title and the sign of made-up data stand above it."""

_LONGEST: Final = 31
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_IN_HEADER: Final = 220
"""Signs that the head or foot of a printed page may have in Excel."""

_BESIDE: Final = 6
"""Columns of numbers beside which a chart still stands on the first screen."""

_FOOT: Final = 120
_ROW: Final = 20
_A4: Final = 9
_LANDSCAPE_FROM: Final = 7


@dataclass(frozen=True, slots=True)
class Leaf:
    """One sheet: its name, what stands on it, and the drawing whose chart it bears, if any."""

    name: str
    table: Table
    caption: Caption
    drawing: Drawing | None = None


def xlsx_of(briefing: Briefing) -> bytes:
    """Give the briefing as an Excel file. Texts are texts, whatever sign they begin with; a null is an empty cell.

    A drawing has a sheet with the unrounded numbers of its chart; its table has a sheet of its own, one for all blocks
    that share it.

    Raises:
        ValueError: A column holds NaN or infinity.
    """
    file = io.BytesIO()
    options = {
        "in_memory": True,
        "default_date_format": "yyyy-mm-dd",
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    leaves = list(_leaves(briefing))
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": briefing.title, "subject": briefing.subtitle, "comments": briefing.foot})
        looks = _looks(book)
        readme = book.add_worksheet(_readme_name(briefing))
        _readme(readme, looks, briefing, leaves)
        _printed(readme, briefing, lies=False)
        for leaf in leaves:
            _sheet(book, looks, leaf, briefing)
    return file.getvalue()


@dataclass(frozen=True, slots=True)
class _Looks:
    title: Any
    head: Any
    wrapped: Any
    sign: Any
    link: Any


def _looks(book: xlsxwriter.Workbook) -> _Looks:
    return _Looks(
        title=book.add_format({"bold": True, "font_size": 14}),
        head=book.add_format({"bold": True, "valign": "top"}),
        wrapped=book.add_format({"text_wrap": True, "valign": "top"}),
        sign=book.add_format({"bold": True, "border": 1}),
        link=book.add_format({"underline": 1, "valign": "top", "text_wrap": True}),
    )


def _leaves(briefing: Briefing) -> Iterator[Leaf]:
    """Give the sheets in the order of the briefing, numbered as in its other formats."""
    say, blocks = briefing.say, [block for section in briefing.sections for block in section.blocks]
    apart = {id(block.table) for block in blocks if isinstance(block, Figures)}
    taken = {_readme_name(briefing).casefold()}
    drawings = figures = 0
    for block in blocks:
        if isinstance(block, Figures):
            figures += 1
            yield Leaf(_name(f"{say('paper.table')}{figures} {block.caption.title}", taken), block.table, block.caption)
        elif isinstance(block, Drawing):
            drawings += 1
            named = f"{say('paper.figure')}{drawings}"
            table = block.table if block.plot is None else _plotted(block.plot, say("workbook.category"))
            yield Leaf(_name(f"{named} {block.caption.title}", taken), table, block.caption, block)
            if id(block.table) not in apart and block.plot is not None:
                titled = f"{named} {say.caption['data']} {block.caption.title}"
                yield Leaf(_name(titled, taken), block.table, block.caption)


def _plotted(plot: Plot, head: str) -> Table:
    """Give the numbers of a plot, a row a category and a column a run."""
    columns = {f"run{place}": pl.Series(run.values, dtype=pl.Float64) for place, run in enumerate(plot.runs)}
    frame = pl.DataFrame({"category": pl.Series(plot.categories, dtype=pl.String), **columns})
    return Table(frame, {"category": head} | {f"run{place}": run.name for place, run in enumerate(plot.runs)})


def _name(wanted: str, taken: set[str]) -> str:
    """Give a name that Excel takes and no sheet has: at most 31 signs, none forbidden; case makes no difference."""
    plain = _FORBIDDEN.sub(" ", wanted).strip()
    name, again = plain[:_LONGEST].strip(), 1
    while name.casefold() in taken:
        again += 1
        end = f" {again}"
        name = plain[: _LONGEST - len(end)].strip() + end
    taken.add(name.casefold())
    return name


def _readme_name(briefing: Briefing) -> str:
    return _name(briefing.say.caption["read_me"], set())


def _readme(page: Any, looks: _Looks, briefing: Briefing, leaves: list[Leaf]) -> None:  # noqa: ANN401
    say = briefing.say
    page.write_string(0, 0, briefing.title, looks.title)
    page.write_string(1, 0, briefing.subtitle)
    row = 2
    if briefing.fictional:
        page.write_string(row, 0, say.caption["fictional"], looks.sign)
    row = _lines(page, looks, row + 2, about(briefing))
    page.write_string(row + 1, 0, say("workbook.sheets"), looks.head)
    row += 2
    for leaf in leaves:
        page.write_url(row, 0, f"internal:'{leaf.name}'!A1", looks.link, leaf.name)
        page.write_string(row, 1, titled(leaf.caption, briefing), looks.wrapped)
        row += 1
    comments = [block.text for section in briefing.sections for block in section.blocks if isinstance(block, Paragraph)]
    if comments:
        page.write_string(row + 1, 0, say("workbook.text"), looks.head)
        row = _lines(page, looks, row + 2, [("", text) for text in comments])
    page.write_string(row + 1, 0, say("workbook.meanings"), looks.head)
    row += 2
    meanings = [(say(f"status.{each}"), say(f"workbook.means.{each}")) for each in STATUSES]
    meanings += [(say.charts[f"flag_{each}"], say(f"workbook.means.{each}")) for each in FLAGS]
    _lines(page, looks, row, meanings)
    page.set_column(0, 0, 44)
    page.set_column(1, 1, 100)


def _lines(page: Any, looks: _Looks, row: int, lines: list[tuple[str, str]]) -> int:  # noqa: ANN401
    for place, (word, text) in enumerate(lines, start=row):
        page.write_string(place, 0, word, looks.wrapped)
        page.write_string(place, 1, text, looks.wrapped)
    return row + len(lines)


def _sheet(book: xlsxwriter.Workbook, looks: _Looks, leaf: Leaf, briefing: Briefing) -> None:
    page = book.add_worksheet(leaf.name)
    frame = leaf.table.file
    page.write_string(0, 0, titled(leaf.caption, briefing), looks.title)
    page.write_url(1, 0, f"internal:'{_readme_name(briefing)}'!A1", looks.link, f"← {briefing.say.caption['read_me']}")
    if briefing.fictional:
        page.write_string(1, 1, briefing.say.caption["fictional"], looks.head)
    sheet.write_table(book, page, frame, leaf.table.headers, HEADER)
    below = HEADER + frame.height + 2
    if leaf.drawing is not None:
        corner = (HEADER, frame.width + 1) if frame.width <= _BESIDE else (below, 0)
        below = max(below, corner[0] + _chart(book, page, leaf, corner) + 1)
    message = [leaf.drawing.message] if leaf.drawing else []
    for row, text in enumerate([*message, *_notes(leaf.caption, briefing)], start=below):
        page.write_string(row, 0, text)
    _printed(page, briefing, lies=frame.width >= _LANDSCAPE_FROM or leaf.drawing is not None)
    page.fit_to_pages(1, 0 if leaf.drawing is None else 1)
    page.repeat_rows(HEADER)


def _chart(book: xlsxwriter.Workbook, page: Any, leaf: Leaf, corner: tuple[int, int]) -> int:  # noqa: ANN401
    """Place the chart of a sheet, and give how many rows it covers."""
    drawing = leaf.drawing
    if drawing is None:
        return 0
    options = {"object_position": 3, "description": drawing.message}
    if drawing.plot is not None:
        if not drawing.plot.has_numbers:
            return 0
        page.insert_chart(*corner, sheet_chart.chart_of(book, leaf.name, drawing.plot, HEADER), options)
        return math.ceil(sheet_chart.height(drawing.plot) / _ROW)
    drawn = chart_of(drawing)
    if drawn is None:
        return 0
    image, (_, tall) = picture.bare_png(drawn), picture.bare_svg(drawn)[1]
    scaled = {"image_data": io.BytesIO(image), "x_scale": 0.5, "y_scale": 0.5}
    page.insert_image(*corner, f"{leaf.name}.png", options | scaled)
    return math.ceil(tall / _ROW)


def _notes(caption: Caption, briefing: Briefing) -> list[str]:
    """Give what stands under a table, so that it is said even where the sheet is torn from the file."""
    lines = [
        *(("filters", text) for text in dict.fromkeys((*caption.filters, *briefing.scope))),
        *(("caveats", text) for text in dict.fromkeys((*caption.caveats, *briefing.caveats))),
    ]
    said = [briefing.say("workbook.note", word=briefing.say.caption[key], text=text) for key, text in lines]
    return [*said, *filter(None, (briefing.reported, caption.source, caption.build, briefing.made.isoformat()))]


def _printed(page: Any, briefing: Briefing, *, lies: bool) -> None:  # noqa: ANN401
    """Set up the printed page; a sign & would be read as an order of the header."""
    if lies:
        page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_margins(top=0.9, bottom=1.0)
    sign = f"&R&9 {_safe(briefing.say.caption['fictional'])}" if briefing.fictional else ""
    page.set_header(f"&L&9 {_safe(briefing.title)[: _IN_HEADER // 3]}{sign}")
    lines = "\n".join(wrapped(_safe(briefing.foot)[:_IN_HEADER], _FOOT))
    page.set_footer(f"&L&8 {lines}\n&P / &N")


def _safe(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("&", "&&")
