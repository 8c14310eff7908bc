"""A figure on the page and what can be taken away of it: chart, table, caption and files from the same frame."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import streamlit as st

from briefing import picture, remarks, sheet
from charts.theme import configure
from ui import columns, info, sources

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from analysis.vocabulary import Metric
    from briefing.caption import Caption
    from briefing.tables import Table
    from ui.view import View


Chart: TypeAlias = Any
"""What a function of `charts` returns; the name of its class is altair's, which this room does not import."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What is shown: `name` is the stem of the files, in ASCII; `chart` is null for a table alone.

    `printed` are those caveats that the chart itself says; they are not repeated under it. `on_pick` is called when the
    reader picks something in the chart; `natural` keeps the chart as wide as it is, in a box that scrolls.
    """

    name: str
    table: Table
    caption: Caption
    chart: Chart | None = None
    printed: tuple[str, ...] = ()
    on_pick: Callable[[], None] | None = None
    natural: bool = False

    @property
    def key(self) -> str:
        """Give the key of the chart, under which its picks are found in the session."""
        return f"chart-{self.name}"


@dataclass(frozen=True, slots=True)
class About:
    """What a figure is about: the metrics whose words it opens, and its numbers as links to their reports."""

    metrics: tuple[Metric, ...] = ()
    listing: sources.Listing | None = None


def figure(view: View, shown: Figure, about: About | None = None) -> None:
    """Show chart, table and the way to the reports as tabs, what to mind under them, then the source and the files."""
    about = about or About()
    ways = [*(["chart"] if shown.chart is not None else []), "table", *(["sources"] if about.listing else [])]
    # The tabs bear no key, so that a new figure opens on its chart.
    tabs = st.tabs([view.say(f"show.{way}") for way in ways]) if len(ways) > 1 else [st.container()]
    for way, tab in zip(ways, tabs, strict=True):
        with tab:
            _in_way(view, shown, about, way)
    _foot(view, shown, about)


def _in_way(view: View, shown: Figure, about: About, way: str) -> None:
    if way == "sources" and about.listing:
        sources.table(view, about.listing)
    elif way == "table":
        table(view, shown.table, shown.caption.title)
        _minded(shown.caption.caveats)
    else:
        _chart(view, shown, shown.chart)
        _minded([text for text in shown.caption.caveats if text not in shown.printed])


def _minded(caveats: Sequence[str]) -> None:
    if caveats:
        st.caption("  \n".join(f"※ {text}" for text in caveats))


def _chart(view: View, shown: Figure, chart: Chart) -> None:
    drawn = configure(chart, dark=view.dark)
    width: Literal["stretch", "content"] = "content" if shown.natural else "stretch"
    with st.container(key=f"scrolled-{shown.name}" if shown.natural else None):
        if shown.on_pick is None:
            st.altair_chart(drawn, theme=None, width=width, key=shown.key)
        else:
            st.altair_chart(drawn, theme=None, width=width, key=shown.key, on_select=shown.on_pick)


def table(view: View, shown: Table, title: str) -> None:
    """Show a table alone, without caption and files; a few rows of words stand in full, the rest can be scrolled."""
    if shown.is_words and shown.frame.height <= remarks.LISTED:
        named = shown.frame.rename({name: shown.headers[name] for name in shown.frame.columns})
        st.table(named, border="horizontal", hide_index=True)
        return
    st.dataframe(
        shown.frame,
        column_config=columns.config(shown),
        hide_index=True,
        placeholder="—",
        row_height=32,
        height="content" if shown.frame.height <= 20 else 520,  # noqa: PLR2004 - a screenful
        alt=view.say("show.table_alt", title=title, rows=shown.frame.height),
    )


def _foot(view: View, shown: Figure, about: About) -> None:
    st.caption(f"{shown.caption.source} · {shown.caption.build}")
    words, headers = view.say.caption, shown.table.headers
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if about.metrics:
            info.control(view, about.metrics[0].id, about.metrics)
        chart = shown.chart
        if chart is not None:
            under = tuple(text for text in shown.caption.caveats if text not in shown.printed)
            drawn = replace(shown.caption, caveats=under)
            _file(view, shown, "png", "image/png", lambda: picture.png(chart, drawn, words=words))
            _file(view, shown, "svg", "image/svg+xml", lambda: picture.svg(chart, drawn, words=words))
        file = shown.table.file
        _file(view, shown, "csv", "text/csv", lambda: sheet.csv(file, shown.caption, headers=headers, words=words))
        _file(
            view,
            shown,
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            lambda: sheet.xlsx(file, shown.caption, headers=headers, words=words),
        )


def _file(view: View, shown: Figure, kind: str, mime: str, make: object) -> None:
    # Made when asked for, not at every run: a picture takes half a second.
    st.download_button(
        kind.upper(),
        make,  # type: ignore[arg-type]
        f"{shown.name}.{kind}",
        mime,
        key=f"{kind}-{shown.name}",
        on_click="ignore",
        help=view.say("show.download", kind=kind.upper()),
    )
