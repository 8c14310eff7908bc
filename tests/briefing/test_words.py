import io
import re
from pathlib import Path

import polars as pl
import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from briefing.caption import ENGLISH as CAPTION
from briefing.words import CATALOGUES, LANGUAGES, words
from charts.words import ENGLISH as CHARTS

ROOT = Path(__file__).parents[2]
SOURCES = [
    file.read_text(encoding="utf-8")
    for room in ("briefing", "ui", "pages")
    for file in sorted((ROOT / room).glob("*.py"))
]
USED = {key for source in SOURCES for key in re.findall(r"""\bsay\(\s*f?["']([a-z_.]+)["'{]""", source)}
MADE = re.compile(  # keys that the code makes from a value
    r"(chart|caption|page|question|group|status|change|column|overview|family|form|place|mark|section|parts|quality|rule|outcome|judged|judgement|entry|lacking|firing|mend|explain|way|peers|scale|beside|index|growth|driven|compared|briefing|foremost|choose|attribute|show|traced|notable|paper|picture|workbook|pick|ranks|since|panels)\."
)


def catalogue(language):
    return {m.id: m.string for m in read_po(io.BytesIO(po(language).read_bytes())) if m.id}


def po(language):
    return CATALOGUES / language / "LC_MESSAGES" / "gongkai.po"


def test_both_catalogues_have_the_same_keys():
    zh, en = (catalogue(language) for language in LANGUAGES)
    assert set(zh) == set(en)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_is_without_words(language):
    assert [key for key, text in catalogue(language).items() if not text.strip()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_catalogue_is_that_of_the_source(language):
    compiled = {m.id: m.string for m in read_mo(io.BytesIO(po(language).with_suffix(".mo").read_bytes())) if m.id}
    assert compiled == catalogue(language), "run: pybabel compile -d locale -D gongkai"


def test_fields_of_a_text_are_the_same_in_both_languages():
    zh, en = (catalogue(language) for language in LANGUAGES)
    fields = re.compile(r"{(\w+)}")
    assert [key for key in zh if set(fields.findall(zh[key])) != set(fields.findall(en[key]))] == []


def test_every_key_in_the_code_has_words():
    whole = {key for key in USED if not key.endswith(".")}
    assert whole
    assert sorted(whole - set(catalogue("zh"))) == []


def test_no_words_are_left_over():
    assert sorted(key for key in catalogue("zh") if key not in USED and not MADE.match(key)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_charts_and_captions_are_in_the_readers_language(language):
    say = words(language)
    assert set(say.charts) == set(CHARTS)
    assert set(say.caption) == set(CAPTION)
    fields = re.compile(r"{(\w+)}")
    assert [
        key for key, text in say.charts.items() if set(fields.findall(text)) - set(fields.findall(CHARTS[key]))
    ] == []


def test_an_english_chart_says_what_the_charts_say():
    assert dict(words("en").charts) == dict(CHARTS)


def test_a_missing_key_is_our_mistake():
    with pytest.raises(KeyError, match=r"no\.such\.key"):
        words("zh")("no.such.key")


def test_a_frame_is_put_into_one_language():
    frame = pl.DataFrame({"title_zh": ["许可"], "title_en": ["licences"], "n": [1]})
    assert words("zh").localized(frame).to_dicts() == [{"title": "许可", "n": 1}]
    assert words("en").localized(frame).to_dicts() == [{"title": "licences", "n": 1}]
