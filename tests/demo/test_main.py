import csv
import tomllib

from demo.__main__ import write_city
from demo.documents import documents


def test_the_folder_is_a_workspace_to_be(tmp_path):
    count = write_city(tmp_path / "city")
    names = {path.name for path in (tmp_path / "city").iterdir()}
    assert names == {"organs.csv", "attributes.csv", "workspace.toml", *(document.name for document in documents())}
    assert count == len(names) - 3
    settings = tomllib.loads((tmp_path / "city" / "workspace.toml").read_text(encoding="utf-8"))
    assert settings == {"title_zh": "示例市（虚构数据）", "title_en": "Sample City (fictional data)", "fictional": True}
    with (tmp_path / "city" / "organs.csv").open(encoding="utf-8", newline="") as file:
        organs = list(csv.DictReader(file))
    assert {organ["parent"] for organ in organs} == {"", "示例市人民政府"}


def test_printing_twice_gives_the_same_bytes(tmp_path):
    for folder in ("one", "two"):
        write_city(tmp_path / folder)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name
