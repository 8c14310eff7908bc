"""Rows of a table extractor written as lists: `['规章', '1', '0', None]`, one a line or all on one line."""

from __future__ import annotations

import ast
import re

# What extractors write where a merged cell of another row or column covers the place.
COVERED = frozenset({"None", "null", "nan", "NaN"})
QUOTED = r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\""""
CELL = rf"(?:{QUOTED}|None|null|nan|NaN|-?\d+(?:\.\d+)?)"
LIST = rf"\[\s*{CELL}(?:\s*,\s*{CELL})*\s*\]"
# The document may end inside a list; the cells before its end still are in their places, the cut one is left out.
OPEN_LIST = rf"\[\s*{CELL}(?:\s*,\s*{CELL})*\s*,?\s*(?:'[^']*|\"[^\"]*)?"
LINE = re.compile(rf"\s*\[?\s*(?:{LIST}\s*,?\s*)+(?:\]\s*,?)*\s*|\s*\[?\s*(?:{LIST}\s*,\s*)*{OPEN_LIST}\s*")
TOKEN = re.compile(rf"\[|{CELL}|['\"].*")


def listed_rows(line: str) -> list[list[str]] | None:
    """Give the rows that a line of lists holds, each cell as its text; None where the line is something else.

    A covered place is given as the word that stands there, one of `COVERED`.

    >>> listed_rows("['规章', '1', '0', None],")
    [['规章', '1', '0', 'None']]
    >>> listed_rows("[附件]") is None
    True
    """
    if "[" not in line[:8] or not LINE.fullmatch(line):
        return None
    rows: list[list[str]] = []
    for token in TOKEN.findall(line):
        if token == "[":  # noqa: S105 - a bracket, not a password
            rows.append([])
        elif token[0] not in "'\"" or (len(token) > 1 and token[0] == token[-1]):
            rows[-1].append(_text(token))
    return [row for row in rows if row]


def _text(token: str) -> str:
    return str(ast.literal_eval(token)) if token[0] in "'\"" else token
