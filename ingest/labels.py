"""The normalised copy of printed text that labels are compared by; what was printed is stored untouched."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

# Traditional text prints the reading of rarer characters in brackets after a conversion: 項(xiàng), 內(nèi).
READING = re.compile(r"(?<=[\u3400-\u9fff])\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ]{1,6}\)")
NOISE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\xad\"'“”‘’「」『』《》*#_`]+")
NUMBERING = re.compile(r"(?<=[0-9一二三四五六七八九十])[、．。·,](?=\D|$)")
# Words that a conversion to Taiwan usage exchanges, and 覆, which has two Simplified forms. 资讯 always is 信息 here;
# the others are known as spellings of labels only, since 档案局 is an office of its own.
ALWAYS = {"其它": "其他", "资讯": "信息", "反覆": "反复", "答覆": "答复", "覆议": "复议"}
IN_LABELS = {"规范性文件": "规范性档案", "项目数量": "专案数量", "本列数据": "本列资料"}
ITEM = re.compile(r"^(?:\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+\.|[0-9]{1,2}\.)")


@cache
def simplifying() -> dict[int, str]:
    """Give the table of Traditional to Simplified characters of OpenCC (first choice of each character).

    The package's own converter takes 0.1 s for a report; a translation table does the same work on single
    characters, which is all that labels need, in less than a millisecond.
    """
    text = files("opencc").joinpath("dictionary/TSCharacters.txt").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in text.splitlines() if "\t" in line)
    return {ord(pair[0]): pair[1].split(" ")[0] for pair in pairs if len(pair[0]) == 1}


@lru_cache(maxsize=65536)
def normalised(text: str) -> str:
    """Give the form of a label in which spellings are compared.

    Width, Traditional characters, bracketed readings, blanks, quotation marks and the mark after a number are
    made alike; letters and figures are left as they are.

    >>> normalised("２、 其他法律行政法規禁止公開")
    '2.其他法律行政法规禁止公开'
    >>> normalised("第二十條第（一）項(xiàng)")
    '第二十条第(一)项'
    """
    plain = unicodedata.normalize("NFKC", text).translate(simplifying())
    plain = NUMBERING.sub(".", READING.sub("", NOISE.sub("", plain)))
    return _exchanged(plain, ALWAYS)


def spellings(label: str) -> tuple[str, ...]:
    """Give the normalised spellings of a label: its own, and that of Taiwan usage where it differs.

    >>> spellings("行政规范性文件")
    ('行政规范性文件', '行政规范性档案')
    """
    own = normalised(label)
    return tuple(dict.fromkeys((own, _exchanged(own, IN_LABELS))))


def _exchanged(text: str, words: dict[str, str]) -> str:
    for old, new in words.items():
        text = text.replace(old, new)
    return text


def without_number(label: str) -> str:
    """Give a normalised label without its leading number: '(七)总计' -> '总计'."""
    return ITEM.sub("", label)
