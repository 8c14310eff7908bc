"""What stands on every picture and in every sheet: what it shows, where from, and what to mind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

ENGLISH: Final[Mapping[str, str]] = {
    "title": "Shows",
    "unit": "Unit",
    "filters": "Selection",
    "source": "Source",
    "build": "Database",
    "caveats": "To mind",
    "fictional": "FICTIONAL DATA: a made-up city, no real authority",
    "data": "Data",
    "read_me": "Read me",
}
"""The words of a caption; the pages pass the reader's language with the same keys."""


@dataclass(frozen=True, slots=True)
class Caption:
    """The words that keep a picture or a table honest once it has left the screen.

    `unit` may be empty for a table of several units, `filters` and `caveats` for none; all in the reader's language.
    """

    title: str
    unit: str
    source: str
    build: str
    caveats: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    fictional: bool = False

    def rows(self, words: Mapping[str, str] = ENGLISH) -> list[tuple[str, str]]:
        """Word and text of each line in the order of print; empty fields have none, each caveat has its own.

        Fictional data say so first.
        """
        said = {key: words.get(key) or ENGLISH[key] for key in ENGLISH}
        fields = [
            ("title", self.title),
            ("unit", self.unit),
            *(("filters", text) for text in self.filters),
            *(("caveats", text) for text in self.caveats),
            ("source", once(said["source"], self.source)),
            ("build", self.build),
        ]
        first = [(said["fictional"], "")] if self.fictional else []
        return first + [(said[key], text) for key, text in fields if text]

    def lines(self, words: Mapping[str, str] = ENGLISH) -> list[str]:
        """The same as one text per line."""
        return [f"{word}: {text}" if text else word for word, text in self.rows(words)]


def once(word: str, text: str) -> str:
    """Give a text without the word that stands before it already."""
    return text.removeprefix(f"{word}：").removeprefix(f"{word}: ")
