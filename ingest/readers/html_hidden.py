"""What a page holds and does not show: other years in closed tabs, spare cells, templates of editors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.readers.html_tree import elements, holds_form

if TYPE_CHECKING:
    from lxml import etree

HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
MAY_HIDE = (b"hidden", b"display", b"collapse")
MAY_BE_HIDDEN = (
    "//*[@hidden or contains(@style, 'isplay') or contains(@style, 'ISPLAY') or contains(@style, 'isibility')]"
)
MEDIA = re.compile(r"@media[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.IGNORECASE)  # print and narrow screens are others
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
CLASS = re.compile(r"\.([\w-]+)")


def drop_hidden(root: etree._Element, markup: bytes) -> None:
    """Take out of the tree what the page itself hides: by attribute, by style, by a class that its styles hide.

    A page that shows no table of the form shows its hidden parts by script; then those with tables are kept.
    """
    if not any(word in markup for word in MAY_HIDE):
        return
    hidden = [element for element in elements(root, MAY_BE_HIDDEN) if _is_hidden(element)]
    hiding, showing = _display_classes(root)
    for name in hiding:
        named = elements(root, "//*[contains(concat(' ', @class, ' '), concat(' ', $name, ' '))]", name)
        hidden += [element for element in named if not showing.intersection(element.get("class", "").split())]
    within = {table for element in hidden for table in element.iter("table")}
    shows_form = holds_form(table for table in root.iter("table") if table not in within)
    for element in hidden:
        if shows_form or next(element.iter("table"), None) is None:
            _drop(element)


def _is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or bool(HIDING.search(element.get("style", "")))


def _display_classes(root: etree._Element) -> tuple[set[str], set[str]]:
    """Give the classes that a style of the page hides wherever they stand, and those that show such a part again."""
    hiding: set[str] = set()
    showing: set[str] = set()
    for style in root.iter("style"):
        for selectors, body in RULE.findall(MEDIA.sub("", style.text or "")):
            names = [CLASS.findall(selector) for selector in selectors.split(",")]
            if HIDING.search(body):
                hiding.update(found[0] for found in names if len(found) == 1 and f".{found[0]}" == selectors.strip())
            elif "display" in body:
                showing.update(name for found in names for name in found[1:])
    return hiding, showing


def _drop(element: etree._Element) -> None:
    """Take an element out and leave the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)
