"""One report as its printed form, as HTML: the statutory tables with last year's figures, findings and sources.

Every cell is a button that opens a card with all there is to know about it. All text is escaped; nothing but our own
tags comes from here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from analysis.layout import FURTHER
from briefing import sentences
from charts.text import figure
from ui import wording
from ui.places import place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from briefing.words import Words

Row = dict[str, Any]

SYMBOLS: Final = {"error": "▲", "warning": "◆", "notice": "●", "cannot_check": "◌"}
"""Shape tells the gravity, colour repeats it."""

_STATES: Final = ("blank", "unreadable", "not_found", "corrected")
_OUTSIDE: Final = ("new", "carried_in", "carried_out")
_VARIED: Final = {("2019", "row", "normative"), ("2021", "column", "decisions"), ("legacy", "table", FURTHER)}
"""Labels that depend on the form."""


@dataclass(frozen=True, slots=True)
class Form:
    """What the drawing needs: rows of PRINTED in the reader's language, `problems` by number, the report's form.

    `history` are the corrections of each cell in words, the newest first; `more` is an address that a path completes.
    """

    rows: Sequence[Row]
    problems: Mapping[int, Row]
    form: str
    file: str
    say: Words
    history: Mapping[str, Sequence[str]] = field(default_factory=dict)
    more: str = ""

    def label(self, kind: str, name: str) -> str:
        """Give the printed label of a table, block, row or column."""
        varied = f".{self.form}" if (self.form, kind, name) in _VARIED else ""
        return escape(self.say(f"form.{kind}.{name}{varied}"))


def cell_id(path: str) -> str:
    """Give the id of the card of a cell."""
    return "cell-" + path.replace(".", "-")


def drawn(form: Form) -> str:
    """Give the tables of a report as HTML, each in a box of its own that scrolls sideways on a narrow screen."""
    draw = {"two": _two, "three": _three, "four": _four, FURTHER: _further}
    boxes = []
    for table, rows in groupby(form.rows, lambda row: str(row["table"])):
        title = form.label("table", table)
        body = draw[table](form, list(rows))
        boxes.append(
            f'<div class="form-box" role="region" tabindex="0" aria-label="{title}">'
            f'<table class="form {table}"><caption>{title}</caption>{body}</table></div>'
        )
    return f'<div class="printed-form">{"".join(boxes)}</div>'


def legend(form: Form) -> str:
    """Give the line that explains the marks."""
    say = form.say
    found = {row["mark"] for row in form.rows} - {"cannot_check"}
    marks = [_named(mark, say) for mark in SYMBOLS if mark in found]
    lacks = all(row["start_status"] == "no_report" for row in form.rows)
    before = "form.legend.no_before" if lacks else "form.legend.before"
    texts = [say("form.legend.card"), say(before, year=form.rows[0]["start_year"])]
    texts += [say(f"form.legend.{state}") for state in _STATES if any(_shows(row, state) for row in form.rows)]
    texts += [say("form.legend.break")] if any(row["case"] == "break" for row in form.rows) else []
    return f'<p class="form-legend">{" · ".join([escape(text) for text in texts] + marks)}</p>'


def _shows(row: Row, state: str) -> bool:
    pencils = {"corrected", "start_corrected"}
    return wording.state(row) == state or (state == "corrected" and not pencils.isdisjoint(row["flags"]))


def _two(form: Form, rows: list[Row]) -> str:
    lines = []
    for block, of_block in groupby(rows, lambda row: str(row["block"])):
        cells = list(of_block)
        columns = list(dict.fromkeys(str(row["column"]) for row in cells))
        heads = [
            f'<th scope="col" colspan="{span}">{form.label("column", column)}</th>'
            for column, span in zip(columns, _spans(len(columns)), strict=True)
        ]
        lines.append(
            f'<tr class="group"><th colspan="4" scope="rowgroup"><span>{form.label("block", block)}</span></th></tr>'
        )
        lines.append(f'<tr class="head"><th scope="col">{form.label("column", "content")}</th>{"".join(heads)}</tr>')
        for row, figures in groupby(cells, lambda row: str(row["row"])):
            drawn_cells = "".join(
                _cell(form, each, span) for each, span in zip(figures, _spans(len(columns)), strict=True)
            )
            lines.append(f'<tr><th scope="row">{form.label("row", row)}</th>{drawn_cells}</tr>')
    return f"<tbody>{''.join(lines)}</tbody>"


def _spans(count: int) -> tuple[int, ...]:
    """Give how many of the three columns of table two each of so many columns takes."""
    return {1: (3,), 2: (1, 2), 3: (1, 1, 1)}[count]


def _three(form: Form, rows: list[Row]) -> str:
    first, *organisations, last = dict.fromkeys(str(row["column"]) for row in rows)
    columns = len(organisations) + 2
    head = (
        f'<thead><tr class="head"><th rowspan="3" class="corner">{form.label("corner", "three")}</th>'
        f'<th colspan="{columns}" scope="colgroup">{form.label("column", "applicants")}</th></tr>'
        f'<tr class="head">{_applicant(form, first, 2)}'
        f'<th colspan="{len(organisations)}" scope="colgroup">{form.label("column", "organisations")}</th>'
        f"{_applicant(form, last, 2)}</tr>"
        f'<tr class="head">{"".join(_applicant(form, each) for each in organisations)}</tr></thead>'
    )
    lines, above = [], ""
    for row, figures in groupby(rows, lambda row: str(row["row"])):
        lines += _headings(form, row, above, columns)
        cells = "".join(_cell(form, each) for each in figures)
        lines.append(f'<tr><th scope="row" class="depth-{_depth(row)}">{form.label("row", row)}</th>{cells}</tr>')
        above = row
    return f"{head}<tbody>{''.join(lines)}</tbody>"


def _applicant(form: Form, column: str, rows: int = 1) -> str:
    return f'<th scope="col" rowspan="{rows}">{form.label("column", f"applicant.{column}")}</th>'


def _headings(form: Form, row: str, above: str, columns: int) -> list[str]:
    """Give the heading lines of the groups that begin with a row."""
    began = []
    if row == "granted":
        began.append(("done", 0))
    group = row.partition(".")[0]
    if "." in row and group != above.partition(".")[0]:
        began.append((group, 1))
    return [
        f'<tr class="group"><th colspan="{columns + 1}" scope="rowgroup" class="depth-{depth}">'
        f"<span>{form.label('group', name)}</span></th></tr>"
        for name, depth in began
    ]


def _depth(row: str) -> int:
    return 0 if row in _OUTSIDE else 2 if "." in row else 1


def _four(form: Form, rows: list[Row]) -> str:
    blocks = [str(row["row"]) for row in rows if row["column"] == "upheld"]
    results = [str(row["column"]) for row in rows]
    count = len(results) // len(blocks)
    first, *others = blocks
    below = "".join(f'<th colspan="{count}" scope="colgroup">{form.label("row", block)}</th>' for block in others)
    heads = "".join(f'<th scope="col">{form.label("column", f"result.{result}")}</th>' for result in results)
    return (
        f'<thead><tr class="head"><th colspan="{count}" rowspan="2" scope="colgroup">{form.label("row", first)}</th>'
        f'<th colspan="{count * len(others)}" scope="colgroup">{form.label("row", "litigation")}</th></tr>'
        f'<tr class="head">{below}</tr><tr class="head">{heads}</tr></thead>'
        f"<tbody><tr>{''.join(_cell(form, row) for row in rows)}</tr></tbody>"
    )


def _further(form: Form, rows: list[Row]) -> str:
    lines = (f'<tr><th scope="row">{escape(row["title"])}</th>{_cell(form, row)}</tr>' for row in rows)
    return f"<tbody>{''.join(lines)}</tbody>"


def _cell(form: Form, row: Row, span: int = 1) -> str:
    state = wording.state(row)
    name = cell_id(row["path"])
    wide = f' colspan="{span}"' if span > 1 else ""
    # A check that could not be made says nothing against the cell; the card names it.
    failed = row["mark"] if row["mark"] != "cannot_check" else None
    mark = _symbol(failed) if failed else ""
    return (
        f'<td class="{state} {failed or ""}"{wide}>'
        f'<button type="button" popovertarget="{name}" title="{escape(_hint(form, row))}">'
        f'<span class="now">{_now(row, state)}{mark}</span>{_before(form, row)}</button>{_card(form, row, name)}</td>'
    )


def _now(row: Row, state: str) -> str:
    if state == "not_found":
        return "–"
    if state == "blank":
        return f"□{_pencil(row, 'corrected')}"
    if state == "unreadable":
        return f"{escape(row['printed'])} <b>?</b>"
    if state == "corrected":
        return f"{figure(row['value'])} <b>✎</b>"
    return figure(row["value"])


def _pencil(row: Row, flag: str) -> str:
    return " <b>✎</b>" if flag in row["flags"] else ""


def _before(form: Form, row: Row) -> str:
    """Give last year's figure and the change, small; nothing where both are 0 or there is nothing to tell."""
    if row["case"] == "break":
        return '<span class="was">≠</span>'
    if row["start"] is None or row["case"] == "both_zero":
        return ""
    moved = sentences.brief(row, form.say)
    change = f" <i>{escape(moved)}</i>" if moved else ""
    return f'<span class="was">{figure(row["start"])}{_pencil(row, "start_corrected")}{change}</span>'


