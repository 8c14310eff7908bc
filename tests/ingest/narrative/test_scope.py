"""Whose figure a sentence states."""

import pytest

from ingest.narrative import narrative
from ingest.narrative.scope import named
from tests.ingest.narrative.sections import YEAR, prose, taken


@pytest.mark.parametrize(
    ("lines", "scope"),
    [
        pytest.param(["区政府办公室共收到政府信息公开申请17件。"], "区政府办公室", id="subject"),
        pytest.param(["2024年，区政府办公室规范办理程序，共收到政府信息公开申请17件。"], "区政府办公室", id="clause before"),
        pytest.param(["（二）依申请公开。区政府办公室规范程序。全年收到政府信息公开申请17件。"], "区政府办公室", id="sentence before"),
        pytest.param(["（一）主动公开。区政府办公室发文。", "（二）依申请公开。收到政府信息公开申请17件。"], "", id="not from another item"),
        pytest.param(["市政府办公厅代表市政府收到政府信息公开申请17件。"], "市政府办公厅", id="on behalf"),
        pytest.param(["全区各级行政机关共收到政府信息公开申请17件。"], "全区各级行政机关", id="all bodies"),
        pytest.param(["区级各部门收到政府信息公开申请17件。"], "区级各部门", id="departments"),
        pytest.param(["甲木区收到政府信息公开申请17件。"], "甲木区", id="a place"),
        pytest.param(["市公安局收到政府信息公开申请17件。"], "市公安局", id="a bureau"),
        pytest.param(["依法依规办理申请，共收到政府信息公开申请17件。"], "", id="nobody"),
        pytest.param(["全年修订市政府规章2件，收到政府信息公开申请17件。"], "", id="an object is no subject"),
    ],
)  # fmt: skip
def test_scope(lines, scope):
    assert taken(*lines)["requests.received"] == (17, scope)


def test_bodies_side_by_side_keep_their_figures():
    figures = narrative(prose("甲木区收到政府信息公开申请17件，乙木县收到政府信息公开申请9件。"), YEAR)
    assert [(figure.scope, figure.value) for figure in figures] == [("甲木区", 17), ("乙木县", 9)]


@pytest.mark.parametrize(
    ("words", "body"),
    [("2024年全市共", "全市"), ("全年共", ""), ("本机关依法", "本机关"), ("指导全区各部门", "全区各部门"), ("区政府办会同各部门", None)],
)  # fmt: skip
def test_named(words, body):
    assert named(words) == body
