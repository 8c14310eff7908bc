"""What a briefing says of itself, in words, for the front page of a PDF and the first sheet of a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.caption import once

if TYPE_CHECKING:
    from briefing.caption import Caption
    from briefing.content import Briefing


def about(briefing: Briefing) -> list[tuple[str, str]]:
    """Give word and text of each line: filters in force, n of N, source, build, day, caveats; no empty ones."""
    say = briefing.say
    lines = [
        *((say.caption["filters"], text) for text in briefing.scope),
        (say("paper.reported"), briefing.reported),
        (say.caption["source"], briefing.source),
        (say.caption["build"], briefing.build),
        (say("paper.made"), briefing.made.isoformat()),
        *((say.caption["caveats"], text) for text in briefing.caveats),
    ]
    return [(word, once(word, text)) for word, text in lines if text]


def titled(caption: Caption, briefing: Briefing) -> str:
    """Give the title of a figure with its unit, where it has one."""
    return briefing.say("paper.caption", title=caption.title, unit=caption.unit) if caption.unit else caption.title