def _symbol(mark: str) -> str:
    return f'<sup class="mark {mark}" aria-hidden="true">{SYMBOLS[mark]}</sup>'


def _named(mark: str, say: Words) -> str:
    return f'<span class="mark {mark}">{SYMBOLS[mark]}</span> {escape(say(f"mark.{mark}"))}'


def _hint(form: Form, row: Row) -> str:
    """Give the tooltip: what the cell is, what was found, where it stands."""
    found = [f"{SYMBOLS[each['mark']]} {each['message']}" for each in _about(form, row)[:2]]
    return "\n".join([row["title"], *found, place(row["place"] or "", form.say)]).strip()


def _about(form: Form, row: Row) -> list[Row]:
    return [form.problems[number] for number in row["findings"]]


def _card(form: Form, row: Row, name: str) -> str:
    lines = "".join(f"<dt>{escape(term)}</dt><dd>{escape(text)}</dd>" for term, text in _facts(form, row))
    found = "".join(f"<li>{_symbol(each['mark'])} {escape(each['message'])}</li>" for each in _about(form, row))
    found += "".join(f"<li>✎ {escape(text)}</li>" for text in form.history.get(row["path"], ()))
    more = f'<a href="{escape(form.more + row["path"])}" target="_self">{escape(form.say("traced.open"))}</a>'
    rest = (f"<ul>{found}</ul>" if found else "") + more
    return f'<div popover id="{name}" class="form-card"><h4>{escape(row["title"])}</h4><dl>{lines}</dl>{rest}</div>'


def _facts(form: Form, row: Row) -> Iterable[tuple[str, str]]:
    say = form.say
    state = wording.state_in_words(row, say)
    unit = f" {row['unit']}" if row["unit"] else ""
    this = state if row["value"] is None else f"{figure(row['value'])}{unit}（{state}）"
    yield say("column.year_value", year=row["end_year"]), this
    if row["printed"]:
        yield say("column.printed"), f"“{row['printed']}”"
    if row["place"]:
        yield say("column.place"), f"{place(row['place'], say)} · {form.file}"
    yield say("column.year_value", year=row["start_year"]), wording.before_in_words(row, say)
    if row["start"] is not None:
        yield say("column.change"), sentences.change(row, say)
    if noted := wording.remarks(row, say):
        yield say("column.note"), noted
