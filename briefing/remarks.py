"""What to mind with figures: the caption that travels with them, remarks of the register, flags, who is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from analysis.change import WITHOUT_CHANGE
from briefing.caption import Caption

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from briefing.source import Source

LISTED: Final = 12
"""Names in one sentence; more are counted."""


def caption(
    source: Source, title: str, unit: str, *, filters: tuple[str, ...] = (), caveats: tuple[str, ...] = ()
) -> Caption:
    """Give the words that travel with a figure of this workspace."""
    return Caption(
        title=title,
        unit=unit,
        source=source.say("build.source", workspace=source.workspace_title),
        build=source.version,
        caveats=tuple(dict.fromkeys(text for text in caveats if text)),
        filters=filters,
        fictional=source.fictional,
    )


def caveats(source: Source, changes: pl.DataFrame, covering: Sequence[str] = ()) -> tuple[str, ...]:
    """Give what to mind in CHANGE rows: reasons of the register, remarks, superiors left out of the sum."""
    shown = source.say.localized(changes).filter(~changes["case"].is_in(WITHOUT_CHANGE))
    reasons = shown["why"].unique(maintain_order=True).to_list()
    # An item count comes with its own reason.
    return (*reasons, *remarks(source, shown, but=("item_count",)), *without_superiors(source, covering))


def remarks(source: Source, rows: pl.DataFrame, but: Sequence[str] = ("not_existing",)) -> tuple[str, ...]:
    """Give the words for the flags that occur in SERIES or CHANGE rows, and for whom where it is not for all."""
    found: dict[str, list[str]] = {}
    for organ, flags in rows.select("organ", "flags").iter_rows():
        for flag in flags:
            found.setdefault(flag, []).append(organ)
    count = rows["organ"].n_unique()
    return tuple(
        source.say.charts[f"flag_{flag}"] + _whom(source, list(dict.fromkeys(names)), count)
        for flag, names in found.items()
        if flag not in but
    )


def without_superiors(source: Source, covering: Sequence[str]) -> tuple[str, ...]:
    """Give the sentence that says who is left out of a sum because their report covers others in it."""
    if not covering:
        return ()
    if len(covering) > LISTED:
        return (source.say("total.covering_many", count=len(covering)),)
    names = source.names
    return (source.say("total.covering", organs=source.say.listed([names[each] for each in covering])),)


def chosen_organs(source: Source, chosen: Sequence[str]) -> str:
    """Give the words for a choice of organs: their names, or their number where they are many."""
    names = source.names
    if len(chosen) > LISTED:
        return source.say("filter.chosen", count=len(chosen))
    return source.say("compare.filters", organs=source.say.listed([names[each] for each in chosen]))


def _whom(source: Source, names: list[str], count: int) -> str:
    if len(names) == count or len(names) > LISTED:
        return ""
    return source.say("break.only", organs=source.say.listed(names))
