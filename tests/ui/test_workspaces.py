import pytest

from ui import workspaces


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_WORKSPACES", str(tmp_path))
    return tmp_path


def built(home, name, toml=None):
    (home / name / "database").mkdir(parents=True)
    (home / name / "database" / "CURRENT").write_text("v1.duckdb\n")
    if toml is not None:
        (home / name / "workspace.toml").write_text(toml, encoding="utf-8")


def test_bundled_workspaces_come_first(home):
    for name in ("city", "samples", "demo"):
        built(home, name)
    assert [each.name for each in workspaces.found()] == ["demo", "samples", "city"]


def test_a_folder_without_a_database_is_none(home):
    (home / "empty").mkdir()
    assert workspaces.found() == []


def test_no_folder_at_all(home, monkeypatch):
    monkeypatch.setenv("GONGKAI_WORKSPACES", str(home / "nowhere"))
    assert workspaces.found() == []


@pytest.mark.parametrize(
    ("toml", "title"),
    [
        pytest.param('title_zh = "某市"\ntitle_en = "A city"', "某市", id="said"),
        pytest.param(None, "city", id="no-file"),
        pytest.param("title_zh = ", "city", id="broken-file"),
    ],
)
def test_titles(home, toml, title):
    built(home, "city", toml)
    assert workspaces.found()[0].title_zh == title
