from __future__ import annotations

import polars as pl
import pytest

from ingest.divisions import locate
from ingest.organs import Organ, complete_organs, official_name
from ingest.places import locations, look_up_of, organ_names, subordinate_counts
from ingest.store import query


def organs_of(*names, written=(), year=2022):
    years = dict.fromkeys(names, year)
    return {each.name: each for each in complete_organs(years, written, locations(years, written, locate))}


def divisions_found(built):
    found = built.findings.filter(pl.col("rule") == "i.division")
    return found.select("outcome", "severity", "quote", "message_zh", "message_en").rows()


@pytest.mark.parametrize(
    ("printed", "full"),
    [
        pytest.param("淮安市政府", "淮安市人民政府", id="city"),
        pytest.param("略阳县政府办公室", "略阳县人民政府办公室", id="office"),
        pytest.param("北坡镇政府", "北坡镇人民政府", id="town"),
        pytest.param("打浦桥街道办", "打浦桥街道办事处", id="subdistrict"),
        pytest.param("示例开发区管委会", "示例开发区管理委员会", id="zone"),
        pytest.param("淮安市人民政府", "淮安市人民政府", id="full-already"),
        pytest.param("昌图县文旅广电局", "昌图县文旅广电局", id="bureau-is-not-guessed"),
        pytest.param("某市政府采购中心", "某市政府采购中心", id="政府-within-a-name"),
        pytest.param("某市编办", "某市编办", id="办-alone"),
    ],
)
def test_only_sure_short_forms_are_completed(printed, full):
    assert official_name(printed) == full


@pytest.mark.parametrize(
    ("printed", "written", "kept"),
    [
        pytest.param(
            ["洪泽区人民政府", "淮安市洪泽区政府"],
            [],
            ["淮安市洪泽区人民政府"] * 2,
            id="with-and-without-the-city",
        ),
        pytest.param(["洪泽区人民政府"], [], ["淮安市洪泽区人民政府"], id="alone-it-has-the-same-name"),
        pytest.param(
            ["江苏省淮安市洪泽区教育局", "洪泽区教育局"],
            [],
            ["淮安市洪泽区教育局"] * 2,
            id="with-and-without-the-province",
        ),
        pytest.param(["恩施州人民政府"], [], ["恩施土家族苗族自治州人民政府"], id="short-name-of-an-autonomous-place"),
        pytest.param(
            ["陕西省西安市生态环境局未央分局", "西安市生态环境局未央分局"],
            [],
            ["西安市生态环境局未央分局"] * 2,
            id="branch-of-the-city",
        ),
        pytest.param(["朝阳区人民政府"], [], ["朝阳区人民政府"], id="ambiguous-names-stay-as-printed"),
        pytest.param(
            ["淮安市洪泽区人民政府"], ["洪泽区人民政府"], ["洪泽区人民政府"], id="the-name-in-organs-csv-is-kept"
        ),
        pytest.param(
            ["淮安市洪泽区人民政府", "洪泽区人民政府"],
            ["洪泽区人民政府", "淮安市洪泽区人民政府"],
            ["淮安市洪泽区人民政府", "洪泽区人民政府"],
            id="both-in-organs-csv-stay-apart",
        ),
        pytest.param(
            ["长春市朝阳区教育局", "朝阳区教育局"],
            [],
            ["长春市朝阳区教育局", "朝阳区教育局"],
            id="ambiguous-stays-apart",
        ),
        pytest.param(
            ["淮安市洪泽区教育局", "淮安市洪泽区教体局"],
            [],
            ["淮安市洪泽区教育局", "淮安市洪泽区教体局"],
            id="another-bureau-is-another-organ",
        ),
        pytest.param(["甲市乙区政府", "乙区人民政府"], [], ["甲市乙区人民政府", "乙区人民政府"], id="unknown-places"),
    ],
)
def test_spellings_of_one_organ(printed, written, kept):
    names = organ_names([(name, 2022) for name in printed], [Organ(name) for name in written], locate)
    assert [names[name] for name in printed] == kept


def test_a_district_and_the_county_it_was_are_two_organs():
    names = organ_names([("洪泽县人民政府", 2014), ("洪泽区人民政府", 2020)], [], locate)
    assert names == {"洪泽县人民政府": "淮安市洪泽县人民政府", "洪泽区人民政府": "淮安市洪泽区人民政府"}


@pytest.mark.parametrize(
    ("organ", "adcode", "level", "kind"),
    [
        pytest.param("鹤山市人民政府", "440784", "county", "县级市", id="city-of-county-level"),
        pytest.param("淮安市人民政府", "320800", "city", "市", id="prefecture"),
        pytest.param("上海市黄浦区人民政府", "310101", "county", "区", id="district-of-a-municipality"),
        pytest.param("上海市浦东新区人民政府", "310115", "county", "区", id="district-called-新区"),
        pytest.param("上海市黄浦区人民政府打浦桥街道办事处", "310101", "township", "乡镇街道", id="subdistrict"),
        pytest.param("略阳县自然资源局", "610727", "department", "部门", id="bureau"),
        pytest.param("西咸新区管理委员会", None, "county", "开发区", id="new-area"),
    ],
)
def test_code_level_and_type(organ, adcode, level, kind):
    found = organs_of(organ)[organ]
    assert (found.adcode, found.level, found.type) == (adcode, level, kind)


def test_organs_csv_goes_before_the_table():
    written = [Organ("洪泽区人民政府", adcode="320899", level="city", type="市")]
    found = organs_of("洪泽区人民政府", written=written)["洪泽区人民政府"]
    assert (found.adcode, found.level, found.type) == ("320899", "city", "市")


