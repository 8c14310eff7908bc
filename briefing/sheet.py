"""Tables as files: CSV for programs, XLSX for people. Nulls stay empty, the status column says why."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Final

import polars as pl
import xlsxwriter

from briefing.caption import ENGLISH, Caption
from charts.text import width

if TYPE_CHECKING:
    from collections.abc import Mapping

_FORMULA: Final = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_PLAIN: Final = re.compile(r"[+\-−]?[\d.,\s]*%?")
_WIDEST: Final = 60


def csv(
    frame: pl.DataFrame,
    caption: Caption,
    *,
    headers: Mapping[str, str] | None = None,
    words: Mapping[str, str] = ENGLISH,
) -> bytes:
    r"""A CSV that spreadsheet programs open in Chinese: UTF-8 with a byte order mark, the table, then the caption.

    The first line is the header, so that any reader gets the table; the caption follows as lines that begin with "# "
    (`polars.read_csv(..., comment_prefix="#")` passes over them; in them commas and quotation marks are the full-width
    ones). All texts are quoted, so no row of the table can begin with "#". A null is nothing between two commas; an
    empty text is "". A list is one text with "; " between its items. A text that a spreadsheet program would run as a
    formula begins with an apostrophe.

    Args:
        frame: Columns of numbers, texts, lists of texts, dates; NaN and infinity are refused.
        caption: What the table shows.
        headers: Column -> the reader's word for it; columns without one keep their name.
        words: See `briefing.caption`.

    Raises:
        ValueError: A column holds NaN or infinity: a number that is none is our mistake.
    """
    flat = _flat(frame)
    texts = [name for name, dtype in flat.schema.items() if dtype == pl.String]
    guarded = flat.with_columns(pl.col(name).map_elements(_guarded, return_dtype=pl.String) for name in texts)
    named = guarded.rename({name: _guarded(title) for name, title in _headers(flat, headers).items()})
    table = named.write_csv(include_bom=True, quote_style="non_numeric")
    comments = "".join(f"# {_one_cell(line)}\n" for line in caption.lines(words))
    return (table + comments).encode()


def xlsx(
    frame: pl.DataFrame,
    caption: Caption,
    *,
    headers: Mapping[str, str] | None = None,
    words: Mapping[str, str] = ENGLISH,
) -> bytes:
    """An Excel file of two sheets: the table with a fixed header and filters, and the caption.

    Numbers are numbers with thousands separators, years are plain, a null is an empty cell, a list one text. Texts are
    written as texts: what begins with = + - or @ is never a formula.

    Args:
        frame: As for `csv`.
        caption: What the table shows; it fills the second sheet, and the fictional flag heads the first as well.
        headers: Column -> the reader's word for it.
        words: See `briefing.caption`.

    Raises:
        ValueError: A column holds NaN or infinity.
    """
    flat = _flat(frame)
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        write_table(book, book.add_worksheet(words.get("data") or ENGLISH["data"]), flat, _headers(flat, headers))
        _caption_sheet(book, words.get("read_me") or ENGLISH["read_me"], caption, words)
        if caption.fictional:
            book.worksheets()[0].set_header(f"&L{words.get('fictional') or ENGLISH['fictional']}")
    return file.getvalue()


def _flat(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with lists as texts, and no number that is none."""
    for name, dtype in frame.schema.items():
        if dtype.is_float() and not frame.get_column(name).drop_nulls().is_finite().all():
            raise ValueError(f"column {name} holds NaN or infinity; a missing number is null")
    lists = [name for name, dtype in frame.schema.items() if isinstance(dtype, pl.List)]
    return frame.with_columns(pl.col(name).list.join("; ") for name in lists)


def _headers(frame: pl.DataFrame, headers: Mapping[str, str] | None) -> dict[str, str]:
    return {name: (headers or {}).get(name, name) for name in frame.columns}


def _guarded(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) and not _PLAIN.fullmatch(text) else text


def _one_cell(line: str) -> str:
    return re.sub(r"\s+", " ", line).replace(",", "，").replace('"', "”")


def write_table(
    book: xlsxwriter.Workbook,
    page: xlsxwriter.worksheet.Worksheet,
    frame: pl.DataFrame,
    headers: Mapping[str, str],
    at: int = 0,
) -> None:
    """Write a table with filters and a header that stays in sight; texts are texts, whatever sign they begin with.

    Args:
        book: the file.
        page: the sheet.
        frame: as for `csv`.
        headers: the reader's word for every column.
        at: the row of the header, counted from 0.

    Raises:
        ValueError: A column holds NaN or infinity.
    """
    flat = _flat(frame)
    look = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"}
    heads = [book.add_format(look | {"align": "left", "indent": 1}), book.add_format(look | {"align": "right"})]
    mixed = "unit" in flat.columns
    for column, (name, dtype) in enumerate(flat.schema.items()):
        page.write_string(at, column, headers[name], heads[dtype.is_numeric()])
        wide = _column_width(headers[name], flat.get_column(name))
        _fill(book, page, (at + 1, column), flat.get_column(name), is_long=wide == _WIDEST, mixed=mixed)
        page.set_column(column, column, wide)
    page.freeze_panes(at + 1, 0)
    if flat.height:
        page.autofilter(at, 0, at + flat.height, flat.width - 1)


def _fill(
    book: xlsxwriter.Workbook,
    page: xlsxwriter.worksheet.Worksheet,
    first: tuple[int, int],
    values: pl.Series,
    *,
    is_long: bool,
    mixed: bool,
) -> None:
    """Write a column; `mixed` tells that every row has a unit of its own, so that counts stand without decimals."""
    whole = book.add_format({"num_format": "#,##0", "valign": "top"})
    look = book.add_format({"num_format": _number_format(values), "valign": "top"})
    folded = book.add_format({"text_wrap": is_long, "valign": "top", "align": "left", "indent": 1})
    for row, value in enumerate(values, start=first[0]):
        if value is None:
            continue
        if isinstance(value, str):
            page.write_string(row, first[1], value, folded)
        elif mixed and isinstance(value, float) and value.is_integer():
            page.write_number(row, first[1], value, whole)
        else:
            page.write(row, first[1], value, look)


def _number_format(values: pl.Series) -> str:
    if values.dtype.is_temporal():
        return "yyyy-mm-dd hh:mm" if values.dtype == pl.Datetime else "yyyy-mm-dd"
    if values.name == "year" or values.name.endswith("_year"):
        return "0"
    if not values.dtype.is_numeric():
        return "General"
    has_fractions = values.dtype.is_float() and (values.drop_nulls() != values.drop_nulls().floor()).any()
    return "#,##0.00" if has_fractions else "#,##0"


def _column_width(header: str, values: pl.Series) -> float:
    texts = [header, *(str(value) for value in values if value is not None)]
    return min(_WIDEST, max(width(text) for text in texts) + 3)


def _caption_sheet(book: xlsxwriter.Workbook, title: str, caption: Caption, words: Mapping[str, str]) -> None:
    sheet = book.add_worksheet(title)
    bold = book.add_format({"bold": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    rows = caption.rows(words)
    for row, (word, text) in enumerate(rows):
        sheet.write_string(row, 0, word, bold)
        sheet.write_string(row, 1, text, wrap)
    sheet.set_column(0, 0, max(width(word) for word, text in rows if text) + 3)
    sheet.set_column(1, 1, 90)
