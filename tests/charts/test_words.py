from __future__ import annotations

import json
import re

import pytest

from charts.composition import composition as draw_composition
from charts.coverage import STATES
from charts.coverage import coverage as draw_coverage
from charts.dumbbell import dumbbell
from charts.movers import movers
from charts.trend import trend
from charts.words import ENGLISH, word, word_of

# A reader's language in which every word is its key; the sign of a state stays, as a translation must keep it.
FOREIGN = {
    key: f"{text.split()[0]} ⟦{key}⟧" if key.startswith("state_") else f"⟦{key}⟧" for key, text in ENGLISH.items()
}


def english_in(chart) -> set[str]:
    shown = json.dumps(chart.to_dict(), ensure_ascii=False)
    fixed = {text for text in ENGLISH.values() if "{" not in text}
    return {text for text in fixed if f'"{text}"' in shown} | set(re.findall("Nothing|Lines|Bars|Grid|Pairs", shown))


def test_no_english_is_left_in_another_language(series, change, composition, coverage):
    pairs = change(("a", 1, 2), ("b", 3, 1, {"comparable": "note"}))
    parts = {"甲": 1.0, "乙": None}
    charts = [
        trend(series({"a": [7, None], "b": [1, 2]}), title="题", unit="件", focus=["a"], words=FOREIGN),
        trend(series({}), title="题", unit="件", words=FOREIGN),
        dumbbell(pairs, title="题", unit="件", words=FOREIGN),
        movers(pairs, title="题", unit="件", words=FOREIGN),
        draw_composition(
            composition({("a", 2021): parts, ("a", 2022): {"甲": 1.0, "乙": 2.0}}), title="题", unit="件", words=FOREIGN
        ),
        draw_coverage(coverage({"a": list(STATES)}), title="题", words=FOREIGN),
    ]
    assert [english_in(chart) for chart in charts] == [set()] * len(charts)


def test_without_a_translation_english_is_found(series):
    assert "Authority" in english_in(trend(series({"a": [7, None]}), title="题", unit="件"))


def test_a_half_done_translation_falls_back_to_english():
    assert word({}, "rest", count=3) == "Grey: the other 3"
    assert word({"rest": "灰色：其余 {count} 个"}, "rest", count=3) == "灰色：其余 3 个"


def test_a_misspelt_key_is_our_mistake():
    with pytest.raises(KeyError):
        word({}, "statsu")


@pytest.mark.parametrize(("value", "shown"), [("blank", "left blank"), ("brand_new", "brand_new"), (None, "")])
def test_a_value_without_a_word_is_shown_bare(value, shown):
    assert word_of({}, "status", value) == shown
