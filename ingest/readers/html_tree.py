"""What an XPath query finds in the tree of a page, as elements or as strings; which tables are those of the form."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable

Element = etree._Element  # noqa: SLF001 - the class has no public name
# Words of the three tables, in either script; a page whose tables hold none of them may carry its report elsewhere.
FORM_WORDS = ("自然人", "规章", "規章", "结果维持", "結果維持")


def elements(root: Element, query: str, name: str = "") -> list[Element]:
    """Give the elements that a query for elements finds, in printed order; `$name` stands for the name.

    A damaged page may have several roots side by side: `root.iter` gives the first of them, a query for `//` all.
    """
    return cast("list[Element]", root.xpath(query, name=name))


def line_of(element: Element) -> int | None:
    """Give the line of the source where an element begins."""
    return cast("int | None", element.sourceline)


def strings(root: Element, query: str) -> list[str]:
    """Give the texts or attributes that a query for them finds, in printed order."""
    return cast("list[str]", root.xpath(query, smart_strings=False))


def holds_form(tables: Iterable[Element]) -> bool:
    """Tell whether a word of the prescribed tables stands in any of these."""
    text = "".join(etree.tostring(table, method="text", encoding="unicode", with_tail=False) for table in tables)
    return in_form(text)


def has_form(root: Element) -> bool:
    """Tell whether a word of the prescribed tables stands in any table of the page."""
    if any(holds_form((table,)) for table in elements(root, "//table")):
        return True
    return holds_form(elements(root, "//table[not(ancestor::table)]"))


def in_form(text: str) -> bool:
    """Tell whether a word of the prescribed tables stands in the text."""
    return any(word in text for word in FORM_WORDS)
