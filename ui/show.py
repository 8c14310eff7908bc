"""A figure on the page and what can be taken away of it: chart, table, caption and files from the same frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from analysis.change import WITHOUT_CHANGE
from briefing import picture, sheet
from briefing.caption import Caption
from charts.theme import configure
from ui import organs

if TYPE_CHECKING:
    from collections.abc import Sequence

    import altair as alt
    import polars as pl

    from analysis.vocabulary import Metric
    from ui.tables import Table
    from ui.view import View


@dataclass(frozen=True, slots=True)
class Figure:
    """What is shown: `name` is the stem of the files, in ASCII; `chart` is null for a table alone."""

    name: str
    table: Table
    caption: Caption
    chart: alt.LayerChart | None = None


def caption(
    view: View, title: str, unit: str, *, filters: tuple[str, ...] = (), caveats: tuple[str, ...] = ()
) -> Caption:
    """Give the words that travel with a figure of this workspace."""
    return Caption(
        title=title,
        unit=unit,
        source=view.say("build.source", workspace=view.workspace_title),
        build=view.version,
        caveats=tuple(dict.fromkeys(text for text in caveats if text)),
        filters=filters,
        fictional=view.fictional,
    )


def figure(view: View, shown: Figure) -> None:
    """Show chart and table as two tabs, what to mind under them, then the source and the files."""
    if shown.chart is None:
        _table(view, shown)
    else:
        # The tabs bear no key, so that a new figure opens on its chart.
        as_chart, as_table = st.tabs([view.say("show.chart"), view.say("show.table")])
        with as_chart:
            _chart(view, shown, shown.chart)
        with as_table:
            _table(view, shown)
    for text in shown.caption.caveats:
        st.caption(f"※ {text}")
    _foot(view, shown)


def _chart(view: View, shown: Figure, chart: alt.LayerChart) -> None:
    drawn = configure(chart, dark=view.dark)
    st.altair_chart(drawn, theme=None, width="stretch", key=f"chart-{shown.name}")


def _table(view: View, shown: Figure) -> None:
    table = shown.table
    st.dataframe(
        table.frame,
        column_config=table.config(),
        hide_index=True,
        placeholder="—",
        row_height=32,
        height="content" if table.frame.height <= 15 else 520,  # noqa: PLR2004 - a screenful
        alt=view.say("show.table_alt", title=shown.caption.title, rows=table.frame.height),
    )


def _foot(view: View, shown: Figure) -> None:
    st.caption(f"{shown.caption.source} · {shown.caption.build}")
    words, headers = view.say.caption, shown.table.headers
    with st.container(horizontal=True, gap="small"):
        chart = shown.chart
        if chart is not None:
            _file(view, shown, "png", "image/png", lambda: picture.png(chart, shown.caption, words=words))
            _file(view, shown, "svg", "image/svg+xml", lambda: picture.svg(chart, shown.caption, words=words))
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


def caveats(view: View, changes: pl.DataFrame, covering: Sequence[str] = ()) -> tuple[str, ...]:
    """Give what to mind in CHANGE rows: reasons of the register, remarks, superiors left out of the sum."""
    say = view.say
    shown = say.localized(changes).filter(~changes["case"].is_in(WITHOUT_CHANGE))
    reasons = shown["why"].unique(maintain_order=True).to_list()
    flags = shown["flags"].explode().drop_nulls().unique(maintain_order=True).to_list()
    names = organs.names(view.known.organs)
    above = [say("total.covering", organs=say.listed([names[each] for each in covering]))] if covering else []
    # An item count comes with its own reason.
    return (*reasons, *(say.charts[f"flag_{flag}"] for flag in flags if flag != "item_count"), *above)


def definition(view: View, metric: Metric) -> None:
    """Show what the metric counts and on which clause it rests."""
    row = view.say.localized(view.known.metrics.filter(view.known.metrics["metric"] == metric.id)).row(0, named=True)
    with st.expander(view.say("show.definition", metric=view.title_of(metric))):
        st.markdown(f"{row['definition']}\n\n{row['clause']}")
