"""One figure of a report traced: what is printed, where, in which document, and what the figure is made of."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from analysis.vocabulary import stand_in
from briefing import sentences
from charts.text import figure
from ui import address, cache, form, info, jobs, report, sources, wording
from ui.places import place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from analysis.vocabulary import Metric
    from ui.view import View

Row = dict[str, Any]
COLUMNS: Final = ("title", "printed", "value", "place")


def asked(view: View, cells: pl.DataFrame, row: Mapping[str, Any]) -> None:
    """Show the figure that the address asks for (`i`): a cell of this report or an indicator made of its cells.

    Args:
        view: of the page.
        cells: PRINTED of the report.
        row: of REPORTS.
    """
    wanted = st.query_params.get(address.INFO)
    if wanted is None:
        return
    known = {each["path"]: each for each in view.say.localized(cells).iter_rows(named=True)}
    in_vocabulary = wanted in set(view.known.metrics["metric"])
    parts = _parts(view, wanted, known, row["form"]) if in_vocabulary else [known[wanted]] if wanted in known else []
    if not parts:
        # A link from a longer series may name a figure that this form does not ask for.
        key = "traced.not_on_form" if in_vocabulary else "notice.unknown"
        title = view.title_of(view.metric(wanted)) if in_vocabulary else wanted
        st.warning(view.say(key, name=address.INFO, value=title))
        return
    with st.container(border=True, key="traced"):
        _shown(view, wanted, parts, row)


def _parts(view: View, wanted: str, known: Mapping[str, Row], used: str) -> list[Row]:
    """Give the PRINTED rows that a metric is made of, on whatever form the report has."""
    paths = [
        path if path in known else stand_in(view.known.comparability, path, used) for path in view.metric(wanted).parts
    ]
    return [known[path] for path in dict.fromkeys(paths) if path is not None and path in known]


def _shown(view: View, wanted: str, parts: Sequence[Row], row: Mapping[str, Any]) -> None:
    say = view.say
    metric = view.metric(wanted) if wanted in set(view.known.metrics["metric"]) else None
    title = view.title_of(metric) if metric else str(parts[0]["title"])
    st.subheader(say("traced.title", figure=title), anchor=False)
    if metric is not None and not metric.is_cell:
        st.markdown(f"**{_worked_out(view, metric, row)}**")
    st.html(_table(view, parts, metric, row))
    st.caption(say("traced.file", file=row["file"]))
    if len(parts) == 1:
        in_document(view, row, parts[0])
    if metric is not None:
        with st.expander(say("show.definition", metric=title)):
            st.html(info.words(view, metric))
    report.link(view, row["organ_id"], row["year"], say("traced.close"))


def _worked_out(view: View, metric: Metric, row: Mapping[str, Any]) -> str:
    """Give an indicator's value with its numerator and denominator, or why there is none."""
    found = cache.series(view.database, metric.id, (row["organ_id"],), (row["year"],)).row(0, named=True)
    said = sentences.value(found["value"], found["status"], view.say)
    if found["value"] is None or not metric.is_rate:
        return f"{view.title_of(metric)}：{said}"
    made = f"{figure(found['numerator'])} / {figure(found['denominator'])}"
    return f"{view.title_of(metric)}：{said} {view.unit_of(metric)} = {made}"


def _table(view: View, parts: Sequence[Row], metric: Metric | None, row: Mapping[str, Any]) -> str:
    say = view.say
    sided = metric is not None and metric.is_rate
    heads = [*(["side"] if sided else []), *COLUMNS]
    titles = "".join(f'<th scope="col">{escape(say(f"traced.column.{head}"))}</th>' for head in heads)
    lines = []
    for part in parts:
        target = escape(sources.place_of(row["organ_id"], row["year"], part["path"]))
        linked = f'<a href="{target}" target="_self">{escape(part["title"])}</a>'
        said = {
            "side": escape(_side(view, part, metric)) if metric else "",
            "title": linked if len(parts) > 1 else escape(part["title"]),
            "printed": escape(f"“{part['printed']}”" if part["printed"] else "—"),
            "value": _button(view, part),
            "place": escape(place(part["place"] or "", say)),
        }
        lines.append(f"<tr>{''.join(f'<td>{said[head]}</td>' for head in heads)}</tr>")
    label = escape(say("traced.cells"))
    return (
        f'<div class="sources" role="region" tabindex="0" aria-label="{label}"><table><thead><tr>{titles}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table></div>"
    )


def _button(view: View, part: Row) -> str:
    """Give the value as a button that opens the cell's card in the printed form."""
    said = wording.state_in_words(part, view.say) if part["value"] is None else figure(part["value"])
    return f'<button type="button" popovertarget="{form.cell_id(part["path"])}">{escape(said)}</button>'


def _side(view: View, part: Row, metric: Metric) -> str:
    path = part["path"]
    joined = {stand_in(view.known.comparability, each, "2019"): each for each in metric.parts}
    meant = path if path in metric.parts else joined.get(path, path)
    sides = [name for name in ("numerator", "denominator") if meant in getattr(metric, name)]
    return view.say.listed([view.say(f"column.{name}") for name in sides])


def in_document(view: View, row: Mapping[str, Any], cell: Row) -> None:
    """Show the place of a cell in its document: the page with a box, or the table drawn again with a mark."""
    say = view.say
    if not cell["place"]:
        return
    try:
        with st.spinner(say("finding.looking")):
            picture = jobs.picture(view, row["organ_id"], row["year"], cell["path"])
    except jobs.JobError as error:
        st.info(str(error))
        return
    if picture.is_image:
        st.image(picture.content, caption=say("finding.page", cell=cell["title"]), width="stretch")
    else:
        st.html(picture.content.decode("utf-8"))
        st.caption(say("finding.redrawn", cell=cell["title"]))
