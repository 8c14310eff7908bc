"""HTML as government sites publish it: merged cells, broken headings, blanks by entity, menus around the report."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING

from demo.outline import Part, PartKind, outline

if TYPE_CHECKING:
    from demo.report import PrintedReport, Variant
    from demo.ruled import RuledCell, RuledTable

HEAD = """<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">
<title>{title}</title>
<script>var columnId = 20240131, pages = [3, 7, 12];</script>
<style>td {{ border: 1px solid #333 }}</style></head><body>
"""
MENU = """<div class="nav"><ul><li><a href="#">首页</a></li><li><a href="#">政务公开</a></li>
<li><a href="#">政府信息公开年报 2019 2020 2021</a></li></ul></div>
<table class="share"><tr><td>字体：</td><td>大</td><td>中</td><td>小</td></tr></table>
"""
FOOT = """<div class="footer">示例网站（虚构） 网站标识码：0000000000 访问量：<span>12345</span></div>
<script>document.title += " 1 2 3";</script>
"""


def html_page(report: PrintedReport, variant: Variant) -> str:
    """Give the report as a page, or with `escaped` as the string of a script with every quote escaped."""
    body = "\n".join(_part(part, variant) for part in outline(report, variant.dots))
    if variant.escaped:
        return json.dumps(body.replace("\n", ""), ensure_ascii=False)
    charset = "gb2312" if variant.encoding == "gb18030" else variant.encoding
    head = HEAD.format(charset=charset, title=escape(report.title))
    chrome = (MENU, FOOT) if variant.chrome else ("", "")
    return f'{head}{chrome[0]}<div id="zoom">\n{body}\n</div>\n{chrome[1]}</body></html>\n'


def _part(part: Part, variant: Variant) -> str:
    if part.table is not None:
        return _table(part.table, variant)
    if part.kind is PartKind.IMAGE:
        return f'<p><img src="/images/{escape(part.text)}" alt="{escape(part.text)}"></p>'
    if part.kind is PartKind.TITLE:
        return f"<h1>{escape(part.text)}</h1>"
    style = ' style="font-weight:bold"' if part.kind is PartKind.HEADING else ""
    return f"<p{style}>{escape(part.text)}</p>"


def _table(table: RuledTable, variant: Variant) -> str:
    rows = (f"<tr>{''.join(_cell(cell, variant) for cell in row)}</tr>" for row in table.rows)
    return f'<table border="1" cellspacing="0"><tbody>{"".join(rows)}</tbody></table>'


def _cell(cell: RuledCell, variant: Variant) -> str:
    spans = "".join(
        f' {name}="{count}"' for name, count in (("colspan", cell.colspan), ("rowspan", cell.rowspan)) if count > 1
    )
    return f'<td{spans} style="width:85px;"><p>{_content(cell, variant)}</p></td>'


def _content(cell: RuledCell, variant: Variant) -> str:
    if not cell.text:
        return "&nbsp;"
    if cell.figure or not variant.wrap or len(cell.text) > 2 * variant.wrap:
        return escape(cell.text)
    half = (len(cell.text) + 1) // 2
    return f"{escape(cell.text[:half])}<br />{escape(cell.text[half:])}"
