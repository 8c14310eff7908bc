"""With whom organs are compared: those alike, those chosen, the nearest by attributes, those of similar size."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NoReturn

import polars as pl
import streamlit as st

from analysis import neighbours, peers
from briefing import remarks, supplied
from ledger import KeptKind
from ui import address, cache, filters, shelf, show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.neighbours import Nearby
    from ledger import Kept
    from ui.view import View

LIKE: Final = "like"
CHOSEN: Final = "chosen"
NEAR: Final = "near"
SIZE: Final = "size"
WAYS: Final = (LIKE, CHOSEN, NEAR, SIZE)
GROUP: Final = "g-"
"""Before the item of a saved group in the address."""

MOST: Final = 30


@dataclass(frozen=True, slots=True)
class Circle:
    """GROUPS and the words for them; where they are `own`, each organ stands in the middle of a group in its name.

    `reference` are the organs of a reference line where all are compared with the same ones, else null. `like` tells
    that they are of the same superior, level and type.
    """

    groups: pl.DataFrame
    own: bool
    title: str
    caveats: tuple[str, ...] = ()
    reference: tuple[str, ...] | None = None
    like: bool = False

    @property
    def stored(self) -> tuple[tuple[str, str], ...]:
        """Give who is in whose circle, to be kept with a question; empty where that is the default."""
        return () if self.like else tuple(self.groups.select("organ_id", "group").iter_rows())

    def beside(self, series: pl.DataFrame, *, is_count: bool) -> pl.DataFrame:
        """Give PEERS of a SERIES."""
        against = peers.against_own if self.own else peers.against_peers
        return against(series, self.groups, is_count=is_count)

    def members(self, organ_ids: Sequence[str]) -> tuple[list[str], int]:
        """Give all organs in the groups of these, themselves included, and how many groups that are."""
        if self.reference is not None:
            return sorted(self.reference), 1
        key = "group" if self.own else "organ_id"
        kinds = self.groups.filter(pl.col(key).is_in(list(organ_ids)))["group"].unique()
        inside = self.groups.filter(pl.col("group").is_in(kinds.implode()))["organ_id"]
        return inside.unique().sort().to_list(), kinds.len()


def choose(view: View, chosen: Sequence[str], year: int) -> Circle:
    """Let the reader choose with whom the chosen organs are compared (`peers`), by attributes of that year.

    Ends the run with the way to supply attributes where they are needed and there are none.
    """
    titles = {each: view.say(f"peers.{each}") for each in WAYS}
    saved = {f"{GROUP}{each.item}": each for each in shelf.kept(view, KeptKind.GROUP)}
    titles |= {each: view.say("choose.saved", name=group.name) for each, group in saved.items()}
    label = view.say("filter.peers")
    if saved:
        among = filters.one(view, address.PEERS, list(titles), LIKE, titles, label=label)
    else:
        among = filters.switch(view, address.PEERS, WAYS, titles, label=label)
    if among in saved:
        return _saved(view, chosen, saved[among], titles[among])
    if among in {NEAR, SIZE}:
        return _by_attributes(view, chosen, year, among)
    groups = peers.default_groups(view.known.organs) if among == LIKE else peers.one_group(chosen, CHOSEN)
    return Circle(groups, own=False, title=titles[among], like=among == LIKE)


def _saved(view: View, chosen: Sequence[str], group: Kept, title: str) -> Circle:
    organs, names = shelf.organs_of(group), view.names
    members = tuple(each for each in organs if each in names)
    lost = {each: name for each, name in organs.items() if each not in names}
    return Circle(
        peers.each_against(chosen, members),
        own=True,
        title=title,
        caveats=(shelf.lost_in_words(view, lost),) if lost else (),
        reference=members,
    )


def nearest_of(view: View, organ: str, year: int) -> None:
    """Show who is nearest to one organ in a year, with the choice of attributes, and the way to compare them."""
    with st.expander(view.say("near.title", year=year)):
        if not neighbours.available(cache.attributes(view.database, year), view.known.organs, [organ], year):
            st.caption(_way_to_supply(view, year))
            return
        found, attributes, caveats = _nearest(view, [organ], year)
        _list(view, found, attributes, year, caveats, is_ratio=False)


def _by_attributes(view: View, chosen: Sequence[str], year: int, among: str) -> Circle:
    say = view.say
    offered = neighbours.available(cache.attributes(view.database, year), view.known.organs, chosen, year)
    if not offered or (among == SIZE and neighbours.POPULATION not in offered):
        _unsupplied(view, year)
    found, attributes, caveats = (_nearest if among == NEAR else _similar)(view, chosen, year)
    with st.expander(say("near.listed", year=year)):
        _list(view, found, attributes, year, caveats, is_ratio=among == SIZE)
    return Circle(neighbours.circles(found), own=True, title=say(f"peers.{among}"), caveats=caveats)


def _nearest(view: View, chosen: Sequence[str], year: int) -> tuple[Nearby, list[str], tuple[str, ...]]:
    say, known = view.say, cache.attributes(view.database, year)
    offered = neighbours.available(known, view.known.organs, chosen, year)
    at_count, at_attributes = st.columns([1, 3])
    with at_count:
        counts = [str(count) for count in range(1, MOST + 1)]
        default, titles = str(neighbours.COUNT), {each: each for each in counts}
        count = int(filters.one(view, address.NEAR, counts, default, titles, label=say("filter.near")))
    with at_attributes:
        attributes = _attributes(view, offered)
    there = neighbours.existing(view.known.organs, chosen, year)
    found = neighbours.nearest(view.known.organs, known, there, year, attributes, count=count)
    named = say.listed([supplied.title(each, say) for each in attributes])
    basis = say("near.basis", attributes=named, year=year, count=count)
    return found, attributes, (basis, *supplied.near(found, there, view))


def _similar(view: View, chosen: Sequence[str], year: int) -> tuple[Nearby, list[str], tuple[str, ...]]:
    there = neighbours.existing(view.known.organs, chosen, year)
    found = neighbours.similar_size(view.known.organs, cache.attributes(view.database, year), there, year)
    basis = view.say("near.size", ratio=neighbours.SIZE_RATIO, year=year)
    return found, [neighbours.POPULATION], (basis, *supplied.near(found, there, view))


def _attributes(view: View, offered: list[str]) -> list[str]:
    """Let the reader choose attributes (`attr`); all, which is the default, where none is chosen."""
    widget = address.key(address.ATTRIBUTES)
    held = st.session_state.get(widget)
    if held is None:
        held = [word for word in (address.initial(address.ATTRIBUTES) or "").split(",") if word]
        for word in held:
            if word not in offered:
                st.warning(view.say("notice.unknown", name=address.ATTRIBUTES, value=word))
    address.hold(address.ATTRIBUTES, [each for each in offered if each in held] or offered)
    titles = {each: supplied.title(each, view.say) for each in offered}
    chosen = st.multiselect(view.say("filter.attributes"), offered, format_func=titles.__getitem__, key=widget)
    kept = [each for each in offered if each in chosen] or offered
    address.write(address.ATTRIBUTES, ",".join(kept) if kept != offered else "", "")
    return kept


def _list(
    view: View, found: Nearby, attributes: Sequence[str], year: int, caveats: tuple[str, ...], *, is_ratio: bool
) -> None:
    if found.neighbours.is_empty():
        st.caption("  \n".join(f"※ {text}" for text in caveats))
        return
    table = supplied.table(found, cache.attributes(view.database, year), attributes, view, is_ratio=is_ratio)
    caption = remarks.caption(view, view.say("near.listed", year=year), "", caveats=caveats)
    figure = show.Figure(f"neighbours-{year}", table, replace(caption, source=view.say("near.source")))
    show.figure(view, figure)


def _unsupplied(view: View, year: int) -> NoReturn:
    st.info(_way_to_supply(view, year))
    st.stop()


def _way_to_supply(view: View, year: int) -> str:
    return view.say("near.unsupplied", year=year, workspace=view.workspace.name)
