from __future__ import annotations

import errno
import os

import pytest

from ingest import intake
from ingest.intake import take
from ingest.organs import Organ, complete_organs, read_organs
from ingest.workspace import Settings, Workspace, WorkspaceError, find_workspace


def organ(name, *others, **written):
    return {each.name: each for each in complete_organs([name, *others], [Organ(name, **written)] if written else [])}[
        name
    ]


@pytest.mark.parametrize(
    ("name", "level", "kind"),
    [
        pytest.param("示例省人民政府", "province", "省", id="province"),
        pytest.param("上海市人民政府", "province", "省", id="municipality"),
        pytest.param("示例市人民政府", "city", "市", id="city"),
        pytest.param("示例市东湖区人民政府", "county", "区", id="district"),
        pytest.param("示例县人民政府", "county", "县", id="county"),
        pytest.param("示例旗人民政府", "county", "旗", id="banner"),
        pytest.param("示例县太平镇人民政府", "township", "乡镇街道", id="town"),
        pytest.param("示例县团结乡人民政府", "township", "乡镇街道", id="township"),
        pytest.param("示例市东湖区中山街道办事处", "township", "乡镇街道", id="subdistrict"),
        pytest.param("示例市经济技术开发区管理委员会", "county", "开发区", id="development-zone"),
        pytest.param("示例市教育局", "department", "部门", id="bureau"),
        pytest.param("示例市国有资产监督管理委员会", "department", "部门", id="commission-is-no-zone"),
        pytest.param("示例市人民政府办公室", "department", "部门", id="office"),
        pytest.param("示例集团", "unknown", "", id="name-tells-nothing"),
    ],
)
def test_name_tells_level_and_type(name, level, kind):
    found = organ(name)
    assert (found.level, found.type) == (level, kind)


@pytest.mark.parametrize(
    ("name", "others", "parent", "short_name"),
    [
        pytest.param("示例市东湖区人民政府", ["示例市人民政府"], "示例市人民政府", "东湖区", id="district-of-city"),
        pytest.param(
            "示例市东湖区教育局",
            ["示例市人民政府", "示例市东湖区人民政府"],
            "示例市东湖区人民政府",
            "教育局",
            id="longest-prefix",
        ),
        pytest.param(
            "示例市教育局",
            ["示例市人民政府", "别市人民政府", "别市教育局"],
            "示例市人民政府",
            "示例市教育局",
            id="same-short-name-twice",
        ),
        pytest.param(
            "示例市人民政府办公室", ["示例市人民政府"], "示例市人民政府", "办公室", id="office-of-the-government"
        ),
        pytest.param("示例市人民政府", ["示例市教育局"], None, "示例市", id="top"),
        pytest.param("东湖区人民政府", ["示例市人民政府"], None, "东湖区", id="name-without-the-city"),
    ],
)
def test_name_tells_superior_and_short_name(name, others, parent, short_name):
    found = organ(name, *others)
    assert (found.parent, found.short_name) == (parent, short_name)


def test_organs_csv_goes_before_the_name_and_adds_organs_without_reports(tmp_path):
    path = tmp_path / "organs.csv"
    path.write_text(
        "﻿name,short_name,adcode,level,type,parent,successor,valid_from,valid_to\n"
        "甲市人民政府,,990100,county,县级市,乙市人民政府,,,\n乙市人民政府,,,,,,,,\n"
        "丙区人民政府,,,,,,甲市人民政府,2019,2022\n",
        encoding="utf-8",
    )
    found = {each.name: each for each in complete_organs(["甲市人民政府"], read_organs(path))}
    assert sorted(found) == ["丙区人民政府", "乙市人民政府", "甲市人民政府"]
    first, gone = found["甲市人民政府"], found["丙区人民政府"]
    assert (first.adcode, first.level, first.type, first.parent) == ("990100", "county", "县级市", "乙市人民政府")
    assert (gone.successor, gone.valid_from, gone.valid_to, gone.level) == ("甲市人民政府", 2019, 2022, "county")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("name,population\n甲市人民政府,3\n", "population", id="unknown-column"),
        pytest.param("short_name\n甲\n", "lacks the column name", id="no-name-column"),
        pytest.param("name,level\n甲市人民政府,state\n", "line 2: state is no level", id="unknown-level"),
        pytest.param("name,valid_to\n甲市人民政府,22\n", "22 is no year", id="no-year"),
        pytest.param("name\n甲市人民政府\n甲市人民政府\n", "more than once", id="twice"),
        pytest.param("name,level\n,city\n", "line 2: the name is empty", id="no-name"),
    ],
)
def test_a_wrong_organs_csv_is_named_with_its_line(tmp_path, text, says):
    path = tmp_path / "organs.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WorkspaceError, match=says) as raised:
        read_organs(path)
    assert str(path) in str(raised.value)


