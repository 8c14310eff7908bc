"""What a file says of itself in the program's list of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from briefing.grid import clean

if TYPE_CHECKING:
    from briefing.content import Briefing

_LONGEST: Final = 255
"""Letters that a property may have."""


def describe(core: Any, briefing: Briefing) -> None:  # noqa: ANN401 - the office libraries have no types
    """Write title, subtitle, source and language into the properties of a .docx or .pptx."""
    core.title, core.subject = _short(briefing.title), _short(briefing.subtitle)
    core.comments, core.author = _short(briefing.foot), "Gongkai"
    core.language = briefing.say.pick("zh-CN", "en")


def _short(text: str) -> str:
    return clean(text)[:_LONGEST]
