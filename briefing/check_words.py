"""What every check report says of itself, as a sheet or as a letter: about whom, from what, how to read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import polars as pl

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from analysis.check_report import CheckReport

HEADLINE: Final = "政府信息公开工作年度报告核对清单"
NOTHING: Final = "未发现需要修改之处。"
NO_REPORT: Final = "未见本年度报告。"
FICTIONAL: Final = "虚构数据"
FICTIONAL_LONG: Final = "本清单依据虚构城市的示例报告生成，不涉及任何真实机关。"
JUDGEMENTS: Final = {
    "source_error": "报告有误",
    "parse_error": "系统误读",
    "definition": "口径不同",
    "accepted": "已说明",
    "stale": "数字已变，原意见待重新确认",
}
HOW_TO_READ: Final = (
    ("错误", "规定的表内、表间关系不成立，或规定的内容缺少，应当更正。"),
    ("疑问", "很可能有误，请与原始记录核实。"),
    ("提示", "不一定有误，请留意；确属实际情况的，可在“整改情况”中说明。"),
    ("报告所填", "照录报告所印内容，未作改动；“空白”指格内没有数字，不当作 0。"),
    ("整改情况", "由填报机关填写后退回。"),
)


def about(report: CheckReport, made: dt.date) -> list[tuple[str, str]]:
    """Give what stands on the first page as word and text, the fictional flag first."""
    build = report.build.row(0, named=True)
    flag = [(FICTIONAL, FICTIONAL_LONG)] if build["fictional"] else []
    version = (
        f"第 {build['version']} 版，{build['built_at']:%Y-%m-%d %H:%M}（协调世界时）生成，程序版本 {build['program']}"
    )
    return [
        *flag,
        ("核对对象", report.title),
        ("报告年度", years(report)),
        ("报告情况", reported(report.reports)),
        ("核对结果", outcome(report)),
        *HOW_TO_READ,
        ("数据来源", str(build["workspace"])),
        ("数据库", version),
        ("制表日期", date(made)),
    ]


def outcome(report: CheckReport) -> str:
    """Give the counts in a sentence; what could not be checked is never left out."""
    sums = report.reports.select(pl.col("errors", "warnings", "notices", "unchecked").sum()).row(0, named=True)
    unchecked = f"另有 {sums['unchecked']} 项无法核对。" if sums["unchecked"] else ""
    if report.reports["report_id"].null_count() == report.reports.height:
        return NO_REPORT
    if report.mends.is_empty():
        return NOTHING + unchecked
    return f"错误 {sums['errors']} 处，疑问 {sums['warnings']} 处，提示 {sums['notices']} 处。{unchecked}"


def reported(reports: pl.DataFrame) -> str:
    """Give how many of the reports asked for are there, and name those that are not."""
    absent = reports.filter(pl.col("report_id").is_null())
    names = "、".join(f"{row['organ']}（{row['year']} 年）" for row in absent.to_dicts())
    return f"应有 {reports.height} 份，已有 {reports.height - absent.height} 份" + (f"；未见：{names}" if names else "")


def years(report: CheckReport) -> str:
    """Give the years asked for, from the first on."""
    return "、".join(str(year) for year in report.reports["year"].unique().sort())


def date(day: dt.date) -> str:
    """Give 2025年3月1日 as official letters write it."""
    return f"{day.year}年{day.month}月{day.day}日"


def sides(row: dict[str, Any]) -> str:
    """Give both sides of a check and their difference, '' where nothing is compared."""
    if row["left_value"] is None and row["right_value"] is None:
        return ""
    left, right = (f"{row[f'{side}_zh'] or side}：{figure(row[f'{side}_value'])}" for side in ("left", "right"))
    return f"{left}；{right}；相差：{figure(row['difference'])}"


def figure(value: float | None) -> str:
    """Give a number as the reports print it, without separators; 无 for none.

    >>> figure(16.0), figure(0.37), figure(None)
    ('16', '0.37', '无')
    """
    if value is None:
        return "无"
    return str(int(value)) if value == int(value) else f"{value:.6f}".rstrip("0")


def has_judgements(mends: pl.DataFrame) -> bool:
    """Tell whether any failed check bears a verdict."""
    return mends["judgement"].null_count() < mends.height


def of_each(report: CheckReport) -> Iterable[tuple[dict[str, Any], pl.DataFrame]]:
    """Give each report asked for with what it has to mend."""
    for row in report.reports.to_dicts():
        yield row, report.mends.filter((pl.col("organ_id") == row["organ_id"]) & (pl.col("year") == row["year"]))
