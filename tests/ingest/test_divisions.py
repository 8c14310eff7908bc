from __future__ import annotations

import csv
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.divisions import LONGEST_NAME, TABLE, divisions, full_name, locate, subordinates

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("organ", "year", "code"),
    [
        pytest.param("淮安市洪泽区人民政府", 2019, "320813", id="district-of-2019"),
        pytest.param("洪泽县人民政府", 2015, "320829", id="the-county-it-was-before"),
        pytest.param("上海市黄浦区人民政府打浦桥街道办事处", 2023, "310101", id="subdistrict-of-a-municipality"),
        pytest.param("上海市人民政府办公厅", 2019, "310000", id="office-of-a-municipality"),
        pytest.param("略阳县自然资源局", 2021, "610727", id="county-without-city"),
        pytest.param("田家庵区人民政府", 2020, "340403", id="only-district-of-its-name"),
        pytest.param("长春市朝阳区人民政府", 2020, "220104", id="city-tells-districts-of-one-name-apart"),
        pytest.param("吉林省吉林市人民政府", 2022, "220200", id="province-and-city-of-one-name"),
        pytest.param("西安市生态环境局未央分局", 2021, "610112", id="branch-with-a-short-name"),
        pytest.param("广州市公安局荔湾区分局", 2023, "440103", id="branch-with-a-full-name"),
        pytest.param("福州市长乐生态环境局", 2023, "350112", id="ecology-bureau-of-a-district"),
        pytest.param("鹤山市鹤城镇人民政府", 2023, "440784", id="town-of-a-city-of-county-level"),
        pytest.param("天门市人民政府", 2023, "429006", id="county-ruled-by-its-province"),
        pytest.param("中山市大涌镇人民政府", 2023, "442000", id="town-of-a-city-without-counties"),
        pytest.param("临夏州公安局", 2023, "622900", id="short-name-of-an-autonomous-prefecture"),
        pytest.param("长阳县人民政府", 2023, "420528", id="short-name-of-an-autonomous-county"),
        pytest.param("杭州市下城区教育局", 2020, "330103", id="abolished-the-year-after"),
        pytest.param("杭州市临平区人民政府", 2022, "330113", id="created-between-the-lists"),
        pytest.param("简阳市人民政府", 2015, "512081", id="code-before-the-move-to-another-city"),
        pytest.param("简阳市人民政府", 2017, "510185", id="code-after-it"),
        pytest.param("简阳市人民政府", 2016, "510185", id="year-of-the-move-counts-at-its-end"),
        pytest.param("巢湖市人民政府", 2010, "341400", id="still-a-prefecture"),
        pytest.param("巢湖市人民政府", 2012, "340181", id="now-of-county-level"),
        pytest.param("淮安市清江浦区人民政府", 2015, "320812", id="name-that-begins-when-the-report-is-written"),
        pytest.param("宁波市镇海区人民政府", 2020, "330211", id="name-that-begins-with-镇"),
        pytest.param("杭州市市场监督管理局", 2022, "330100", id="市-in-the-name-of-a-bureau"),
        pytest.param("上海市浦东新区周浦镇人民政府", 2022, "310115", id="a-新区-that-is-a-district"),
    ],
)
def test_a_name_tells_its_division_in_its_year(organ, year, code):
    found = locate(organ, year)
    assert found.division is not None
    assert found.division.code == code
    assert organ.startswith(found.proof.split("…")[0])


@pytest.mark.parametrize(
    ("organ", "year", "home"),
    [
        pytest.param("西咸新区太平镇人民政府", 2022, None, id="new-area-across-cities"),
        pytest.param("杨凌示范区审计局", 2022, None, id="zone-alone"),
        pytest.param("湛江市公安局经济技术开发区分局", 2021, "湛江市", id="branch-in-a-zone"),
        pytest.param("武汉市生态环境局东湖生态旅游风景区分局", 2023, "武汉市", id="branch-in-a-scenic-area"),
        pytest.param("淮安市经济技术开发区管理委员会", 2023, "淮安市", id="zone-of-a-city"),
        pytest.param("南京市江北新区管理委员会", 2023, "南京市", id="new-area-of-a-city"),
        pytest.param("滨海新区管理委员会", 2023, "滨海新区", id="committee-is-no-government"),
        pytest.param("杭州市某某区教育局", 2023, "杭州市", id="district-that-the-table-does-not-know"),
        pytest.param("杭州市长河街道办事处", 2023, "杭州市", id="subdistrict-without-its-district"),
        pytest.param("西区街道办事处", 2020, None, id="subdistrict-called-like-a-district"),
        pytest.param("示例市东湖区人民政府", 2023, None, id="district-of-an-unknown-city"),
        pytest.param("自然资源局", 2023, None, id="no-place"),
        pytest.param("", 2023, None, id="no-name"),
    ],
)
def test_a_place_without_a_code_has_none(organ, year, home):
    found = locate(organ, year)
    assert found.division is None
    assert (found.rivals, found.expired) == ((), ())
    assert (found.home.name if found.home else None) == home


def test_districts_of_one_name_are_named_and_none_is_taken():
    found = locate("朝阳区人民政府", 2020)
    assert found.division is None
    assert {(each.code, full_name(each)) for each in found.rivals} == {
        ("110105", "北京市朝阳区"),
        ("220104", "长春市朝阳区"),
    }


