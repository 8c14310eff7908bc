"""A briefing made by hand: every kind of block, numbers that occur once, texts that look like markup or formulas."""

import datetime as dt
from dataclasses import replace

import polars as pl

from briefing.caption import Caption
from briefing.content import Briefing, Drawing, Figures, Kind, Paragraph, Plot, Run, Section, Tone
from briefing.tables import Table
from briefing.words import words

ODD = "#pagebreak() *粗* $x^2$ _斜_ @ref <b> \\ // `码` ~ -- ' \" =1+1"
NAMES = ("甲木区", "乙木县", "丙火区")
PLOTS = {
    Kind.BARS: Plot(
        Kind.BARS, NAMES, (Run("2022 年", (101.0, 102.0, None)), Run("2023 年", (104.0, 0.0, 106.0))), "件"
    ),
    Kind.COLUMNS: Plot(Kind.COLUMNS, ("2022", "2023"), (Run("许可", (201.5, -202.25)),), "万元", 2),
    Kind.LINES: Plot(
        Kind.LINES,
        ("2021", "2022", "2023"),
        (Run("甲木区", (301.0, None, 303.0)), Run("乙木县", (304.0, 305.0, 306.0))),
        "件",
    ),
    Kind.STACKED: Plot(Kind.STACKED, NAMES, (Run("公开", (40.0, 41.0, 42.0)), Run("不公开", (43.0, None, 45.0))), "件"),
    Kind.SHARES: Plot(
        Kind.SHARES, NAMES, (Run("公开", (62.5, 50.0, 25.0)), Run("=不公开", (37.5, 50.0, 75.0))), "%", 1
    ),
}


def caption(title, unit="件", **more):
    return Caption(title, unit, "来源：虚构", "第 7 版", **more)


def table(rows=3, start=1000):
    names = [f"{NAMES[at % 3]}{'甲乙丙丁戊己庚辛壬癸'[at // 3 % 10]}" for at in range(rows)]
    frame = pl.DataFrame(
        {
            "organ": names,
            "year": [2023] * rows,
            "value": [start + at if at != 1 else None for at in range(rows)],
            "share": [at + 0.25 for at in range(rows)],
            "note": ["=HYPERLINK(1)" if at == 0 else "" for at in range(rows)],
        },
        schema_overrides={"value": pl.Int64, "year": pl.Int32},
    )
    return Table(frame, {"organ": "机关", "year": "年份", "value": "数量", "share": "占比 %", "note": "备注"})


def broad(columns=14, rows=60):
    frame = pl.DataFrame(
        {"organ": ["庚金开发区"] * rows}
        | {f"c{at}": [7_000_000 + at * 1000 + row for row in range(rows)] for at in range(columns)}
    )
    return Table(
        frame, {"organ": "机关"} | {f"c{at}": f"栏{'甲乙丙丁戊己庚辛壬癸子丑寅卯'[at]}" for at in range(columns)}
    )


def drawing(kind, **more):
    named = caption(f"图画{kind.value}", PLOTS[kind].unit, **more)
    return Drawing(f"一句话说明 {kind.value}。", named, table(), PLOTS[kind])


def briefing(language="zh", **changes):
    shared = table(4, 5000)
    both = Drawing("甲木区最多。", caption("同一张表的图", caveats=("小样本",)), shared, PLOTS[Kind.BARS])
    sections = (
        Section(
            "总体",
            (
                Paragraph("合计 8,123 件，增加 11.5%。"),
                both,
                Figures(shared, caption("同一张表的图")),
                Paragraph(ODD, Tone.COMMENT),
            ),
        ),
        Section("图", tuple(drawing(kind) for kind in Kind), level=2),
        Section(
            "附表",
            (
                Figures(broad(), caption("宽表", ""), wide=True),
                Paragraph("—表示没有数。", Tone.NOTE),
                Figures(table(90, 9000), caption("长表", filters=("仅区县",))),
            ),
        ),
    )
    made = Briefing(
        title="示例市政府信息公开比较（堃镕）",
        subtitle="2023 年度",
        say=words(language),
        sections=sections,
        source="来源：虚构",
        build="第 7 版",
        made=dt.date(2026, 1, 2),
        scope=("机关：甲木区、乙木县、丙火区", "年份：2021–2023"),
        reported="已收录 3/3 份年报",
        caveats=("缺数不补。",),
        fictional=True,
    )
    return replace(made, **changes)


def texts(made):
    """Every text that a reader must find, but for the numbers of tables and charts."""
    # The word before the source stands in a column of its own.
    yield from (
        made.title,
        made.subtitle,
        made.source.removeprefix("来源："),
        made.build,
        *made.scope,
        made.reported,
        *made.caveats,
    )
    for section in made.sections:
        yield section.heading
        for block in section.blocks:
            if isinstance(block, Paragraph):
                yield block.text
            else:
                yield from (block.caption.title, *block.caption.caveats, *block.caption.filters)
                yield from words_of(block)


def words_of(block):
    if isinstance(block, Figures):
        frame = block.table.file
        yield from (block.table.headers[name] for name in frame.columns)
        for column in frame.get_columns():
            if column.dtype == pl.String:
                yield from column
    elif block.plot is not None:
        yield from block.plot.categories
        yield from (run.name for run in block.plot.runs)
