"""The printed words of a paragraph in WordprocessingML (ECMA-376 part 1, 17.3), tracked changes taken as accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

# Transitional and strict documents and Word 2003 XML name the same elements in three namespaces.
NAMESPACES = frozenset(
    {
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "{http://purl.oclc.org/ooxml/wordprocessingml/main",
        "{http://schemas.microsoft.com/office/word/2003/wordml",
    }
)
MATH = "/math}oMath"
# Elements that only wrap what is printed; smart tags stand around dates and numbers of older documents.
WRAPPERS = frozenset(
    {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple", "dir", "bdo"}
)
CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "sym": "\ufffd"}
OFF = frozenset({"0", "false", "off", "none"})


def local(element: etree._Element) -> str:
    """Give the name of a word-processing element, '' for an element of another vocabulary."""
    namespace, _, name = str(element.tag).rpartition("}")
    return name if namespace in NAMESPACES else ""


def children(parent: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Give the children of these names in order, those inside wrappers too, not those that changes have removed."""
    for child in parent:
        name = local(child)
        if name in names:
            yield child
        elif name in WRAPPERS:
            yield from children(child, *names)


def value(element: etree._Element) -> str:
    """Give the `w:val` of a property, '' where it has none."""
    return attribute(element, "val")


def attribute(element: etree._Element, name: str) -> str:
    """Give an attribute by its local name, '' where it is not there."""
    return next((str(text) for key, text in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def flag(properties: etree._Element | None, *names: str) -> bool:
    """Tell whether one of these properties is there and not switched off."""
    if properties is None:
        return False
    return any(local(child) in names and value(child) not in OFF for child in properties)


def is_fallback(element: etree._Element) -> bool:
    """Tell whether an element is what older programs show in place of another (ECMA-376 part 3, 9.3)."""
    return any(str(each.tag).endswith("}Fallback") for each in element.iterancestors())


def text_boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Give the contents of the text boxes at a paragraph that hold a table; others are captions and ornaments."""
    for content in paragraph.iterdescendants("{*}txbxContent"):
        is_removed = any(local(each) in {"del", "moveFrom"} for each in content.iterancestors())
        if not is_removed and not is_fallback(content) and next(children(content, "tbl"), None) is not None:
            yield content


def text_of(paragraph: etree._Element) -> str:
    """Give the printed text of a paragraph: tabs as tabs, breaks as line ends.

    A struck run stands between `~~`, a superscript behind `^`, a formula between brackets, a symbol without a text
    code is U+FFFD: none of them may become a digit of the figure beside it. Drawings and text boxes are left out.
    """
    words: list[str] = []
    for child in paragraph:
        name = local(child)
        if name == "r":
            words.append(_run(child))
        elif name in WRAPPERS:
            words.append(text_of(child))
        elif str(child.tag).endswith(MATH) or str(child.tag).endswith(f"{MATH}Para"):
            words.append(f"[{''.join(text.text or '' for text in child.iterdescendants('{*}t'))}]")
    return "".join(words)


def _run(run: etree._Element) -> str:
    properties = next(children(run, "rPr"), None)
    if flag(properties, "vanish"):
        return ""
    text = "".join(_piece(child) for child in run)
    if not text.strip():
        return text
    if flag(properties, "strike", "dstrike"):
        return f"~~{text}~~"
    raised = properties is not None and any(value(each) == "superscript" for each in children(properties, "vertAlign"))
    return f"^{text}" if raised else text


def _piece(element: etree._Element) -> str:
    name = local(element)
    if name == "t":
        return element.text or ""
    if name == "ruby":  # the reading above the characters is no part of the text
        return "".join(text_of(base) for base in children(element, "rubyBase"))
    return CHARACTERS.get(name, "")
