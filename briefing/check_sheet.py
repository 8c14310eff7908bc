"""The check report as an Excel file: read-me, summary, the list, what could not be checked, one sheet an organ."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any, Final

import polars as pl
import xlsxwriter

from analysis.check_report import SEVERITIES
from briefing import check_words as words
from briefing.grid import clean
from charts.text import width

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from analysis.check_report import CheckReport

ORGAN_SHEETS: Final = 60
"""More organs than that have no sheets of their own, only the list."""

README, SUMMARY, LIST, UNCHECKED = "说明", "汇总", "清单", "无法核对"
_FONT: Final = "宋体"
_SHEET_NAME_LENGTH: Final = 31
_README_WIDTH: Final = 96
_NAMED_PATHS: Final = 6
_TITLE_HEIGHT: Final = 22
_LINE, _TALLEST = 13.5, 409  # points; no row may be taller
_WIDER: Final = 1.12  # a letter here against the letter that Excel counts the width of columns in
A3, A4 = 8, 9  # numbers of paper sizes in Excel files
_WHOLE, _BROKEN = "#,##0", "#,##0.00####"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: heading, field of the frame, width in characters."""

    title: str
    field: str
    width: float


_ORGAN: Final = Column("机关", "organ", 18)
_MENDS: Final = (
    Column("序号", "number", 6),
    Column("年度", "year", 7),
    Column("程度", "severity_zh", 17),
    Column("表", "table_zh", 15),
    Column("行", "row_zh", 20),
    Column("列", "column_zh", 14),
    Column("报告所填", "printed", 32),
    Column("核对规则", "rule_zh", 26),
    Column("左边", "left_zh", 11),
    Column("左边数字", "left_value", 11),
    Column("右边", "right_zh", 11),
    Column("右边数字", "right_value", 11),
    Column("相差", "difference", 10),
    Column("问题", "message_zh", 38),
    Column("文档位置", "place_zh", 14),
    Column("单元格", "paths", 22),
)
_JUDGEMENT: Final = Column("核实意见", "judgement_zh", 14)
_REPLY: Final = Column("整改情况", "", 20)
_UNCHECKED: Final = (
    _ORGAN,
    Column("年度", "year", 7),
    Column("核对规则", "rule_zh", 60),
    Column("无法核对的原因", "reason", 44),
    Column("项数", "count", 8),
)
_REPORTS: Final = (  # _RULES stands under it, in columns of the same widths
    Column("机关", "organ", 22),
    Column("年度", "year", 7),
    Column("文件", "file", 60),
    Column("错误", "errors", 10),
    Column("疑问", "warnings", 10),
    Column("提示", "notices", 10),
    Column("无法核对", "unchecked", 10),
)
_RULES: Final = (
    Column("程度", "severity_zh", 22),
    Column("处数", "count", 7),
    Column("核对规则", "rule_zh", 60),
    Column("机关数", "organs", 10),
)


def xlsx(report: CheckReport, made: dt.date) -> bytes:
    """Give the check report as an Excel file; texts are texts, whatever sign they begin with.

    Args:
        report: what to mend.
        made: the day that is printed as the day of making.
    """
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        looks = _looks(book)
        title = f"{report.title} {words.HEADLINE}"
        flagged = f"{title}（{words.FICTIONAL}）" if report.build["fictional"][0] else title
        _readme(book, looks, report, made)
        _summary(book, looks, report, flagged)
        mends = _with_words(report.mends)
        columns = (*_MENDS, _JUDGEMENT, _REPLY) if words.has_judgements(mends) else (*_MENDS, _REPLY)
        _listed(book.add_worksheet(LIST), looks, flagged, (columns[0], _ORGAN, *columns[1:]), mends)
        _listed(book.add_worksheet(UNCHECKED), looks, flagged, _UNCHECKED, report.unchecked)
        _organ_sheets(book, looks, report, mends, columns)
    return file.getvalue()


@dataclass(frozen=True, slots=True)
class _Looks:
    """Formats of cells."""

    title: Any
    head: Any
    text: Any
    word: Any
    whole: Any
    broken: Any
    plain: Any


def _looks(book: xlsxwriter.Workbook) -> _Looks:
    def look(**more: object) -> object:
        return book.add_format({"font_name": _FONT, "font_size": 10, "valign": "top", **more})

    framed = {"border": 1, "border_color": "#BFBFBF"}
    return _Looks(
        title=look(bold=True, font_size=14),
        head=look(bold=True, text_wrap=True, bg_color="#EDEDED", **framed),
        text=look(text_wrap=True, **framed),
        word=look(bold=True),
        whole=look(num_format=_WHOLE, **framed),
        broken=look(num_format=_BROKEN, **framed),
        plain=look(num_format="0", **framed),
    )


def _with_words(mends: pl.DataFrame) -> pl.DataFrame:
    judgement = pl.col("judgement").replace_strict(words.JUDGEMENTS, default=pl.col("judgement"))
    named, cells = pl.col("paths").list.head(_NAMED_PATHS).list.join("、"), pl.col("paths").list.len()
    paths = pl.when(cells > _NAMED_PATHS).then(pl.format("{} 等 {} 格", named, cells)).otherwise(named)
    return mends.with_columns(paths.alias("paths"), judgement_zh=judgement)


def _readme(book: xlsxwriter.Workbook, looks: _Looks, report: CheckReport, made: dt.date) -> None:
    sheet = book.add_worksheet(README)
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, _README_WIDTH)
    _title(sheet, looks, words.HEADLINE)
    for row, (word, text) in enumerate(words.about(report, made), start=2):
        sheet.write_string(row, 0, word, looks.word)
        sheet.write_string(row, 1, clean(text), looks.text)
        sheet.set_row(row, _height([text], [_README_WIDTH]))
    _printing(sheet)


