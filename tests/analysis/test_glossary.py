"""Every metric stands in the glossary with what its forms print, and is found by any of its words."""

import pytest

from analysis.glossary import glossary, searched


@pytest.fixture
def entries(world, rows):
    return glossary(world(rows.report("A", 2024, "2021", {})).known)


def entry(entries, name):
    return entries.filter(metric=name).row(0, named=True)


def test_every_metric_has_an_entry_with_definition_and_clause(entries):
    assert entries.filter(entries["definition_zh"] == "").is_empty()
    assert entries.filter(entries["clause"] == "").is_empty()
    assert entries["metric"].is_unique().all()


def test_a_cell_has_its_label_on_each_form_that_asks_for_it(entries):
    labels = entry(entries, "licence.decisions")["labels"]
    assert [label[:4] for label in labels] == ["2019", "2021"]
    assert all(label.endswith(("处理决定数量", "本年处理决定数量")) for label in labels)
    assert len(entry(entries, "normative.in_force")["labels"]) == 1


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        pytest.param("penalty.decisions", "yes", id="same-question"),
        pytest.param("normative.issued", "note", id="close"),
        pytest.param("normative.in_force", "no", id="another-quantity"),
        pytest.param("disclosure_rate", "yes", id="as-its-parts"),
    ],
)
def test_it_says_what_may_be_compared(entries, name, answer):
    found = entry(entries, name)
    assert found["compared"] == answer
    assert found["why_zh"]


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        pytest.param("requests.new.natural", ["t3.balance", "t3.applicants"], id="balance"),
        pytest.param("requests.granted.total", ["t3.outcomes", "t3.applicants"], id="outcome"),
        pytest.param("review.upheld", ["t4.review"], id="block-of-four"),
        pytest.param("licence.decisions", ["t2.stock2019"], id="stock"),
    ],
)
def test_the_checks_that_look_at_a_cell_are_named(entries, name, rules):
    assert entry(entries, name)["rules"] == rules


def test_search_takes_every_word_in_any_language(entries):
    assert set(searched(entries, "公开率 实体")["metric"]) == {"disclosure_rate_merits"}
    assert "disclosure_rate" in set(searched(entries, "Disclosure RATE")["metric"])
    assert searched(entries, "没有这样的词").is_empty()
    assert searched(entries, "").height == entries.height
