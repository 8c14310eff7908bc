"""Categories: what a whole is made of, over the years of one organ or across organs in one year."""

import streamlit as st

from analysis.composition import FAMILIES
from analysis.headline import latest_good_year
from briefing import parts, remarks
from briefing.plan import Ask, Question
from charts.composition import composition
from ui import address, cache, filters, foremost, organs, pick, report, show, sources
from ui.shell import open_page

view = open_page("categories")
say = view.say

at_family, at_over, at_measure, at_subject = st.columns([3, 4, 3, 3], vertical_alignment="bottom")
with at_family:
    titles = {family: say(f"family.{family}") for family in FAMILIES}
    family = filters.one(view, address.FAMILY, list(FAMILIES), "outcomes", titles, label=say("filter.family"))
with at_over:
    ways = {way: say(f"parts.over.{way}") for way in parts.OVER}
    over = filters.switch(view, address.OVER, parts.OVER, ways, label=say("filter.over"))
with at_measure:
    measures = {each: say(f"parts.as.{each}") for each in parts.MEASURES}
    measure = filters.switch(view, address.MEASURE, parts.MEASURES, measures, label=say("filter.measure"))

if over == "year":
    with at_subject:
        chosen, years = [filters.organ(view)], view.years
    everyone = chosen
    name = organs.names(view.known.organs)[chosen[0]]
    title = say("parts.title.year", family=titles[family], organ=name, first=years[0], last=years[-1])
else:
    latest = latest_good_year(view.known.organs, view.known.reports) or view.years[-1]
    with at_subject:
        years = (filters.year(view, address.YEAR, latest, label=say("filter.year")),)
    everyone = filters.several_organs(view)
    chosen = foremost.by_parts(view, family, everyone, years[0])
    title = say("parts.title.organ", family=titles[family], year=years[0])

few = foremost.said(view, len(chosen), len(everyone), "parts")
rows = cache.shares_of(view.database, family, tuple(chosen), years)
caption = remarks.caption(
    view,
    title,
    "%" if measure == "share" else parts.unit_of(view, family),
    filters=(remarks.chosen_organs(view, everyone),),
    caveats=(*few, *parts.caveats(view, rows, over)),
)
chart = composition(
    say.localized(rows), title=title, unit=parts.unit_of(view, family), over=over, measure=measure, words=say.charts
)
at_chart, at_table = st.columns([3, 2], gap="medium")
with at_chart:
    stem, table = f"{family}-{over}-{measure}", parts.whole(rows, over, say)
    every = (
        (lambda: parts.whole(cache.shares_of(view.database, family, tuple(everyone), years), over, say))
        if few
        else None
    )
    about = show.About(tuple(map(view.metric, FAMILIES[family])), sources.of_shares(view, rows, over))
    asks = Question(Ask.PARTS_OVER_YEARS if over == "year" else Ask.PARTS, family, tuple(everyone), years)
    picked = show.figure(view, show.Figure(stem, table, caption, chart, whole=every, asks=asks, by=over), about)
with at_table:
    year = int(picked[-1]) if picked and over == "year" else parts.latest_whole(rows)
    beside = parts.of_year(rows, year, say) if over == "year" else pick.only(parts.moved(rows, say), over, picked)
    subject = say(f"parts.beside.{over}", year=year, before=year - 1)
    st.markdown(f"**{subject}**")
    if over == "year":
        st.caption(parts.basis(rows, year, say))
    show.table(view, beside, subject)
    st.caption(say(f"parts.points.{over}"))
    if over == "year":
        report.link(view, chosen[0], year, say("report.open", organ=name, year=year))
