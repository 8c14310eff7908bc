"""The rules by which organs are chosen, in the reader's words: by level, type or superior, or as a saved group."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ledger import KeptKind
from ui import cache, organs, shelf

if TYPE_CHECKING:
    from ui.organs import Choice, Choosable
    from ui.view import View


def known(view: View) -> Choosable:
    """Give who can be chosen in the workspace, saved groups among them."""
    groups = shelf.kept(view, KeptKind.GROUP)
    return replace(
        cache.choosable(view.database),
        groups={each.item: shelf.organs_of(each) for each in groups},
        group_names={each.item: each.name for each in groups},
    )


def title(view: View, known: Choosable, choice: Choice) -> str:
    """Give the name of a rule, '' for organs chosen by hand."""
    say = view.say
    if choice.group:
        return say("choose.saved", name=known.group_names[choice.group])
    kind = kind_title(view, choice.kind) if choice.kind else ""
    if not choice.under:
        return kind
    under = say("choose.under", organ=known.names[choice.under])
    return f"{under} · {kind}" if kind else under


def kind_title(view: View, kind: str) -> str:
    """Give the name of a level or type, or of all; types are as the workspace writes them."""
    return view.say(f"choose.kind.{kind}") if kind in (organs.ALL, *organs.LEVELS) else kind


def counted(view: View, known: Choosable, choice: Choice) -> str:
    """Give the name of a rule with the number of its organs."""
    return view.say("choose.counted", rule=title(view, known, choice), count=len(known.members(choice)))
