"""Figures as strings: the plain one, and the manners that were met in published reports."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from demo.facts import Figure

FULL_WIDTH = str.maketrans("0123456789.-", "０１２３４５６７８９．－")


def plain(figure: Figure) -> str:
    """Give the figure in digits, decimals only where it has some."""
    if isinstance(figure, int):
        return str(figure)
    return format(figure.normalize(), "f") if figure else "0"


def _worded(figure: Figure) -> str:
    return f"减{plain(-figure)}" if figure < 0 else f"增{plain(figure)}"


def _signed(figure: Figure) -> str:
    return f"{figure:+d}" if isinstance(figure, int) else f"{figure:+f}"


def _spaced(figure: Figure) -> str:
    return f"{figure:,}".replace(",", " ")


def _yuan(figure: Figure) -> str:
    return plain(Decimal(figure) * 10000)


def _dash_for_zero(figure: Figure) -> str:
    return plain(figure) if figure else "-"


def _blank_for_zero(figure: Figure) -> str:
    return plain(figure) if figure else ""


STYLES: dict[str, Callable[[Figure], str]] = {
    "": plain,
    "fullwidth": lambda figure: plain(figure).translate(FULL_WIDTH),
    "thousands": lambda figure: f"{figure:,}",
    "spaced": _spaced,
    "worded": _worded,
    "signed": _signed,
    "yuan": lambda figure: f"{_yuan(figure)}元",
    "yuan_bare": _yuan,
    "wan": lambda figure: f"{plain(figure)} 万",
    "blank": lambda _: "",
    "blank_for_zero": _blank_for_zero,
    "dash_for_zero": _dash_for_zero,
    "about": lambda figure: f"约{plain(figure)}",
    "letter": lambda figure: f"{plain(figure)[:-1]}O",
    "half": lambda figure: f"{plain(figure)}.5",
    "double": lambda figure: f"{plain(figure)} {plain(figure + 2)}",
}
UNREADABLE = frozenset({"about", "letter", "double", "spaced", "half"})
BLANK_MARKS = frozenset({"", "-", "—", "/", "／", "无"})


def state(style: str, printed: str) -> str:
    """Give the state that a reader must find: reported, blank or unreadable."""
    if style in UNREADABLE:
        return "unreadable"
    return "blank" if printed in BLANK_MARKS else "reported"
