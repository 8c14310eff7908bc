"""The words for rules: what each asks, the family it belongs to, why it may fail often."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.rules import Rule, rule_of

if TYPE_CHECKING:
    from briefing.words import Words


def family(name: str, say: Words) -> str:
    """Give the name of a family of rules, its id where it has none: a rule may be newer than the catalogue."""
    try:
        return say(f"rule.{name}")
    except KeyError:
        return name


def asks(rule: str, say: Words) -> str:
    """Give what a rule asks, '' where the register of rules does not have it."""
    known = _known(rule)
    return say.pick(known.zh, known.en) if known else ""


def why(rule: str, family_id: str, say: Words) -> str:
    """Give why a rule may fail often without anybody being wrong, '' where nothing is known."""
    known = _known(rule)
    often = say.pick(known.often_zh, known.often_en) if known else ""
    try:
        return often or say(f"firing.why.{family_id}")
    except KeyError:
        return ""


def _known(rule: str) -> Rule | None:
    try:
        return rule_of(rule)
    except KeyError:
        return None
