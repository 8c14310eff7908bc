from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charts.text import figure, signed, width, wrapped


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        pytest.param("政府信息公开", 6, ["政府信", "息公开"], id="chinese-breaks-anywhere"),
        pytest.param("政府信息，公开", 8, ["政府信息，", "公开"], id="no-line-begins-with-a-comma"),
        pytest.param("open government data", 10, ["open", "government", "data"], id="english-breaks-at-blanks"),
        pytest.param("2021年起改用新表", 8, ["2021年起", "改用新表"], id="mixed"),
        pytest.param("a\nb", 10, ["a", "b"], id="given-lines-stay"),
        pytest.param("abcdefghij", 4, ["abcd", "efgh", "ij"], id="a-long-word-is-cut"),
        pytest.param("“其他”处理", 8, ["“其他”", "处理"], id="quotation-marks-are-wide"),
        pytest.param("", 10, [], id="empty"),
    ],
)
def test_wrapped(text: str, columns: int, lines: list[str]):
    assert wrapped(text, columns) == lines


@given(st.text(alphabet="政府，。 ab1（）", max_size=80), st.integers(4, 30))
@settings(deadline=None)
def test_wrapping_loses_nothing_but_blanks(text: str, columns: int):
    lines = wrapped(text, columns)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    # Closing signs may stand out; without them every line keeps to the width.
    assert all(width(line.rstrip("，。）")) <= columns for line in lines)


@pytest.mark.parametrize(
    ("value", "plain", "with_sign"),
    [
        pytest.param(1234567.0, "1,234,567", "+1,234,567", id="thousands"),
        pytest.param(-5.0, "−5", "−5", id="negative"),
        pytest.param(0.0, "0", "±0", id="zero"),
        pytest.param(-0.001, "0", "±0", id="rounds-to-zero"),
        pytest.param(33.333, "33.33", "+33.33", id="decimals"),
        pytest.param(1200.0, "1,200", "+1,200", id="round-number-keeps-its-zeros"),
        pytest.param(None, "—", "—", id="null-is-no-zero"),
    ],
)
def test_figures(value: float | None, plain: str, with_sign: str):
    assert (figure(value), signed(value)) == (plain, with_sign)


@pytest.mark.parametrize(("value", "digits", "text"), [(1200.0, 0, "1,200"), (12.34, 1, "12.3"), (12.0, 1, "12")])
def test_digits(value: float, digits: int, text: str):
    assert figure(value, digits) == text
