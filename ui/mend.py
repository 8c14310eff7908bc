"""The check report to send back: what one authority, or all below it, have to mend, as XLSX and DOCX in Chinese."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import polars as pl
import streamlit as st

from briefing import check_document, check_sheet
from ui import book, cache, picking

if TYPE_CHECKING:
    from analysis.check_report import CheckReport
    from ui.checks import Scope
    from ui.view import View

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def report(view: View, scope: Scope) -> None:
    """Let the reader choose whose report it is, and take it away; files are made when they are asked for."""
    say, names = view.say, cache.choosable(view.database).names
    st.caption(say("mend.what"))
    superiors = set(view.known.organs["parent_id"].drop_nulls())
    at_organ, at_whose, at_year = st.columns([3, 3, 2], vertical_alignment="bottom")
    first = scope.organs[0] if scope.organs else next((each for each in names if each in superiors), next(iter(names)))
    with at_organ:
        organ_id = picking.box(view, f"mend-organ-{first}", first, label=say("filter.organ"))
    kinds = ["own", "children"] if organ_id in superiors else ["own"]
    with at_whose:
        whose = st.segmented_control(
            say("mend.whose"),
            kinds,
            default=kinds[-1],
            format_func=lambda kind: say(f"mend.{kind}"),
            key=f"mend-whose-{organ_id}",
            required=True,
        )
    years = list(reversed(view.years))
    with at_year:
        year = st.selectbox(say("filter.year"), years, years.index(scope.years[-1]), key=f"mend-year-{scope.years[-1]}")
    try:
        mends, reports = cache.mends(view.database, organ_id, int(year), children=whose == "children")
    except LookupError as error:
        st.info(str(error))
        return
    st.caption(say("mend.count", mends=mends, reports=reports))

    def made() -> CheckReport:
        children = whose == "children"
        return _judged(view, cache.check_report(view.database, str(organ_id), int(year), children=children))

    name = f"{'children-of-' * (whose == 'children')}{organ_id}-{year}"
    today = dt.datetime.now(dt.UTC).astimezone().date()
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            say("mend.file", kind="XLSX"),
            lambda: check_sheet.xlsx(made(), today),
            f"check-{name}.xlsx",
            XLSX,
            key="mend-xlsx",
            on_click="ignore",
        )
        st.download_button(
            say("mend.file", kind="DOCX"),
            lambda: check_document.docx_of(made(), today),
            f"check-{name}.docx",
            DOCX,
            key="mend-docx",
            on_click="ignore",
        )


def _judged(view: View, made: CheckReport) -> CheckReport:
    """Give the report with what people said of its findings."""
    given = book.verdicts(view, made.reports["organ_id"].unique().to_list())
    return cache.judged(made, given.filter(pl.col("judgement").is_not_null()))
