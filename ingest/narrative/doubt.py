"""What makes a stated figure doubtful: another period, another circle of bodies, a part, another subject."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.narrative.scope import TIME
from ingest.narrative.wording import (
    CHANGE,
    FUTURE,
    LAST_YEAR,
    OTHER_CASES,
    OTHER_CIRCLE,
    OTHER_PERIOD,
    RUNNING_TOTAL,
    SUPPOSED,
    THIS_YEAR,
    WHOLE_YEAR,
    YEAR,
)

if TYPE_CHECKING:
    from ingest.narrative.clauses import Clause
    from ingest.narrative.wording import Wording

INCLUDES_CARRIED = re.compile(r"^(?:\(|其中|含|包括|包含).{0,12}(?:结转|上年|去年)")
CASES_OF_INFORMATION = re.compile(r"复议|诉讼|申请")


def doubtful(clause: Clause, wording: Wording, match: re.Match[str]) -> bool:
    """Tell whether the words around a match make it anything else than the wording's metric for the whole body."""
    row = "".join(clause.before[-1:] if clause.in_row else ()) + clause.text
    if wording.guard.search(row) or SUPPOSED.search(clause.text) or not _on_topic(clause, wording, match):
        return True
    if not match["unit"] and clause.next_text[:1].isdigit():
        return True  # a full-width comma between thousands
    if wording.metric.startswith("requests.") and match["wan"]:
        return True  # rounded
    return not wording.part and _partial(clause, wording)


def _partial(clause: Clause, wording: Wording) -> bool:
    return bool(
        clause.is_part
        or LAST_YEAR.search(clause.text)
        or OTHER_CIRCLE.search("，".join((*clause.before, clause.text, clause.next_text)))
        or (wording.metric == "requests.received" and INCLUDES_CARRIED.search(clause.next_text))
    )


def _on_topic(clause: Clause, wording: Wording, match: re.Match[str]) -> bool:
    """Tell whether clause, heading or an earlier clause about such cases speaks of what the metric counts."""
    if wording.topic is None:
        return True
    named = match.groupdict().get("object") or ""
    if not named and OTHER_CASES.search("，".join((*clause.earlier, *clause.before, clause.text))):
        return False
    before = (text for text in clause.before if CASES_OF_INFORMATION.search(text))
    return any(wording.topic.search(text) for text in (named, clause.text, *before, clause.heading))


def of_this_year(clause: Clause, year: int | None, *, change: bool = False) -> bool:
    """Tell whether the clause speaks of the report's whole year, and of what has happened.

    Args:
        clause: with what was said before it.
        year: of the report; where null, nothing that names a year is of it.
        change: the clause states a change, so that it may speak of last year.
    """
    own, said = WHOLE_YEAR.sub(r"\1", clause.text), "，".join((*clause.before, clause.text))
    spoken = WHOLE_YEAR.sub(r"\1", said)
    if OTHER_PERIOD.search(own if change else spoken) or FUTURE.search(own):
        return False
    if change:
        spoken = CHANGE.sub(lambda match: match["subject"], spoken)
    years = YEAR.findall(spoken) or [match[1] for text in clause.earlier if (match := YEAR.match(text))][:1]
    if RUNNING_TOTAL.search(own) and not (years or THIS_YEAR.search(spoken) or WHOLE_YEAR.search(said)):
        return False
    return not years or int(years[-1]) == year


def timeless(text: str) -> str:
    """Give the text without its words of time, whose numbers count nothing."""
    return TIME.sub("", WHOLE_YEAR.sub("", text))
