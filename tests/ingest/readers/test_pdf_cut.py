"""Tables that page ends cut."""

from __future__ import annotations

import pytest

from ingest.readers.pdf import read_pdf
from tests.ingest.readers.pdf_making import (
    grids,
    lines,
    printed,
    texts,
)


def test_a_table_cut_by_page_ends_counts_the_same_columns() -> None:
    head = "table.cell(colspan: 3)[条目], [甲], [乙],"
    fine = "".join(f"[{row}], [x], [y], [{row}0], [{row}1]," for row in range(12))
    merged = "".join(f"table.cell(colspan: 3)[第{row}项], [{row}0], [{row}1]," for row in range(12, 40))
    source = f'#set page(numbering: "- 1 -")\n#table(columns: (40pt, 50pt, 60pt, 70pt, 80pt), {head}{fine}{merged})'
    document = read_pdf(printed(source))
    found = grids(document)
    assert len(found) > 2
    assert [grid.place.page for grid in found] == list(range(1, len(found) + 1))
    last = found[-1].rows[-1]
    assert [(cell.text, cell.column, cell.colspan) for cell in last] == [("第39项", 0, 3), ("390", 3, 1), ("391", 4, 1)]
    figures = [row[-2].text for grid in found for row in grid.rows]
    assert figures == ["甲", *(f"{row}0" for row in range(40))]
    assert [line.strip() for line in lines(document)] == [f"- {page} -" for page in range(1, len(found) + 1)]


@pytest.mark.parametrize(
    "widths",
    [
        pytest.param("60pt, 60pt, 80pt", id="as wide, divided elsewhere"),
        pytest.param("60pt, 40pt, 100pt, 60pt", id="divided there too, but wider"),
    ],
)
def test_another_table_on_the_next_page_keeps_its_own_columns(widths: str) -> None:
    count = widths.count(",") + 1
    source = f"#table(columns: (100pt, 100pt), [a], [b])\n#pagebreak()\n#table(columns: ({widths}), {'[c],' * count})"
    first, second = grids(read_pdf(printed(source)))
    assert [cell.column for cell in first.rows[0]] == [0, 1]
    assert [cell.column for cell in second.rows[0]] == list(range(count))


# Columns as narrow as those of table four on an upright page: there is room for two figures.
def cut_row(*parts: list[str]) -> bytes:
    tables = (
        f"#table(columns: (80pt, 20pt, 20pt), inset: 2pt, {''.join(f'[{cell}],' for cell in part)})" for part in parts
    )
    return printed("\n#pagebreak()\n".join(tables))


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        pytest.param(["规章", "42", "0"], ["", "3", ""], [["规章", "423", "0"]], id="number-cut"),
        pytest.param(["规章", "42", "0"], ["", "", ""], [["规章", "42", "0"]], id="nothing-below"),
        pytest.param(["规章", "4", "0"], ["", "3", ""], [["规章", "4\n3", "0"]], id="two-numbers-since-room-was-left"),
        pytest.param(["规章", "", ""], ["", "3", "1"], [["规章", "3", "1"]], id="figures-below-the-label"),
        pytest.param(["1.信访举报投", "7", "9"], ["诉类申请", "", ""], [["1.信访举报投\n诉类申请", "7", "9"]], id="label-cut"),
        pytest.param(["规章", "42", "0"], ["规范性文件", "3", "1"], [["规章", "42", "0"], ["规范性文件", "3", "1"]], id="next-row"),
        pytest.param(["1.信方举报", "42", "0"], ["诉类申请", "3", ""], [["1.信方举报", "42\n3", "0"], ["诉类申请", ""]], id="label-of-no-form"),
        pytest.param(["1.信方举报", "42", "0"], ["2.重服申请", "3", "0"], [["1.信方举报", "42", "0"], ["2.重服申请", "3", "0"]], id="next-row-by-its-number"),
    ],
)  # fmt: skip
def test_a_row_cut_by_a_page_end_is_one_row(above: list[str], below: list[str], expected: list[list[str]]) -> None:
    found = grids(read_pdf(cut_row(above, below)))
    assert [row for grid in found for row in texts(grid) if row] == expected


def test_headings_repeated_on_the_next_page_stand_between_the_parts_of_a_row() -> None:
    head = ["信息内容", "自然人", "总计"]
    first, second = grids(read_pdf(cut_row([*head, "规章", "42", "0"], [*head, "", "3", "", "规范性文件", "1", "2"])))
    assert texts(first)[-1] == ["规章", "423", "0"]
    assert [row[0] for row in texts(second) if row] == ["信息内容", "规范性文件"]


def test_the_row_without_a_label_below_its_headings_is_one_row_too() -> None:
    head = ["结果维持", "结果纠正", "总计"]
    found = grids(read_pdf(cut_row([*head, "0", "42", "42"], ["", "3", "3"])))
    assert [row for grid in found for row in texts(grid) if row][-1] == ["0", "423", "423"]
