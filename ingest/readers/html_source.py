"""Where the page is: in the text itself, in a string of JSON or JavaScript, or inside another page."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from ingest.readers.html_tree import strings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

LOOKS_LIKE_HTML = re.compile(r"<\s*(?:!doctype html|html|table|body|p|div|span)\b", re.IGNORECASE)
ESCAPED_HTML = re.compile(r"(?:&(?:amp;)?lt;|\\+x3c)\s*(?:table|tbody|tr|p|div)\b", re.IGNORECASE)
ROW = re.compile(r"<t[rd]\b", re.IGNORECASE)
HIDDEN_ROW = re.compile(r"(?:<|&lt;|\\x3c|\\u003c|%3c)t[rd]\b", re.IGNORECASE)
# JSON, a string of JavaScript, either of them given to a variable or to a function.
SAVED = re.compile(r"\s*(?:[\w.$ ]{1,60}[=(]\s*)?(?=[\"{\[])")
QUOTED_MARKUP = re.compile(r"""=\s*\\+["']|\\u003c|<\\/""")
LITERAL = re.compile(r"""\"((?:[^"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`""", re.DOTALL)
ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
PERCENT = re.compile(r"%(?:u([0-9a-fA-F]{4})|([0-9a-fA-F]{2}))")
CONTROL = {"n": "\n", "r": "", "t": " ", "\n": "", "b": "", "f": ""}
BESIDE = re.compile(r"prev|next|relat|recommend|上一|下一|相关", re.IGNORECASE)  # names of pages that are other ones
LONGEST_TITLE = 100


def looks_like_html(text: str) -> bool:
    """Tell whether the text holds HTML elements, be they escaped inside a string or written out as text."""
    if LOOKS_LIKE_HTML.search(text):
        return True
    return ("\\" in text and bool(LOOKS_LIKE_HTML.search(text.replace("\\u003c", "<")))) or bool(
        ESCAPED_HTML.search(text)
    )


def source_of(text: str) -> str:
    """Give the HTML of a page that was saved inside a JavaScript or JSON string; other text is given back as it is."""
    start = SAVED.match(text)
    if start:
        saved = text[start.end() :].rstrip().rstrip(";").rstrip()
        for stripped in (saved, saved.removesuffix(")")):
            try:
                found = _pages(json.loads(stripped, strict=False))
            except (ValueError, RecursionError):
                continue
            if found:
                return found
    head = text[:200].lstrip()
    if head.startswith("<") or not QUOTED_MARKUP.search(text):
        return text
    return _unescaped(text)


def _pages(value: object) -> str:
    """Give the pages in the outermost place that holds tables, behind the title beside them; '' where none is."""
    strings = [each for each in _strings(value, 0) if looks_like_html(each[1])]
    with_tables = [each for each in strings if ROW.search(each[1])]
    if not with_tables:
        return max((text for _, text, _ in strings), key=len, default="")
    # Related reports and earlier years stand deeper than the page itself; what stands beside it belongs to it.
    outermost = min(depth for depth, _, _ in with_tables)
    chosen = [(text, title) for depth, text, title in with_tables if depth == outermost]
    return "\n".join(f"<p>{title}</p>{text}" for text, title in dict(chosen).items())


def _strings(value: object, depth: int, title: str = "") -> Iterator[tuple[int, str, str]]:
    """Give depth, text and the title beside it of every string."""
    if isinstance(value, str):
        inner = _loaded(value)
        if inner is None:
            yield depth, value, title
        else:
            yield from _strings(inner, depth + 1, title)
    elif isinstance(value, dict):
        title = next((each for each in value.values() if _is_title(each)), title)
        for name, member in value.items():
            if not BESIDE.search(name):
                yield from _strings(member, depth + 1, title)
    elif isinstance(value, list):
        for member in value:
            yield from _strings(member, depth + 1, title)


def _loaded(text: str) -> object:
    """Give what JSON text inside a string stands for, None for every other string."""
    if not text.lstrip().startswith(("{", "[")):
        return None
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _is_title(value: object) -> bool:
    return isinstance(value, str) and "信息公开" in value and len(value) < LONGEST_TITLE and "<" not in value


def pages_within(root: etree._Element) -> Iterator[str]:
    """Give the pages that a page carries in its scripts, as escaped text, or in an attribute."""
    told = [text for script in root.iter("script") if HIDDEN_ROW.search(text := script.text or "")]
    if told:
        yield "".join(_from_script(script) for script in told)
    for query in (
        "//text()[contains(., '<') and not(parent::script or parent::style)]",
        "//@*[contains(., '<')]",
        "//text()[contains(., '&lt;')]",
    ):
        carried = [each for each in strings(root, query) if HIDDEN_ROW.search(each)]
        if carried:
            yield "\n".join(carried)


def _from_script(script: str) -> str:
    """Give the strings of a script that hold markup, joined in order."""
    literals = (next(filter(None, each), "") for each in LITERAL.findall(script))
    return "".join(text for each in literals if "<" in (text := _percent(_unescaped(each))))


def _percent(text: str) -> str:
    if "<" in text or "%" not in text:
        return text
    return PERCENT.sub(lambda match: chr(int(match[1] or match[2], 16)), text)


def _unescaped(text: str) -> str:
    r"""Give a string of JavaScript without its escapes; quotes that were escaped twice, too.

    >>> _unescaped(r"\x3cp\u003e\"一\"<\/p>")
    '<p>"一"</p>'
    """
    plain = re.sub(r"\\+(?=[\"'/])", "", text)
    return ESCAPE.sub(_escaped, plain).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _escaped(match: re.Match[str]) -> str:
    digits = match[1] or match[2]
    return chr(int(digits, 16)) if digits else CONTROL.get(match[3], match[3])
