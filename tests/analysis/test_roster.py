import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import roster
from analysis.frames import ORGANS

ROWS = [
    ("c", "示例市人民政府", "示例市", "990100"),
    ("d1", "示例市甲木区人民政府", "甲木区", "990101"),
    ("d2", "示例市乙木县人民政府", "乙木县", "990102"),
    ("e1", "示例市教育局", "教育局", "990100"),
    ("e2", "示例市甲木区教育局", "教育局", None),
    ("k", "示例市庚金经济开发区管理委员会", "庚金开发区", None),
]
ORGANS_FRAME = pl.DataFrame(
    [dict(zip(("organ_id", "name", "short_name", "adcode"), row, strict=True)) for row in ROWS], schema=ORGANS
)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        pytest.param("甲木区\n乙木县", ["d1", "d2"], id="short-names-by-line"),
        pytest.param(
            "乙木县，甲木区、庚金开发区;示例市\td2", ["d2", "d1", "k", "c"], id="any-separator-in-their-order"
        ),
        pytest.param("示例市甲木区人民政府", ["d1"], id="full-name"),
        pytest.param("甲木区政府", ["d1"], id="a-government-by-its-division"),
        pytest.param("９９０１０２", ["d2"], id="code-in-wide-digits"),
        pytest.param("示例市 甲木区\u3000教育局", ["e2"], id="blanks-within"),
        pytest.param("k", ["k"], id="id"),
        pytest.param(" \n,，\t", [], id="nothing"),
    ],
)
def test_a_list_means_organs(text, ids):
    found = roster.listed(ORGANS_FRAME, text)
    assert (list(found.ids), found.puzzles) == (ids, ())


@pytest.mark.parametrize(
    ("word", "ambiguous", "candidates"),
    [
        pytest.param("教育局", True, {"e1", "e2"}, id="a-name-that-two-bear"),
        pytest.param("990100", True, {"c", "e1"}, id="a-code-that-two-have"),
        pytest.param("木", False, {"d1", "d2", "e2"}, id="a-part-of-names"),
        pytest.param("甲木区教育", False, {"e2"}, id="a-part-of-one-name-is-no-name"),
        pytest.param("庚金经济开发管委会", False, {"k"}, id="nearly"),
        pytest.param("Xyz 123", False, set(), id="nothing-like-it"),
    ],
)
def test_what_is_not_clear_is_told_with_whom_it_may_mean(word, ambiguous, candidates):
    found = roster.listed(ORGANS_FRAME, f"乙木县\n{word}")
    assert found.ids == ("d2",)
    (puzzle,) = found.puzzles
    assert (puzzle.word, puzzle.ambiguous) == (word, ambiguous)
    assert candidates <= set(puzzle.candidates)
    assert candidates or not puzzle.candidates


def test_who_is_listed_again_is_counted():
    found = roster.listed(ORGANS_FRAME, "甲木区\n甲木区\n990101\n谁\n谁\n乙木县")
    assert (found.ids, found.repeated) == (("d1", "d2"), 3)


@given(
    words=st.lists(st.sampled_from([text for row in ROWS for text in row if text] + ["谁", "木"]), max_size=12),
    separator=st.sampled_from(["\n", "，", ",", "、", "; ", "\t"]),
)
def test_every_word_is_taken_told_or_counted_as_repeated(words, separator):
    found = roster.listed(ORGANS_FRAME, separator.join(words))
    assert len(found.ids) + found.repeated + len(found.puzzles) == len(words)
    assert found.repeated >= 0
    exact = {text: row[0] for row in ROWS for text in row if text and text not in ("教育局", "990100")}
    assert list(found.ids) == list(dict.fromkeys(exact[word] for word in words if word in exact))


@pytest.mark.parametrize(
    ("text", "limit", "found"),
    [
        pytest.param("甲木区", 9, (["d1", "e2"], 2), id="itself-before-those-that-hold-it"),
        pytest.param("教育局", 1, (["e1"], 2), id="no-more-than-asked"),
        pytest.param("99010", 9, (["c", "d1", "d2", "e1"], 4), id="code"),
        pytest.param("  ", 9, ([], 0), id="nothing-asked"),
        pytest.param("谁", 9, ([], 0), id="nobody"),
    ],
)
def test_search(text, limit, found):
    ids, count = roster.search(ORGANS_FRAME, text, limit)
    assert (sorted(ids) if text == "99010" else ids, count) == found