def test_an_unknown_superior_is_named():
    with pytest.raises(WorkspaceError, match="乙市人民政府"):
        complete_organs([], [Organ("甲市人民政府", parent="乙市人民政府")])


def test_workspaces_by_name_and_by_path(tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_WORKSPACES", str(tmp_path / "all"))
    monkeypatch.chdir(tmp_path)
    assert find_workspace("city").root == tmp_path / "all" / "city"
    assert find_workspace("./city").root == tmp_path / "city"
    assert find_workspace(str(tmp_path / "x")).root == tmp_path / "x"
    monkeypatch.delenv("GONGKAI_WORKSPACES")
    assert find_workspace("city").root == tmp_path / "workspaces" / "city"


def test_a_document_is_taken_once_by_content(space, put, documents):
    put("a.md", year=2023)
    put("sub/b.md", year=2024)
    put("copy of a.md", year=2023)
    (documents / ".hidden").write_text("x")
    (documents / "README.md").write_text("x")
    (documents / "notes.json").write_text("{}")
    taken = take(space, [documents])
    assert (taken.new, taken.known) == (["a.md", "sub/b.md"], ["copy of a.md"])
    assert sorted(taken.left_out) == ["README.md", "notes.json"]
    again = take(space, [documents / "a.md", documents / "README.md"])
    assert (again.new, again.known) == (["README.md"], ["a.md"])
    stored = space.documents()
    assert [(document.number, document.file) for document in stored] == [(1, "a.md"), (2, "sub/b.md"), (3, "README.md")]
    assert space.path_of(stored[0]).read_bytes() == (documents / "a.md").read_bytes()


def test_only_forgets_what_is_not_given(space, put):
    first, second = put("a.md", year=2023), put("b.md", year=2024)
    take(space, [first, second])
    gone = space.path_of(space.documents()[0])
    take(space, [second], only=True)
    assert [(document.number, document.file) for document in space.documents()] == [(2, "b.md")]
    assert not gone.exists()
    assert space.path_of(space.documents()[0]).exists()


def test_a_folder_brings_its_settings(space, put, documents):
    put()
    (documents / "workspace.toml").write_text('title_zh = "示例市"\ntitle_en = "Sample"\nfictional = true\n', "utf-8")
    (documents / "organs.csv").write_text("name,short_name\n示例市人民政府,示例\n", "utf-8")
    assert take(space, [documents]).left_out == []
    assert space.settings() == Settings("示例市", "Sample", fictional=True)
    assert read_organs(space.root / "organs.csv")[0].short_name == "示例"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("title_zh = ", "not valid TOML", id="no-toml"),
        pytest.param('title_zh = "示例市"', "title_en", id="no-english-title"),
    ],
)
def test_wrong_settings_are_named(space, text, says):
    space.root.mkdir()
    (space.root / "workspace.toml").write_text(text, "utf-8")
    with pytest.raises(WorkspaceError, match=says):
        space.settings()


def test_a_full_disk_while_taking_keeps_what_was_taken(space, put, monkeypatch):
    first, second = put("a.md", year=2023), put("b.md", year=2024)
    copyfile = intake.shutil.copyfile

    def full(source, target):
        if source == second:
            raise OSError(errno.ENOSPC, "No space left on device", str(target))
        return copyfile(source, target)

    monkeypatch.setattr(intake.shutil, "copyfile", full)
    with pytest.raises(OSError, match="No space left"):
        take(space, [first, second])
    assert [document.file for document in space.documents()] == ["a.md"]
    assert len(list((space.root / "reports").iterdir())) == 1
    monkeypatch.undo()
    assert take(space, [first, second]).new == ["b.md"]


def test_file_names_that_are_no_text_are_made_printable(space, put, tmp_path):
    put("a.md").rename(tmp_path / "documents" / os.fsdecode(b"\xb1\xa8.md"))
    assert take(space, [tmp_path / "documents"]).new == ["??.md"]


def test_a_damaged_list_of_documents_is_named(space):
    space.root.mkdir()
    (space.root / "documents.csv").write_text("number,sha256\nx,y\n")
    with pytest.raises(WorkspaceError, match=r"documents\.csv is damaged"):
        space.documents()


def test_nothing_published_says_how_to_publish(space):
    with pytest.raises(WorkspaceError, match="python -m ingest add"):
        space.published()


def test_two_builders_exclude_each_other(space):
    with (
        space.locked(),
        pytest.raises(WorkspaceError, match="Another build is running"),
        Workspace(space.root).locked(),
    ):
        pass
    with space.locked():
        pass
