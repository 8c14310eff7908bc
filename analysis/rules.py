"""The checks in words, from `data/rules.toml`: what each asks and what stands on its two sides."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

REGISTER: Final = Path(__file__).parents[1] / "data" / "rules.toml"


@dataclass(frozen=True, slots=True)
class Rule:
    """One check: `id` begins the rule of its findings; `left_zh` and `right_zh` are '' where it compares nothing.

    `often_zh` and `often_en` say why it fails for more than one report in five, '' where it does not.
    """

    id: str
    of: str
    severity: str
    zh: str
    en: str
    left_zh: str = ""
    right_zh: str = ""
    often_zh: str = ""
    often_en: str = ""


@cache
def rules() -> dict[str, Rule]:
    """Give all checks by id, in the order of the register."""
    written = tomllib.loads(REGISTER.read_text(encoding="utf-8"))["rules"]
    return {entry["id"]: Rule(**entry) for entry in written}


def rule_of(finding_rule: str) -> Rule:
    """Give the check of a finding, the longest id that its rule begins with; KeyError where the register has none.

    >>> rule_of("t3.balance.natural").id, rule_of("layout.count").id
    ('t3.balance', 'layout')
    """
    parts = finding_rule.split(".")
    for end in range(len(parts), 0, -1):
        found = rules().get(".".join(parts[:end]))
        if found:
            return found
    raise KeyError(finding_rule)
