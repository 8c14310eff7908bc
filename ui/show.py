"""A figure on the page and what can be taken away of it: chart, table, caption and files from the same frame."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import streamlit as st

from briefing import remarks, sheet
from charts.theme import configure
from ui import collect, columns, info, pick, pictures, sources

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from analysis.vocabulary import Metric
    from briefing.caption import Caption
    from briefing.plan import Question
    from briefing.tables import Table
    from ui.view import View


Chart: TypeAlias = Any
"""What a function of `charts` returns; the name of its class is altair's, which this room does not import."""

ROWS: Final = 200
"""Rows of a table that the page shows; the files have all."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What is shown: `name` is the stem of the files, in ASCII; `chart` is null for a table alone.

    `printed` are those caveats that the chart itself says; they are not repeated under it. `on_pick` is called when the
    reader picks something in the chart; `natural` keeps the chart as wide as it is, in a box that scrolls. `whole`
    makes the table that the files hold, where the page shows only a part of it. `asks` is the question that the figure
    answers: with one it can be collected for a briefing. `by` is the column of the table whose rows the marks of the
    chart pick (see `pick`), null where they pick none.
    """

    name: str
    table: Table
    caption: Caption
    chart: Chart | None = None
    printed: tuple[str, ...] = ()
    on_pick: Callable[[], None] | None = None
    natural: bool = False
    whole: Callable[[], Table] | None = None
    asks: Question | None = None
    by: str | None = None

    @property
    def key(self) -> str:
        """Give the key of the chart, under which its picks are found in the session."""
        return pick.key(self.name)

    @property
    def picks(self) -> str | None:
        """Give the column by which marks pick rows; null where there is no chart, or an empty one."""
        return self.by if self.chart is not None and isinstance(self.chart.params, list) else None


@dataclass(frozen=True, slots=True)
class About:
    """What a figure is about: the metrics whose words it opens, and its numbers as links to their reports."""

    metrics: tuple[Metric, ...] = ()
    listing: sources.Listing | None = None


def figure(view: View, shown: Figure, about: About | None = None) -> tuple[str, ...]:
    """Show chart, table and the way to the reports as tabs, what to mind under them, then the source and the files.

    The rows that are picked in the chart stand under it, and alone in the table; the files hold all. Gives what is
    picked.
    """
    about = about or About()
    picked = pick.picked(shown.name, shown.picks) if shown.picks else ()
    part = pick.only(shown.table, shown.picks, picked) if shown.picks and picked else shown.table
    ways = [*(["chart"] if shown.chart is not None else []), "table", *(["sources"] if about.listing else [])]
    # The tabs bear no key, so that a new figure opens on its chart.
    tabs = st.tabs([view.say(f"show.{way}") for way in ways]) if len(ways) > 1 else [st.container()]
    for way, tab in zip(ways, tabs, strict=True):
        with tab:
            if way == "sources" and about.listing:
                sources.table(view, about.listing)
            elif way == "table":
                table(view, part, shown.caption.title)
                _minded(shown.caption.caveats)
            else:
                _drawn(view, shown, part)
    _foot(view, shown, about)
    return picked if part is not shown.table else ()


def _drawn(view: View, shown: Figure, part: Table) -> None:
    """Show the chart, and under it the rows that are picked in it, or how to pick some."""
    _chart(view, shown, shown.chart)
    if shown.picks and part is not shown.table:
        pick.said(view, shown.name, shown.picks, part, shown.table)
        table(view, part, shown.caption.title)
    elif shown.picks:
        pick.hint(view, shown.picks)
    _minded([text for text in shown.caption.caveats if text not in shown.printed])


def _minded(caveats: Sequence[str]) -> None:
    if caveats:
        st.caption("  \n".join(f"※ {text}" for text in caveats))


def _chart(view: View, shown: Figure, chart: Chart) -> None:
    drawn = configure(chart, dark=view.dark)
    width: Literal["stretch", "content"] = "content" if shown.natural else "stretch"
    with st.container(key=f"scrolled-{shown.name}" if shown.natural else None):
        if shown.on_pick is None and not shown.picks:
            st.altair_chart(drawn, theme=None, width=width, key=shown.key)
        else:
            st.altair_chart(drawn, theme=None, width=width, key=shown.key, on_select=shown.on_pick or "rerun")


def table(view: View, shown: Table, title: str) -> None:
    """Show a table alone, without caption and files; a few rows of words stand in full, the rest can be scrolled.

    Of a long table only the first rows go to the browser, with a sentence that says so.
    """
    if shown.is_words and shown.frame.height <= remarks.LISTED:
        named = shown.frame.rename({name: shown.headers[name] for name in shown.frame.columns})
        st.table(named, border="horizontal", hide_index=True)
        return
    first = shown.frame.head(ROWS)
    st.dataframe(
        first,
        column_config=columns.config(shown),
        hide_index=True,
        placeholder="—",
        row_height=32,
        height="content" if first.height <= 20 else 520,  # noqa: PLR2004 - a screenful
        alt=view.say("show.table_alt", title=title, rows=shown.frame.height),
    )
    if first.height < shown.frame.height:
        st.caption(view.say("show.rows", rows=first.height, of=shown.frame.height))


def _foot(view: View, shown: Figure, about: About) -> None:
    st.caption(f"{shown.caption.source} · {shown.caption.build}")
    words = view.say.caption
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if about.metrics:
            info.control(view, about.metrics[0].id, about.metrics)
        if shown.asks is not None:
            collect.button(view, shown.asks, shown.name)
        chart = shown.chart
        if chart is not None:
            under = tuple(text for text in shown.caption.caveats if text not in shown.printed)
            drawn = replace(shown.caption, caveats=under)
            pictures.control(view, shown.name, chart, drawn)
        _file(view, shown, "csv", "text/csv", lambda: _sheet(shown, sheet.csv, words))
        _file(
            view,
            shown,
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            lambda: _sheet(shown, sheet.xlsx, words),
        )


def _sheet(shown: Figure, write: Callable[..., bytes], words: Mapping[str, str]) -> bytes:
    whole = shown.whole() if shown.whole else shown.table
    return write(whole.file, shown.caption, headers=whole.headers, words=words)


def _file(view: View, shown: Figure, kind: str, mime: str, make: object) -> None:
    # Made when asked for, not at every run.
    st.download_button(
        kind.upper(),
        make,  # type: ignore[arg-type]
        f"{shown.name}.{kind}",
        mime,
        key=f"{kind}-{shown.name}",
        on_click="ignore",
        help=view.say("show.download", kind=kind.upper()),
    )
