"""The table of attributes: every mistake is a sentence with its line, and nothing is taken unless all of it can be."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from ingest.__main__ import app
from ingest.apply import apply
from ingest.attribute_lines import read_attributes
from ingest.attributes import attribute_frame, refuse
from ingest.build import build
from ingest.intake import take
from ingest.store import query
from ingest.workspace import WorkspaceError
from ledger import Kind, book_of

CITY = "示例市人民政府"
ORGANS = [(CITY, "示例市"), ("示例市甲木区人民政府", "甲木区"), ("戊土市甲木区人民政府", "甲木区")]
HEAD = "organ,year,attribute,value,unit,source\n"
ROW = f"{CITY},2024,population,854300,人,年鉴\n"
FOUND = (
    "select name, year, attribute, value, unit, written, source from attribute join organ using (organ_id) order by all"
)


@pytest.fixture
def table(tmp_path):
    """Write a table; gives its path."""

    def table(text, encoding="utf-8"):
        path = tmp_path / "some.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return table


def checked(path):
    """Give table `attribute` of these organs; raises where a line is wrong."""
    supplied = read_attributes(path)
    frame, unplaced = attribute_frame(supplied, ORGANS)
    refuse(path, [*supplied.problems, *unplaced])
    return frame


@pytest.mark.parametrize(
    ("lines", "line", "said"),
    [
        pytest.param("乌有市,2024,population,9000,人,年鉴\n", 2, "乌有市 is no organ of this workspace", id="organ"),
        pytest.param("甲木区,2024,population,9000,人,年鉴\n", 2, "Write the full name", id="short-name-of-two"),
        pytest.param(",2024,population,9000,人,年鉴\n", 2, "the organ is empty", id="no-organ"),
        pytest.param(f"{CITY},2024,population,约9000,人,年鉴\n", 2, "约9000 is no number", id="word"),
        pytest.param(f'{CITY},2024,population,"85,43",人,年鉴\n', 2, "85,43 is no number", id="decimal-comma"),
        pytest.param(f"{CITY},2024,population,1.5E+06,人,年鉴\n", 2, "is no number", id="rounded-by-a-spreadsheet"),
        pytest.param(f"{CITY},2024,population,nan,人,年鉴\n", 2, "nan is no number", id="nan"),
        pytest.param(f"{CITY},2024,population,,人,年鉴\n", 2, "the empty field is no number", id="no-number"),
        pytest.param(f"{CITY},2024,population,-9000,人,年鉴\n", 2, "must be above 0", id="negative"),
        pytest.param(f"{CITY},2024,population,0,人,年鉴\n", 2, "must be above 0", id="nobody-lives-there"),
        pytest.param(f"{CITY},2024,population,85.43,,年鉴\n", 2, "without a unit", id="unit-needed"),
        pytest.param(f"{CITY},2024,population,85.43,人,年鉴\n", 2, "no whole number of 人", id="part-of-a-person"),
        pytest.param(f"{CITY},2024,population,85.43,千人,年鉴\n", 2, "Write 人 or 万人", id="unknown-unit"),
        pytest.param(f"{CITY},二〇二四,population,9000,人,年鉴\n", 2, "is no year", id="year"),
        pytest.param(f"{CITY},2024,population,9000,人,\n", 2, "the source is empty", id="source"),
        pytest.param(f'{CITY},2024,"a,b",9000,人,年鉴\n', 2, "holds a comma", id="comma-in-a-name"),
        pytest.param(ROW + ROW.replace("854300", "854301"), 3, "854300 人 on line 2", id="twice-and-different"),
        pytest.param(ROW + ROW.replace(CITY, "示例市").replace("854300", "9000"), 3, "on line 2", id="by-two-names"),
        pytest.param(
            f"{CITY},2023,gdp,900,亿元,年鉴\n{CITY},2024,gdp,9200000,万元,年鉴\n", 3, "Use one unit", id="two-units"
        ),
    ],
)
def test_a_mistake_is_a_sentence_with_its_line(table, lines, line, said):
    path = table(HEAD + lines)
    with pytest.raises(WorkspaceError) as refused:
        checked(path)
    assert str(refused.value).startswith(f"{path}, line {line}: ")
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_all_mistakes_are_told_at_once_in_the_order_of_lines(table):
    with pytest.raises(WorkspaceError) as refused:
        checked(table(HEAD + "乌有市,2024,area,9,,年鉴\n" + ROW + f"{CITY},2024,area,x,,年鉴\n" * 30))
    said = str(refused.value).splitlines()
    assert ["line 2:" in said[0], "line 4:" in said[1], said[-1]] == [True, True, "… and 11 more lines like these."]


@pytest.mark.parametrize(
    ("head", "said"),
    [
        pytest.param("organ,year,attribute,value\n", "source (来源) are missing", id="no-source"),
        pytest.param("", "are missing", id="empty"),
        pytest.param(HEAD + "x" * 200_000, "line 2: field larger than", id="endless-field"),
        pytest.param("organ,单位,year,attribute,value,source\n", "two columns are headed as organ", id="twice"),
    ],
)
def test_a_table_without_its_columns_is_refused(table, head, said):
    with pytest.raises(WorkspaceError) as refused:
        checked(table(head))
    assert said in str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize(
    "head",
    [
        pytest.param(HEAD, id="en"),
        pytest.param("单位,年份,属性,数值,计量单位,来源\n", id="zh"),
        pytest.param("机关,年度,指标,值,计量单位,数据来源\n", id="other-zh"),
    ],
)
def test_headings_in_both_languages_and_every_encoding(table, head, encoding):
    frame = checked(table(head + ROW + "\n", encoding))
    assert frame.rows() == [("a8af0d78", 2024, "population", 854300.0, "人", "854300 人", "年鉴")]


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        pytest.param("population,85.43,万人", ("population", 854300.0, "人", "85.43 万人"), id="ten-thousands"),
        pytest.param('常住人口,"854,300",', ("population", 854300.0, "人", "854,300"), id="thousands-separators"),
        pytest.param("人口,８５４３００,人", ("population", 854300.0, "人", "８５４３００ 人"), id="full-width"),
        pytest.param("户籍人口,85.43,万人", ("户籍人口", 85.43, "万人", "85.43 万人"), id="registered-is-another"),
        pytest.param("GDP,912.4,亿元", ("gdp", 912.4, "亿元", "912.4 亿元"), id="case-of-letters"),
        pytest.param("人均增速,-1.2,%", ("人均增速", -1.2, "%", "-1.2 %"), id="others-may-be-negative"),
    ],
)
def test_what_is_kept(table, fields, kept):
    frame = checked(table(f"{HEAD}{CITY},2024年,{fields},年鉴\n"))
    assert frame.select("attribute", "value", "unit", "written").row(0) == kept


def test_the_same_line_twice_counts_once(table):
    assert checked(table(HEAD + ROW + ROW)).height == 1


@given(
    st.lists(st.tuples(st.integers(2000, 2030), st.integers(1000, 10**8)), unique_by=lambda row: row[0]), st.randoms()
)
def test_the_order_of_lines_changes_nothing(tmp_path_factory, rows, chance):
    folder = tmp_path_factory.mktemp("order")
    texts = [f"{CITY},{year},population,{people},人,年鉴\n" for year, people in rows]
    mixed = chance.sample(texts, len(texts))
    for name, lines in (("a.csv", texts), ("b.csv", mixed)):
        (folder / name).write_text(HEAD + "".join(lines), encoding="utf-8")
    assert checked(folder / "a.csv").equals(checked(folder / "b.csv"))


@pytest.fixture
def run(space):
    return lambda *words: CliRunner().invoke(app, [*map(str, words), "-w", str(space.root)])


def test_the_command_publishes_and_builds_take_it_along(add, put, space, table, run):
    add(put(year=2024))
    done = run("attributes", table(HEAD + ROW))
    assert (done.exit_code, "1 attributes of organs" in done.stderr) == (0, True)
    kept = [(CITY, 2024, "population", 854300.0, "人", "854300 人", "年鉴")]
    assert query(space.published(), FOUND).rows() == kept
    add(put("more.md", year=2023))
    assert query(space.published(), FOUND).rows() == kept
    (space.root / "attributes.csv").write_text(HEAD + ROW.replace("854300", "860000"), encoding="utf-8")
    with space.locked():
        build(space)
    assert query(space.published(), "select value from attribute").item() == 860000


def test_apply_keeps_it(add, put, space, table, run):
    add(put(year=2024))
    run("attributes", table(HEAD + ROW))
    cell = query(space.published(), "select organ_id, year, path, printed from fact join cell using (report_id, path)")
    organ, year, path, printed = cell.row(0)
    chosen = {"year": year, "target": path, "printed": printed, "value": 7}
    book_of(space.root).record(kind=Kind.CORRECTION, organ_id=organ, organ=CITY, who="a", note="b", **chosen)
    assert apply(space).reports == 1
    assert query(space.published(), FOUND).height == 1


def test_a_wrong_table_changes_nothing(add, put, space, table, run):
    add(put(year=2024))
    run("attributes", table(HEAD + ROW))
    before = space.published(), (space.root / "attributes.csv").read_bytes()
    for text in (HEAD + ROW + "乌有市,2024,area,9,,年鉴\n", "organ\n", "\x00\x01" * 90):
        done = run("attributes", table(text))
        assert (done.exit_code, "some.csv" in done.stderr) == (1, True)
        assert (space.published(), (space.root / "attributes.csv").read_bytes()) == before


def test_where_the_build_fails_the_table_before_is_back(add, put, space, table, run):
    add(put(year=2024))
    (space.root / "organs.csv").write_text("name,no_such\n", encoding="utf-8")
    done = run("attributes", table(HEAD + ROW))
    assert (done.exit_code, "no_such" in done.stderr) == (1, True)
    assert not (space.root / "attributes.csv").exists()


def test_nothing_is_made_where_there_is_no_workspace(space, table, run):
    done = run("attributes", table(HEAD + ROW))
    assert (done.exit_code, "no database yet" in done.stderr, space.root.exists()) == (1, True, False)


def test_a_folder_brings_its_table_and_a_wrong_one_is_refused_before_anything_is_published(documents, put, space):
    put(year=2024)
    (documents / "attributes.csv").write_text(HEAD + ROW.replace(CITY, "乌有市"), encoding="utf-8")
    with space.locked():
        take(space, [documents])
        with pytest.raises(WorkspaceError, match="line 2: 乌有市 is no organ"):
            build(space)
        (documents / "attributes.csv").write_text(HEAD + ROW, encoding="utf-8")
        take(space, [documents])
        assert build(space).attributes == 1


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("('no', 2024, 'area', 1, '', '1', 's')", id="organ"),
        pytest.param("('a8af0d78', 2024, 'population', 0, '人', '0', 's')", id="population"),
        pytest.param("('a8af0d78', 2024, 'population', 8, '万人', '8', 's')", id="population-in-another-unit"),
        pytest.param("('a8af0d78', 2024, 'area', 'nan', '', '1', 's')", id="value"),
        pytest.param("('a8af0d78', 2024, 'area', 1, '', '1', '')", id="source"),
    ],
)
def test_the_schema_refuses_what_no_table_may_hold(add, put, row):
    path = add(put(year=2024)).path
    with duckdb.connect(str(path)) as con, pytest.raises(duckdb.ConstraintException):
        con.execute(f"insert into attribute values {row}")  # noqa: S608 - rows of this test
