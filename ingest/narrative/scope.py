"""Whose figure a clause states, in the words that are printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

AREA = r"(?:全|我|本)(?:省|自治区|市|区|县|旗|州|盟|镇|乡|街道)"
OWN = r"(?:本|我)(?:机关|单位|局|委|厅|办公室|办公厅|办|院|会|室|中心|部门|管委会)|全(?:局|委|厅|系统)"
# An office and the government that it serves are told apart: the tables of the one need not be those of the other.
OFFICE = r"[省市区县旗州盟镇乡]?(?:人民)?政府(?:办公室|办公厅|办|本级)?(?!网|信息|门户|公报|规章|部门|办)"
LEVEL = r"(?:省|市|区|县|旗|州)(?:级|直|本级)(?:各)?(?:机关|部门|单位)*"
BODIES = (
    r"各(?:级|地|县区|区县|县市区|乡镇|镇街|街道|镇|乡|有关|职能)*[各、和及]*"
    r"(?:行政机关|部门|单位|机关|乡镇|镇街|街道)?"
)
KNOWN = re.compile(
    rf"(?:{AREA}|{OWN})(?:{BODIES}|行政机关)?|{LEVEL}|{OFFICE}|各(?:级|地|县区|区县|乡镇|镇街|部门|单位|行政机关)+"
)
TIME = re.compile(
    r"(?:截至|截止)?(?:20\d\d年(?:度|全年|底|末)?|20\d\d(?=全|我|本)|(?:本|今|当)年(?:度)?|全年|年内|一年来|报告期内?|统计期(?:限)?内|期间|"
    r"1月1日(?:起)?[至到—-]+(?:20\d\d年)?12月31日(?:止)?)[,，、:]?"
)
ADVERB = re.compile(
    r"(?:共计|共|总计|总共|合计|累计|一共|依法依规|依法|依规|依申请|按[时期规]|及时|均|已经|已|全部|妥善|规范|认真|严格|"
    r"并|还|另|同时|另外|此外|因政府信息公开工作|因政府信息公开|因信息公开|涉及政府信息公开的?|政府信息公开类?|信息公开类|的|被|[一二三四五六七八九十]是|\d\.)"
)
# Characters that end the name of a body or a place, once the words that only look like one are taken out.
BODY = re.compile(r"[省市区县旗州盟镇乡局委厅院办]|街道|政府|部门|单位|机关|中心|公司|企业|学校")
NO_BODY = re.compile(
    r"办[理结复公事件]|举办|主办|承办|开办|办法|委托|社区|辖区|园区|市民|市场|城市|区域|区分|乡村|省略|政府信息|政府门户|政府网站|政府公报|"
    r"机关事务|信息化|中心工作|中心任务|(?<=为)中心"
)
NO_NAME = (
    r"(?!围绕|根据|按照|贯彻|落实|推[进动]|加强|强化|深化|聚焦|通过|针对|结合|组织|召开|开展|依托|会同|联合|参加|利用|帮助|指导|"
    r"不断|持续|积极|建立|完善|健全|全面|发挥|充分|做好|新增|公开|主动|发布|制作|印发|出台|修订|编制|更新|举办|先后|其中|"
    r"[在对由经为以向从把将各是按])"
)
PLACE_FIRST = re.compile(rf"{NO_NAME}[\u3400-\u9fff]{{2,4}}?[市区县旗州盟镇乡局]")
NAME = re.compile(rf"{NO_NAME}(?:[\u3400-\u9fff]{{2,4}}[市区县旗州盟镇乡]|[\u3400-\u9fff]{{2,12}}(?:局|委员会|办事处))")
ON_BEHALF = re.compile(r"代表.*$")


def scope_of(before: str, clauses: Sequence[str], earlier: Iterable[str], heading: str) -> str | None:
    """Give the words for whose figure it is: '' where nobody is named, null where somebody unknown is.

    Args:
        before: what stands before the figure's words in its clause.
        clauses: the clauses before it in its sentence; the subject of the nearest one counts.
        earlier: the beginnings of the sentences before it in its item, the nearest first.
        heading: of the item.

    >>> scope_of("2024年全市共", (), (), ""), scope_of("", ("2024年", "区政府办公室积极作为"), (), "")
    ('全市', '区政府办公室')
    >>> scope_of("甲木区", (), (), ""), scope_of("帮助甲木区和乙木县", (), (), "")
    ('甲木区', None)
    """
    own = named(before)
    if own != "":
        return own
    for clause in reversed(clauses):
        subject = _subject(clause)
        if subject != "":
            return subject
    for sentence in earlier:
        subject = next((found for part in re.split("[，,;]", sentence)[:2] if (found := _subject(part))), "")
        if subject:
            return subject
    match = KNOWN.search(heading)
    return match[0] if match else ""


def named(text: str) -> str | None:
    """Give the body that a piece of text names: '' for none, null for one that cannot be told, or several."""
    rest = ON_BEHALF.sub("", stripped(text))
    if not rest or KNOWN.fullmatch(rest):
        return rest
    bodies = {match[0] for match in KNOWN.finditer(rest)}
    signs = BODY.search(NO_BODY.sub("", KNOWN.sub("", rest)))
    if not signs:
        return bodies.pop() if len(bodies) == 1 else None if bodies else ""
    return rest if not bodies and NAME.fullmatch(rest) else None


def stripped(text: str) -> str:
    """Give the text without words of time and manner at its ends."""
    while True:
        shorter = _cut_end(ADVERB, TIME.sub("", text.strip(",，:、")))
        if shorter == text:
            return text
        text = shorter


def _cut_end(words: re.Pattern[str], text: str) -> str:
    start = words.match(text)
    if start:
        return text[start.end() :]
    for match in words.finditer(text):
        if match.end() == len(text):
            return text[: match.start()]
    return text


def _subject(clause: str) -> str | None:
    """Give the body that a clause begins with: '' for none, null for a place that cannot be told."""
    rest = stripped(clause)
    known = KNOWN.match(rest)
    if known:
        # 市政府及各部门, 市政府规章: an object or one of several, no subject.
        return "" if re.match(r"[的及和与、]|文件|规章", rest[known.end() :]) else known[0]
    return None if PLACE_FIRST.match(NO_BODY.sub("", rest)) else ""
