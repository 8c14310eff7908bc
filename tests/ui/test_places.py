import pytest

from briefing.words import words
from ui.places import place


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        pytest.param("p2 t1 r3 c4", "第2页 第1个表 第3行 第4列", "page 2, table 1, row 3, column 4", id="pdf"),
        pytest.param(
            "l27 t1 r12 c3", "文本第27行 第1个表 第12行 第3列", "line 27, table 1, row 12, column 3", id="text"
        ),
        pytest.param("l148", "文本第148行", "line 148", id="line-only"),
        pytest.param("", "", "", id="unknown"),
        pytest.param("B12", "B12", "B12", id="a-mark-without-a-word"),
    ],
)
def test_a_place_in_words(text, zh, en):
    assert place(text, words("zh")) == zh
    assert place(text, words("en")) == en
