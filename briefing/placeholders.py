"""Placeholders such as {{title}} in a template of the reader's own, the same in Word and PowerPoint."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from briefing.grid import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from briefing.content import Briefing

BODY, CONTENTS, FOOT = "body", "contents", "foot"
_PLACEHOLDER: Final = re.compile(r"\{\{\s*(\w+)\s*\}\}")


class TemplateError(ValueError):
    """A template cannot be filled; the message says what to mend in it."""


def fields(briefing: Briefing) -> dict[str, str]:
    """Give the text of each placeholder."""
    say = briefing.say
    sign = [say.caption["fictional"]] if briefing.fictional else []
    return {
        "title": briefing.title,
        "subtitle": briefing.subtitle,
        "date": briefing.day,
        "source": briefing.source,
        "build": briefing.build,
        "scope": say.pick("；", "; ").join(briefing.scope),
        "reported": briefing.reported,
        "caveats": say.pick("；", "; ").join(text.rstrip("。.") for text in briefing.caveats),
        "fictional": "".join(sign),
        FOOT: " · ".join([*sign, briefing.foot]),
    }


def text_of(pieces: Iterable[Any]) -> str:
    """Give the text of one paragraph from its text elements."""
    return "".join(piece.text or "" for piece in pieces)


def names(pieces: Iterable[Any]) -> set[str]:
    """Give the names of the placeholders in a paragraph."""
    return set(_PLACEHOLDER.findall(text_of(pieces)))


def is_alone(pieces: Iterable[Any]) -> bool:
    """Tell whether there is nothing but placeholders in a paragraph."""
    return not _PLACEHOLDER.sub("", text_of(pieces)).strip()


def check(found: set[str], known: Iterable[str]) -> None:
    """Refuse a template that asks for what there is not.

    Raises:
        TemplateError: names the placeholder and those there are.
    """
    known = tuple(known)
    for name in sorted(found.difference(known)):
        there = ", ".join(f"{{{{{each}}}}}" for each in known)
        raise TemplateError(f"The template asks for {{{{{name}}}}}, which there is not. There are: {there}.")


def fill(pieces: Sequence[Any], texts: Mapping[str, str]) -> None:
    """Put texts in the place of their placeholders, though the program may have cut those into several runs."""
    for match in reversed(list(_PLACEHOLDER.finditer(text_of(pieces)))):
        if match[1] not in texts:
            continue
        at, new = 0, clean(texts[match[1]])
        for piece in pieces:
            text, start = piece.text or "", at
            at += len(text)
            first, last = max(match.start() - start, 0), min(match.end() - start, len(text))
            if first < last:
                piece.text, new = text[:first] + new + text[last:], ""
