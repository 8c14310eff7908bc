"""The reader's words: one gettext catalogue per language, looked up by key; a key without a word is our mistake."""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from briefing.caption import ENGLISH as CAPTION
from charts.words import ENGLISH as CHARTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

Language = Literal["zh", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")
CATALOGUES: Final = Path(__file__).parents[1] / "locale"
DOMAIN: Final = "gongkai"


@dataclass(frozen=True, slots=True)
class Words:
    """Every word on the screen in one language.

    `charts` and `caption` are what the packages of those names take as `words`.
    """

    language: Language
    charts: Mapping[str, str]
    caption: Mapping[str, str]

    def __call__(self, key: str, /, **fields: object) -> str:
        """Give the text of a key with its fields filled; raises KeyError where the catalogue has none."""
        return _text(self.language, key).format(**fields)

    def pick(self, zh: str, en: str) -> str:
        """Give the one of two texts that is in the reader's language."""
        return zh if self.language == "zh" else en

    def localized(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Give the frame with `title`, `why`, … instead of each pair `title_zh`, `title_en`, …."""
        other = "en" if self.language == "zh" else "zh"
        stems = [name.removesuffix("_zh") for name in frame.columns if name.endswith("_zh")]
        return frame.drop(f"{stem}_{other}" for stem in stems).rename(
            {f"{stem}_{self.language}": stem for stem in stems}
        )

    def listed(self, texts: list[str]) -> str:
        """Join texts as a list in a sentence."""
        return self.pick("、", ", ").join(texts)


@cache
def words(language: Language) -> Words:
    """Give the words of a language."""
    charts = {key: _text(language, f"chart.{key}") for key in CHARTS}
    caption = {key: _text(language, f"caption.{key}") for key in CAPTION}
    return Words(language, charts, caption)


def language_of(locale: str | None) -> Language:
    """Give the language for what a browser asks for: Chinese for any Chinese, and where it asks for nothing.

    >>> language_of("zh-TW"), language_of("de"), language_of(None)
    ('zh', 'en', 'zh')
    """
    return "zh" if locale is None or locale.lower().startswith("zh") else "en"


@cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, CATALOGUES, [language])


def _text(language: Language, key: str) -> str:
    text = _catalogue(language).gettext(key)
    if text == key:
        raise KeyError(f"the catalogue {language} has no word for {key}")
    return text