@pytest.mark.parametrize(
    ("organ", "others", "parent"),
    [
        pytest.param("洪泽区人民政府", ["淮安市人民政府"], "淮安市人民政府", id="district-without-its-city"),
        pytest.param("遂溪县北坡镇人民政府", ["湛江市人民政府", "遂溪县人民政府"], "遂溪县人民政府", id="town"),
        pytest.param("淮安市洪泽区教育局", ["淮安市人民政府", "洪泽区人民政府"], "洪泽区人民政府", id="bureau-of-a-district"),
        pytest.param("西安市生态环境局未央分局", ["西安市人民政府", "未央区人民政府"], "西安市人民政府", id="branch-of-the-city"),
        pytest.param("洪泽区人民政府", ["江苏省人民政府"], None, id="no-level-is-skipped"),
        pytest.param("朝阳区人民政府", ["长春市人民政府"], None, id="ambiguous"),
        pytest.param("淮安市经济开发区财政局", ["淮安市人民政府", "淮安市经济开发区管理委员会"], "淮安市经济开发区管理委员会", id="zone"),
    ],
)  # fmt: skip
def test_the_superior_by_the_table(organ, others, parent):
    assert organs_of(organ, *others)[organ].parent == parent


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(Organ("朝阳区人民政府", parent="长春市人民政府"), id="parent"),
        pytest.param(Organ("朝阳区人民政府", adcode="220104"), id="adcode"),
    ],
)
def test_organs_csv_decides_between_districts_of_one_name(row):
    written = [row, Organ("长春市人民政府")]
    found = organs_of("朝阳区人民政府", written=written)["朝阳区人民政府"]
    assert (found.adcode, found.parent) == ("220104", "长春市人民政府")


def test_an_ambiguous_district_is_a_notice_with_the_candidates(add, put):
    built = add(put(organ="朝阳区人民政府", year=2020))
    [(outcome, severity, quote, zh, en)] = divisions_found(built)
    assert (outcome, severity, quote) == ("cannot_check", "notice", "朝阳区")
    for text in (zh, en):
        assert "北京市朝阳区 110105" in text
        assert "长春市朝阳区 220104" in text
    assert query(built.path, "select adcode from organ").item() is None


def test_a_district_of_another_time_is_a_warning(add, put):
    built = add(put(organ="杭州市下城区人民政府", year=2023))
    [(outcome, severity, quote, zh, _)] = divisions_found(built)
    assert (outcome, severity, quote) == ("cannot_check", "warning", "杭州市下城区")
    assert "杭州市下城区 330103：—2021 年" in zh


def test_reports_of_several_years_find_the_divisions_of_their_years(add, put):
    built = add(
        put("a.md", organ="杭州市下城区人民政府", year=2019), put("b.md", organ="杭州市下城区人民政府", year=2023)
    )
    found = query(built.path, "select year from finding join report using (report_id) where rule = 'i.division'")
    assert found["year"].to_list() == [2023]


@pytest.mark.parametrize(
    ("adcode", "count"),
    [
        pytest.param("320812", 1, id="another-district"),
        pytest.param("320813", 0, id="the-same"),
        pytest.param("320813001", 0, id="code-of-a-town-within"),
        pytest.param("", 0, id="none"),
    ],
)
def test_a_code_of_organs_csv_that_contradicts_the_name_is_a_finding(add, put, documents, adcode, count):
    put(organ="洪泽区人民政府", year=2022)
    (documents / "organs.csv").write_text(f"name,adcode\n洪泽区人民政府,{adcode}\n", "utf-8")
    found = divisions_found(add(documents))
    assert len(found) == count
    assert all("淮安市洪泽区 320813" in zh and "320812" in zh for *_, zh, _ in found)


def test_one_organ_in_two_spellings_has_one_row(add, put):
    built = add(put("a.md", organ="洪泽区人民政府", year=2022), put("b.md", organ="淮安市洪泽区人民政府", year=2023))
    assert query(built.path, "select name, adcode, level from organ").rows() == [
        ("淮安市洪泽区人民政府", "320813", "county")
    ]
    titles = query(built.path, "select title from report order by year")["title"].to_list()
    assert titles[0].startswith("洪泽区人民政府")


def test_a_fictional_workspace_has_no_places(add, put, documents):
    put(organ="朝阳区人民政府", year=2020)
    put("b.md", organ="洪泽区人民政府", year=2020)
    (documents / "workspace.toml").write_text('title_zh = "示例"\ntitle_en = "Sample"\nfictional = true\n', "utf-8")
    built = add(documents)
    assert divisions_found(built) == []
    assert query(built.path, "select adcode from organ")["adcode"].to_list() == [None, None]
    assert look_up_of(fictional=False) is locate


def test_subordinates_are_counted_for_governments_only(add, put):
    organs = list(organs_of("淮安市人民政府", "淮安市教育局", "淮安市洪泽区人民政府").values())

    class Report:
        def __init__(self, organ, year):
            self.source = type("Source", (), {"organ": organ, "year": year})

    reports = [Report("淮安市人民政府", 2023), Report("淮安市教育局", 2023), Report("淮安市洪泽区人民政府", 2023)]
    assert subordinate_counts(reports, organs) == [7, None, None]
    built = add(put(organ="淮安市人民政府", year=2023), put("b.md", organ="淮安市洪泽区人民政府", year=2023))
    rollup = built.findings.filter(pl.col("rule") == "h.rollup.licence.decisions")
    assert "已知下级 7 个" in rollup["message_zh"].item()
