import pytest

from demo.city import load_city
from demo.facts import merged, organ_series, whole_city

APPLICANTS = ("natural", "company", "research", "ngo", "legal", "other", "total")


@pytest.fixture(scope="module")
def clean():
    """What happened in the city before any fault is planted."""
    city = load_city()
    series = merged({organ.name: organ_series(city, organ) for organ in city.parts}, city)
    return {**series, city.whole.name: whole_city(series, city)}


@pytest.mark.parametrize("form_id", ["2019", "2021"])
def test_every_sum_of_the_form_holds(clean, broken_sums, form_id):
    broken = {
        (name, year): broken_sums(facts, form_id) for name, years in clean.items() for year, facts in years.items()
    }
    assert len(broken) == 101
    assert not any(broken.values())


def test_a_broken_sum_is_noticed(clean, broken_sums):
    facts = dict(clean["示例市司法局"][2022])
    facts["requests.new.natural"] += 1
    assert broken_sums(facts, "2021") == {"t3.balance.natural", "t3.applicants.new"}


def test_requests_and_rules_in_force_go_on_from_year_to_year(clean):
    for years in clean.values():
        for year in sorted(years)[1:]:
            now, before = years[year], years[year - 1]
            for column in APPLICANTS:
                assert now[f"requests.carried_in.{column}"] == before[f"requests.carried_out.{column}"]
            for row in ("normative", "regulations"):
                expected = before[f"{row}.in_force"] + now[f"{row}.issued"] - now[f"{row}.repealed"]
                assert now[f"{row}.in_force"] == expected
                assert now[f"{row}.issued"] <= now[f"{row}.in_force"] or now[f"{row}.in_force"] == 0
                assert now[f"{row}.newly_public"] <= now[f"{row}.total_public"]


def test_the_city_is_the_sum_of_its_parts(clean):
    whole = clean[load_city().whole.name]
    for year in load_city().years:
        for path, figure in whole[year].items():
            assert figure == sum(
                clean[organ.name][year][path] for organ in load_city().parts if year in clean[organ.name]
            )


def test_no_organ_reads_the_columns_of_2019_as_stock_arithmetic(clean):
    for years in clean.values():
        for facts in years.values():
            for row in ("licence", "other_services", "penalty", "coercion"):
                assert facts[f"{row}.decisions"] != facts[f"{row}.prev_items"] + facts[f"{row}.change"]


def test_magnitudes_are_believable(clean):
    city = load_city()
    districts = [organ for organ in city.parts if organ.level == "county"]
    assert len(districts) == 8
    falling = 0
    for organ in districts:
        years = clean[organ.name]
        assert years[2020]["licence.decisions"] < years[2019]["licence.decisions"], "the pandemic year"
        falling += years[max(years)]["penalty.decisions"] < years[2019]["penalty.decisions"]
        for facts in years.values():
            assert 10**3 <= facts["licence.decisions"] < 2 * 10**5
            assert 20 <= facts["requests.new.total"] <= 900
            assert 0.8 <= facts["requests.new.natural"] / facts["requests.new.total"] <= 1
            assert facts["review.total"] <= 60
    assert falling >= 6


def test_the_same_city_every_time(clean):
    city = load_city()
    organ = city.parts[0]
    assert organ_series(city, organ) == clean[organ.name]