def test_a_change_without_a_date_leaves_both_codes_open():
    assert locate("南通市崇川区人民政府", 2019).division.code == "320602"
    undated = locate("南通市崇川区人民政府", 2020)
    assert undated.division is None
    assert {each.code for each in undated.rivals} == {"320602", "320613"}
    assert locate("南通市崇川区人民政府", 2022).division.code == "320613"


@pytest.mark.parametrize(
    ("organ", "year", "expired"),
    [
        pytest.param("杭州市下城区教育局", 2022, "330103", id="abolished"),
        pytest.param("淮安市洪泽县人民政府", 2019, "320829", id="renamed"),
        pytest.param("杭州市临平区人民政府", 2018, "330113", id="not-yet"),
        pytest.param("杭州市生态环境局下城分局", 2022, "330103", id="branch"),
    ],
)
def test_a_division_of_other_years_is_named_and_not_taken(organ, year, expired):
    found = locate(organ, year)
    assert found.division is None
    assert [each.code for each in found.expired] == [expired]


@pytest.mark.parametrize(
    ("organ", "level", "kind"),
    [
        pytest.param("江苏省人民政府", "province", "省", id="province"),
        pytest.param("上海市人民政府", "province", "省", id="municipality"),
        pytest.param("淮安市人民政府", "city", "市", id="prefecture"),
        pytest.param("湘西土家族苗族自治州人民政府", "city", "市", id="autonomous-prefecture"),
        pytest.param("上海市黄浦区人民政府", "county", "区", id="district-of-a-municipality"),
        pytest.param("鹤山市人民政府", "county", "县级市", id="city-of-county-level"),
        pytest.param("长阳土家族自治县人民政府", "county", "县", id="autonomous-county"),
        pytest.param("鄂温克族自治旗人民政府", "county", "旗", id="autonomous-banner"),
        pytest.param("神农架林区人民政府", "county", "区", id="forest-area"),
    ],
)
def test_a_government_is_that_of_its_division(organ, level, kind):
    found = locate(organ, 2022)
    assert found.is_government
    assert (found.division.level, found.division.type) == (level, kind)


def test_a_department_is_not_the_government_of_its_place():
    assert not locate("淮安市教育局", 2022).is_government
    assert not locate("上海市人民政府参事室", 2022).is_government


def test_the_divisions_below_are_those_of_the_year():
    assert subordinates("320800", 2023) == 7
    assert subordinates("330100", 2022) == 13
    assert subordinates("442000", 2022) == 0


def test_codes_of_the_bundled_organs_agree_with_the_table():
    with (ROOT / "data" / "reports" / "organs.csv").open(encoding="utf-8", newline="") as file:
        written = {row["name"]: row["adcode"] for row in csv.DictReader(file) if row["adcode"]}
    assert written
    found = {name: locate(name, 2022).division for name in written}
    assert {name: division.code for name, division in found.items() if division} == written


def test_the_table_is_whole():
    table = divisions()
    assert TABLE.stat().st_size < 1_000_000
    open_ended = [each.code for each in table if each.valid_to is None]
    assert len(open_ended) == len(set(open_ended))
    assert max(len(each.name) for each in table) <= LONGEST_NAME
    codes = {each.code for each in table}
    assert {each.parent for each in table if each.level != "province"} <= codes
    assert [each for each in table if each.level == "province" and each.parent] == []
    assert [each for each in table if each.valid_from and each.valid_to and each.valid_from > each.valid_to] == []
    in_force = [each.level for each in table if each.exists_in(2023)]
    assert (in_force.count("province"), in_force.count("city")) == (31, 333)
    assert 2840 <= in_force.count("county") <= 2850


@pytest.mark.parametrize("year", [2008, 2014, 2019, 2023])
def test_every_division_is_found_by_its_full_path(year):
    by_code = {each.code: each for each in divisions() if each.exists_in(year)}
    wrong, undated = [], 0
    for division in by_code.values():
        above = by_code.get(division.parent or "")
        found = locate(f"{above.name if above else ''}{division.name}人民政府", year)
        lasting = division.valid_to is None or division.valid_to > year
        undated += len(found.rivals) > 1
        if lasting and not found.rivals and found.division != division:
            wrong.append((division, found))
    assert wrong == []
    assert undated < 5


@settings(deadline=None)
@given(
    st.sampled_from(divisions()),
    st.text("省市县区州旗镇乡街道新开发人民政府局某东西", max_size=12),
    st.integers(2006, 2027),
)
def test_whatever_follows_a_place_it_is_that_place_or_below_or_none(division, rest, year):
    found = locate(division.name + rest, year).division
    if found is not None:
        assert found.exists_in(year) or found.valid_from == year + 1
        assert found.name in division.name + rest or found.name[:-1] in rest


def test_reading_documents_does_not_load_the_table():
    code = (
        "import sys, ingest.read, ingest.organs, ingest.divisions as d;"
        "sys.exit(d.divisions.cache_info().currsize + d._by_name.cache_info().currsize)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_ten_thousand_organs_are_located_in_seconds():
    locate("淮安市人民政府", 2022)
    began = time.perf_counter()
    for number in range(10_000):
        locate(f"石家庄市桥西区第{number}街道办事处", 2021)
    assert time.perf_counter() - began < 2
