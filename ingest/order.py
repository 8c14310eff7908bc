"""Do the column headings of tables three and four stand in the order of the form? Where not, nothing is placed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.columns import column_spellings
from ingest.text_columns import width

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ingest.forms import Column
    from ingest.stream import Word

FIRST, LAST = "自然人", "总计"
OVER_ALL = "申请人情况"
OVER_FIVE = "法人或其他组织"
ENDS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
# What no other heading of the table holds, and what a wrapped heading keeps together.
APPLICANT_STEMS = ("自然", "商业", "科研", "社会", "法律", "其他", "总计")
END_STEMS = ("维", "纠", "其他", "尚", "总")
BLOCKS_OF_FOUR = ("未经复议直接起诉", "复议后起诉")
ENOUGH = 3  # headings with known columns from which on their columns decide


def has_applicants(words: Sequence[Word]) -> bool:
    """Tell whether the words hold the heading of table three."""
    return any(FIRST in word.key for word in words)


def applicants_in_order(words: Sequence[Word], columns: Sequence[Column]) -> bool | None:
    """Tell whether the headings of table three, as far as they are printed, stand in the order of the form.

    In grids their columns decide. In lines, 总计 is read before 商业企业 where the heading has two rows, and then
    法人或其他组织 is read before it. Where 总计 is read even before 自然人, it may span all rows of the heading or
    stand first: the answer is None, and each row must prove itself by its sum.
    """
    begin = max(index for index, word in enumerate(words) if FIRST in word.key)
    if side_by_side(words, APPLICANT_STEMS) == [*APPLICANT_STEMS]:
        return True
    by_column = _columns(words[max(0, begin - len(columns)) :], columns)
    if len(by_column) >= ENOUGH:
        return by_column == sorted(by_column)
    in_front = {word.key for word in words[max(0, begin - 3) : begin]}
    if in_front & set(column_spellings(columns[1])):
        return False
    text = "".join(word.key for word in words[begin:])
    spots = [text.find(column_spellings(column)[-1]) for column in columns[:5]]
    printed = [spot for spot in spots if spot >= 0]
    total = text.find(LAST)
    if 0 <= total < text.find(column_spellings(columns[1])[-1]) and not 0 <= text.find(OVER_FIVE) < total:
        return False
    if printed != sorted(printed) or not _other_is_last(words[begin:], columns):
        return False
    return _total_is_last(words, begin) if LAST in in_front else True


def has_all_applicants(words: Sequence[Word], columns: Sequence[Column]) -> bool:
    """Tell whether the headings of all seven columns are printed in these words."""
    text = "".join(word.key for word in words).replace(OVER_FIVE, "")
    return all(any(spelling in text for spelling in column_spellings(column)) for column in columns)


def _total_is_last(words: Sequence[Word], begin: int) -> bool | None:
    """Tell where 总计 stands that is read before 自然人: its row tells it, in lines nothing does."""
    at = max(index for index, word in enumerate(words[:begin]) if word.key == LAST)
    rows = [word.place.row for word in words]
    if rows[at] is None:
        return None
    if rows[at] == rows[begin]:
        return False
    return True if any(rows[index] == rows[at] and words[index].key == OVER_ALL for index in range(at)) else None


def _columns(words: Sequence[Word], columns: Sequence[Column]) -> list[int]:
    """Give the grid columns of the headings in the order of the form, as far as they are known."""
    found: dict[int, int] = {}
    for word in words:
        for index, column in enumerate(columns):
            if word.column >= 0 and word.is_exact and word.key in column_spellings(column):
                found[index] = word.column
    return [found[index] for index in sorted(found)]


def _other_is_last(words: Sequence[Word], columns: Sequence[Column]) -> bool:
    """Tell whether 其他 stands behind the five named applicants."""
    text = "".join(word.key for word in words).replace(OVER_FIVE, "")
    other = text.find(column_spellings(columns[5])[-1])
    named = [text.find(spelling) for column in columns[1:5] for spelling in column_spellings(column)]
    return other < 0 or max(named) < other


def side_by_side(words: Sequence[Word], stems: Sequence[str]) -> list[str]:
    """Give the stems from left to right where they stand in the order given (repeated for each block), else [].

    Headings of several lines stand side by side on a page; in the text each line of the page gives a piece of
    each. Tools count a Chinese character as one place or as two: it is enough that either count gives the order
    of the form without a tie.
    """
    pattern = re.compile("|".join((OVER_FIVE, *stems)))
    found = [
        (word.lead + word.text[: match.start()], match[0])
        for word in words
        for match in pattern.finditer(word.text)
        if match[0] != OVER_FIVE
    ]
    expected = list(stems) * (len(found) // len(stems))
    if len(found) != len(expected) or len({before for before, _ in found}) < len(found):
        return []  # stems that stand behind the same text stand in the same place by any count
    for measure in (len, width):
        places = sorted((measure(before), stem) for before, stem in found)
        if len({place for place, _ in places}) == len(places) and [stem for _, stem in places] == expected:
            return expected
    return []


def disputes_in_order(words: Sequence[Word]) -> bool:
    """Tell whether the fifteen headings of table four, as far as they are printed, stand in the order of the form."""
    if side_by_side(words, END_STEMS) == [*END_STEMS] * 3:
        return True
    text = "".join(word.key for word in _without_repeats(words))
    direct, after = (text.rfind(block) for block in BLOCKS_OF_FOUR)
    if direct >= 0 and after >= 0 and direct > after:
        return False
    ends = _ends(text)
    if ends[-len(ENDS) * 3 :] == [*ENDS] * 3:  # headings of two rows repeat what spans both
        return True
    expected = iter(ENDS * 3)
    return all(any(end == each for each in expected) for end in ends)


def _without_repeats(words: Sequence[Word]) -> list[Word]:
    """Give the headings of a grid once where an export repeats merged cells beside and below them."""
    seen = {(word.place.table, word.place.row, word.column): word.key for word in words if word.column >= 0}
    return [word for word in words if not _repeats(word, seen)]


def _repeats(word: Word, seen: Mapping[tuple[int | None, int | None, int], str]) -> bool:
    table, row, column = word.place.table, word.place.row, word.column
    if row is None or column < 0:
        return False
    return word.key in (seen.get((table, row - 1, column)), seen.get((table, row, column - 1)))


def _ends(text: str) -> list[str]:
    return [end for _, end in sorted((match.start(), end) for end in ENDS for match in re.finditer(end, text))]