def _summary(book: xlsxwriter.Workbook, looks: _Looks, report: CheckReport, title: str) -> None:
    """Write the counts by report, and under them those by rule."""
    sheet = book.add_worksheet(SUMMARY)
    there = pl.col("report_id").is_not_null()
    reports = report.reports.with_columns(
        pl.when(there).then(pl.col("errors", "warnings", "notices", "unchecked")).name.keep(),
        file=pl.when(there).then("file").otherwise(pl.lit(words.NO_REPORT)),
    )
    _title(sheet, looks, title)
    below = _table(sheet, looks, 1, _REPORTS, reports)
    rules = (
        report.mends.group_by("severity_zh", "rule_zh", maintain_order=True)
        .agg(count=pl.len(), organs=pl.col("organ_id").n_unique())
        .sort("count", descending=True, maintain_order=True)
        .sort(pl.col("severity_zh").cast(pl.Enum(SEVERITIES.values())), maintain_order=True)
    )
    _title(sheet, looks, "按规则", below + 1)
    if rules.is_empty():
        sheet.write_string(below + 2, 0, words.NOTHING, looks.word)
    else:
        _table(sheet, looks, below + 2, _RULES, rules)
    _printing(sheet)


def _listed(
    sheet: xlsxwriter.worksheet.Worksheet, looks: _Looks, title: str, columns: tuple[Column, ...], rows: pl.DataFrame
) -> None:
    _title(sheet, looks, title)
    if rows.is_empty():
        sheet.write_string(2, 0, words.NOTHING if sheet.get_name() != UNCHECKED else "没有无法核对的事项。", looks.word)
        return
    below = _table(sheet, looks, 1, columns, rows)
    sheet.freeze_panes(2, 0)
    sheet.autofilter(1, 0, below - 1, len(columns) - 1)
    sheet.repeat_rows(1)
    _printing(sheet, wide=columns is not _UNCHECKED)


def _organ_sheets(
    book: xlsxwriter.Workbook, looks: _Looks, report: CheckReport, mends: pl.DataFrame, columns: tuple[Column, ...]
) -> None:
    organs = report.reports.unique("organ_id", keep="first", maintain_order=True)
    if not 1 < organs.height <= ORGAN_SHEETS:
        return
    taken = {README, SUMMARY, LIST, UNCHECKED}
    for organ in organs.to_dicts():
        sheet = book.add_worksheet(_sheet_name(organ["short_name"] or organ["organ"], taken))
        of_organ = pl.col("organ_id") == organ["organ_id"]
        there = report.reports.filter(of_organ)["report_id"].null_count() < report.reports.filter(of_organ).height
        if there:
            _listed(sheet, looks, organ["organ"], columns, mends.filter(of_organ))
        else:
            _title(sheet, looks, organ["organ"])
            sheet.write_string(2, 0, words.NO_REPORT, looks.word)


def _sheet_name(name: str, taken: set[str]) -> str:
    r"""Give a name that Excel accepts and no other sheet bears; `taken` remembers it."""
    bare = re.sub(r"[\[\]:*?/\\']", "", clean(name))[:_SHEET_NAME_LENGTH] or "机关"
    number, free = 2, bare
    while free.casefold() in taken:
        ending = f"（{number}）"
        number, free = number + 1, bare[: _SHEET_NAME_LENGTH - len(ending)] + ending
    taken.add(free.casefold())
    return free


def _table(
    sheet: xlsxwriter.worksheet.Worksheet,
    looks: _Looks,
    top: int,
    columns: tuple[Column, ...],
    rows: pl.DataFrame,
) -> int:
    """Write headings and rows; gives the number of the first row below."""
    shown = [column.width for column in columns]
    for place, column in enumerate(columns):
        sheet.write_string(top, place, column.title, looks.head)
        if top == 1:
            sheet.set_column(place, place, column.width)
    for line, row in enumerate(rows.to_dicts(), start=top + 1):
        for place, column in enumerate(columns):
            _write(sheet, looks, line, place, row.get(column.field), is_year=column.field == "year")
        sheet.set_row(line, _height((str(row.get(column.field) or "") for column in columns), shown))
    return top + 1 + rows.height


def _title(sheet: xlsxwriter.worksheet.Worksheet, looks: _Looks, text: str, row: int = 0) -> None:
    sheet.set_row(row, _TITLE_HEIGHT)
    sheet.write_string(row, 0, clean(text), looks.title)


def _height(texts: Iterable[str], widths: Iterable[float]) -> float:
    """Give the height in points that shows all lines of all cells: not every program finds it by itself."""
    lines = max(ceil(width(text) * _WIDER / columns) for text, columns in zip(texts, widths, strict=True))
    return min(_TALLEST, _LINE * max(1, lines))


def _write(
    sheet: xlsxwriter.worksheet.Worksheet, looks: _Looks, row: int, column: int, value: object, *, is_year: bool
) -> None:
    if value is None:
        sheet.write_blank(row, column, None, looks.text)
    elif isinstance(value, int | float):
        whole = looks.plain if is_year else looks.whole
        sheet.write_number(row, column, value, whole if value == int(value) else looks.broken)
    else:
        sheet.write_string(row, column, clean(str(value)), looks.text)


def _printing(sheet: xlsxwriter.worksheet.Worksheet, *, wide: bool = False) -> None:
    sheet.set_landscape()
    sheet.set_paper(A3 if wide else A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&C— &P / &N —")
