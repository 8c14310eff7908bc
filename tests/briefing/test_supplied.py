"""Words for supplied numbers: where they stand, for whom they are missing, each as long as a reader can take in."""

from types import SimpleNamespace

import polars as pl
import pytest

from analysis.frames import SERIES
from briefing.supplied import SOURCES, notes, title
from briefing.words import words

ZH = SimpleNamespace(say=words("zh"))


def series(*rows):
    """Make SERIES of (organ, status, source)."""
    named = [{"organ_id": organ, "organ": organ, "status": status, "source": source} for organ, status, source in rows]
    return pl.DataFrame(named, schema=SERIES)


def test_a_figure_that_is_all_printed_needs_no_words():
    assert notes(ZH, series(("甲", "reported", None), ("乙", "no_report", None))) == ()


def test_each_source_is_named_once_and_many_are_counted():
    few = notes(ZH, series(("甲", "computed", "年鉴B"), ("乙", "computed", "年鉴A"), ("丙", "computed", "年鉴B")))
    assert few == ("常住人口来源：年鉴A；年鉴B",)
    many = notes(ZH, series(*((f"o{at}", "computed", f"年鉴{at}") for at in range(SOURCES + 2))))
    assert many == ("常住人口来源：年鉴0；年鉴1；年鉴2 等，另有 2 个",)


def test_who_lacks_a_population_is_named_with_the_command():
    (said,) = notes(
        ZH, series(("乙", "not_supplied", None), ("甲", "not_supplied", None), ("甲", "not_supplied", None))
    )
    assert said.startswith("没有同年常住人口、不计算：乙、甲。")
    assert "python -m ingest attributes FILE.csv" in said
    (counted,) = notes(ZH, series(*((f"o{at:02}", "not_supplied", None) for at in range(15))))
    assert "等，另有 3 个" in counted


@pytest.mark.parametrize(
    ("attribute", "said"),
    [("population", "常住人口"), ("staff", "编制人数"), ("户籍人口", "户籍人口"), ("roads", "roads")],
)
def test_an_attribute_has_its_name_or_the_one_it_came_under(attribute, said):
    assert title(attribute, ZH.say) == said
