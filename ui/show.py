"""A figure on the page and what can be taken away of it: chart, table, caption and files from the same frame."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import streamlit as st

from briefing import picture, remarks, sheet
from charts.theme import configure
from ui import columns, pick

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
    reader picks something in the chart; `natural` keeps the chart as wide as it is, in a box that scrolls. `by` is the
    column of the table whose rows the marks of the chart pick (see `pick`), null where they pick none.
    """

    name: str
    table: Table
    caption: Caption
    chart: Chart | None = None
    printed: tuple[str, ...] = ()
    on_pick: Callable[[], None] | None = None
    natural: bool = False
    by: str | None = None

    @property
    def key(self) -> str:
        """Give the key of the chart, under which its picks are found in the session."""
        return pick.key(self.name)


def figure(view: View, shown: Figure) -> tuple[str, ...]:
    """Show chart and table as two tabs, what to mind under them, then the source and the files; give what is picked.

    The rows that are picked in the chart stand under it, and alone in the table; the files hold all.
    """
    by = shown.by if shown.chart is not None and isinstance(shown.chart.params, list) else None
    picked = pick.picked(shown.name, by) if by else ()
    part = pick.only(shown.table, by, picked) if by and picked else shown.table
    if shown.chart is None:
        table(view, shown.table, shown.caption.title)
        _minded(shown.caption.caveats)
    else:
        # The tabs bear no key, so that a new figure opens on its chart.
        as_chart, as_table = st.tabs([view.say("show.chart"), view.say("show.table")])
        with as_chart:
            _chart(view, shown, shown.chart, picks=by is not None)
            if by and part is not shown.table:
                pick.said(view, shown.name, by, part, shown.table)
                table(view, part, shown.caption.title)
            elif by:
                pick.hint(view, by)
            _minded([text for text in shown.caption.caveats if text not in shown.printed])
        with as_table:
            table(view, part, shown.caption.title)
            _minded(shown.caption.caveats)
    _foot(view, shown)
    return picked if part is not shown.table else ()


def _minded(caveats: Sequence[str]) -> None:
    if caveats:
        st.caption("  \n".join(f"※ {text}" for text in caveats))


def _chart(view: View, shown: Figure, chart: Chart, *, picks: bool) -> None:
    drawn = configure(chart, dark=view.dark)
    width: Literal["stretch", "content"] = "content" if shown.natural else "stretch"
    with st.container(key=f"scrolled-{shown.name}" if shown.natural else None):
        if shown.on_pick is None and not picks:
            st.altair_chart(drawn, theme=None, width=width, key=shown.key)
        else:
            st.altair_chart(drawn, theme=None, width=width, key=shown.key, on_select=shown.on_pick or "rerun")


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


def _foot(view: View, shown: Figure) -> None:
    st.caption(f"{shown.caption.source} · {shown.caption.build}")
    words, headers = view.say.caption, shown.table.headers
    with st.container(horizontal=True, gap="small"):
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


def definition(view: View, metric: Metric) -> None:
    """Show what the metric counts and on which clause it rests."""
    row = view.say.localized(view.known.metrics.filter(view.known.metrics["metric"] == metric.id)).row(0, named=True)
    with st.expander(view.say("show.definition", metric=view.title_of(metric))):
        st.markdown(f"{row['definition']}\n\n{row['clause']}")
