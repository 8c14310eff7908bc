"""The place of a figure as its document shows it, over the documents of the fictional city in every format."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from ingest.model import Document, Grid, GridCell, Place, Prose
from ingest.picture import picture, printed_cell
from ingest.picture_table import drawn
from ingest.store import query
from ingest.workspace import WorkspaceError, find_workspace

FORMATS = "select distinct regexp_extract(file, '[a-z]+$') as kind from report"
OF_A_KIND = """
select r.organ_id, r.year, c.path, c.printed, c.place from cell c join report r using (report_id)
where r.is_current and r.file like ? and c.path in ('requests.total.natural', 'litigation_direct.total', 'licence.decisions')
order by r.file, c.path limit 6
"""


@pytest.fixture(scope="module")
def demo(workspaces):
    return find_workspace(str(workspaces / "demo"))


def shown(space, organ, year, path):
    return picture(printed_cell(space, organ, year, path))


def test_every_format_shows_the_place_of_its_figures(demo):
    kinds = query(demo.published(), FORMATS)["kind"].to_list()
    assert {"pdf", "html", "docx", "xlsx", "txt"} <= set(kinds)
    for kind in kinds:
        for organ, year, path, printed, _ in query(demo.published(), OF_A_KIND, [f"%.{kind}"]).rows():
            found = shown(demo, organ, year, path)
            assert found.suffix == (".png" if kind == "pdf" else ".html")
            if found.suffix == ".html":
                text = found.content.decode()
                marked = text.partition('class="here">')[2] or text.partition("<mark>")[2]
                assert marked.startswith(printed.strip())


def red(image):
    return [
        (x, y)
        for x in range(image.width)
        for y in range(image.height)
        if image.getpixel((x, y))[0] > 190 and max(image.getpixel((x, y))[1:]) < 60
    ]


def test_the_box_on_a_page_encloses_the_figure_and_little_more(demo):
    rows = query(demo.published(), OF_A_KIND, ["%.pdf"]).rows()
    organ, year, path, _, _ = next(row for row in rows if row[2] == "requests.total.natural")
    image = Image.open(io.BytesIO(shown(demo, organ, year, path).content)).convert("RGB")
    xs, ys = zip(*red(image), strict=True)
    inside = image.crop((min(xs) + 6, min(ys) + 6, max(xs) - 6, max(ys) - 6)).convert("L")
    assert min(inside.tobytes()) < 100  # ink
    assert (max(xs) - min(xs)) * (max(ys) - min(ys)) < image.width * image.height / 50


def grid(*rows, exact=True):
    cells = [
        tuple(GridCell(text, Place(table=1, row=r, column=c), c - 1) for c, text in enumerate(row, 1))
        for r, row in enumerate(rows, 1)
    ]
    return Document((Grid(tuple(cells), Place(table=1), exact=exact),), "html", "test")


@pytest.mark.parametrize(
    ("place", "printed", "mark"),
    [
        pytest.param("t1 r1 c2", "7", '<td class="here">7</td>', id="cell"),
        pytest.param("t1 r2 c2", "", '<td class="here"></td>', id="blank"),
        pytest.param("t1 r1 c2", "8", None, id="read-otherwise-by-now"),
        pytest.param("t1 r9 c2", "7", None, id="no-such-place"),
    ],
)
def test_a_cell_is_marked_where_it_holds_what_was_read(place, printed, mark):
    found = drawn(grid(("新收", "7"), ("结转", "")), place, printed)
    assert (found is None) if mark is None else (mark in found and found.count("here") - found.count(".here") == 1)


def test_the_text_of_a_document_stays_text():
    found = drawn(grid(('<script>alert("x")</script>', "7"), ("<b>", "& ")), "t1 r1 c2", "7")
    body = found.partition("</style>")[2]
    assert "<script" not in body
    assert "<b>" not in body
    assert "&lt;script&gt;" in body


def test_a_cell_that_reaches_into_the_piece_from_above_is_drawn_in_it():
    rows = [(str(number), "x") for number in range(20)]
    tall = grid(*rows)
    block = tall.blocks[0]
    first = (GridCell("高", Place(table=1, row=1, column=1), 0, 1, 20), block.rows[0][1])
    rest = [(row[1],) for row in block.rows[1:]]
    document = Document((Grid((first, *rest), Place(table=1), exact=True),), "html", "test")
    found = drawn(document, "t1 r15 c2", "x")
    assert '<td rowspan="12">高</td>' in found
    assert found.count("<tr>") == 12 + 1  # the piece, and a line that says it is cut above


def test_a_figure_in_a_line_is_marked_alone():
    document = Document((Prose("收到申请 16 件", Place(line=3)),), "text", "test")
    assert "<mark>16</mark>" in drawn(document, "l3 c2", "16")
    assert "<mark>收到申请 16 件</mark>" in drawn(document, "l3", "")


def test_a_document_that_is_gone_is_a_sentence(add, put, space):
    add(put(licence=12))
    next((space.root / "reports").iterdir()).unlink()
    with pytest.raises(WorkspaceError, match=r"已不在资料库中.* / .*add it again"):
        shown(space, "示例市", 2024, "licence.decisions")


def test_a_reader_that_changed_is_a_sentence(add, put, space):
    add(put(licence=12))
    cell = printed_cell(space, "示例市", 2024, "licence.decisions")
    cell.document.write_text("全部换过了", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="读取程序可能已更新"):
        picture(cell)


def test_an_unknown_cell_names_what_there_is(add, put, space):
    add(put(licence=12))
    with pytest.raises(LookupError, match=r"licence\.decisions"):
        printed_cell(space, "示例市", 2024, "licence.decision")


def command(space, target):
    # In a process of its own: the command limits the time and memory of the process that it runs in.
    given = ["picture", "示例市", "2024", "licence.decisions", "--to", str(target), "--workspace", str(space.root)]
    return subprocess.run(
        [sys.executable, "-m", "ingest", *given],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_writes_the_file_and_adds_the_ending_it_lacks(add, put, space, tmp_path):
    add(put(licence=12))
    done = command(space, tmp_path / "place")
    assert (done.returncode, done.stdout.strip()) == (0, str(tmp_path / "place.html"))
    assert 'class="here">12' in (tmp_path / "place.html").read_text("utf-8")


def test_the_command_says_which_ending_fits(add, put, space, tmp_path):
    add(put(licence=12))
    done = command(space, tmp_path / "place.png")
    assert done.returncode == 1
    assert "is a .html file" in done.stderr
    assert not (tmp_path / "place.png").exists()
