"""Where a figure could slip into the wrong cell: each way as a named case, read right or not at all."""

import pytest

from ingest.align import align
from ingest.readers.text import read_text

HEAD = "三、收到和处理政府信息公开申请情况\n"
SEVEN = ("natural", "company", "research", "ngo", "legal", "other", "total")


def values(text, kind="text"):
    cells = align(read_text(text, kind).blocks).cells
    return {cell.path: cell.value for cell in cells if cell.value is not None}


def row(name, *figures):
    paths = (f"requests.{name}.{column}" for column in SEVEN)
    return {path: float(figure) for path, figure in zip(paths, figures, strict=False) if figure is not None}


CASES = [
    pytest.param(
        HEAD + "（四）无法提供 本机关不掌握相关政府信\n息 0 0 0 0 0 0 0\n没有现成信息需要另行制作 0 0 7 0 0 0 7\n",
        {},
        id="the-label-below-has-figures-of-its-own",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_figure_stands_in_its_own_cell_or_in_none(text, expected):
    assert values(text) == expected
