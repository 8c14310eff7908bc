"""The rules by which organs are chosen, in the reader's words: by level, type or superior, or as a saved group."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ui import cache, organs, shelf

if TYPE_CHECKING:
    from ui.organs import Choice, Choosable
    from ui.view import View


def known(view: View) -> Choosable:
    """Give who can be chosen in the workspace, saved groups among them."""
    groups = {item: tuple(group.organs) for item, group in shelf.groups(view).items()}
    return replace(cache.choosable(view.database), groups=groups)


def title(view: View, known: Choosable, choice: Choice) -> str:
    """Give the name of a rule, '' for organs chosen by hand."""
    say = view.say
    if choice.group:
        return say("choose.saved", name=shelf.groups(view)[choice.group].kept.name)
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
