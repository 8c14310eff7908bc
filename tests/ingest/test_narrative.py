"""Figures in sentences: what is taken, whose it is, and above all what is left alone."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.model import Document, Place, Prose
from ingest.narrative import narrative
from ingest.narrative.numerals import value_of
from ingest.narrative.scope import named
from ingest.narrative.sentences import copied
from ingest.read import reading_of
from ingest.readings import answer_from_json, answer_to_json

YEAR = 2024
HEADING = "一、总体情况"


WORDS = (
    "2024年", "2023年", "全区", "各部门", "区政府办公室", "共", "收到", "受理", "答复", "政府信息公开", "申请", "行政复议", "行政诉讼",
    "同比增长", "培训", "其中", "上年结转", "结转下年度", "主动公开信息", "网站", "（", "）", "，", "、", "。", "；", "17", "3.5", "二十",
    "1,2", "万", "件", "条", "%", "次", "人次", "余", "约",
)  # fmt: skip


def prose(*lines, heading=HEADING):
    return [Prose(text, Place(line=number)) for number, text in enumerate((heading, *lines), start=1)]


def taken(*lines, year=YEAR, heading=HEADING):
    return {figure.metric: (figure.value, figure.scope) for figure in narrative(prose(*lines, heading=heading), year)}


@pytest.mark.parametrize(
    ("text", "metric", "value", "scope"),
    [
        pytest.param("2024年，全区共收到政府信息公开申请95件。", "requests.received", 95, "全区", id="received"),
        pytest.param("全年新收依申请公开36件。", "requests.received", 36, "", id="without the word request"),
        pytest.param("我局全年受理52件政府信息公开申请。", "requests.received", 52, "我局", id="number first"),
        pytest.param("本机关收到政府信息公开申请三十二件。", "requests.received", 32, "本机关", id="Chinese numeral"),
        pytest.param("全市接收各类政府信息公开申请1,204件，均已答复。", "requests.received", 1204, "全市", id="thousands"),
        pytest.param("全县受理政府信息公开申请１６件。", "requests.received", 16, "全县", id="full width"),
        pytest.param("全縣新收政府資訊公開申請16件。", "requests.received", 16, "全县", id="traditional"),
        pytest.param("全县受理政府信息公開申請(shēn qǐng)16件。", "requests.received", 16, "全县", id="bracketed reading"),
        pytest.param("本机关收到政府信息公开申请3,按期答复。", "requests.received", 3, "本机关", id="lost sign after the digit"),
        pytest.param("全年受理并按期答复依申请公开16件。", "requests.received", 16, "", id="received and answered"),
        pytest.param("收到政府信息公开申请12件，按期办结11件。", "requests.handled", 11, "", id="elliptic"),
        pytest.param("全镇共答复政府信息公开申请8件。", "requests.handled", 8, "全镇", id="answered"),
        pytest.param("收到政府信息公开申请9件，上年结转2件。", "requests.carried_in", 2, "", id="carried in"),
        pytest.param("答复政府信息公开申请9件（含上年度结转申请2件）。", "requests.carried_in", 2, "", id="carried in, in brackets"),
        pytest.param("收到政府信息公开申请9件，结转下年度继续办理4件。", "requests.carried_out", 4, "", id="carried out"),
        pytest.param("收到政府信息公开申请9件，另有4件顺延至下年度答复。", "requests.carried_out", 4, "", id="postponed"),
        pytest.param("因政府信息公开被申请行政复议3起。", "review.total", 3, "", id="review"),
        pytest.param("政府信息公开行政复议7件、行政诉讼9件。", "litigation.total", 9, "", id="review and lawsuits apart"),
        pytest.param("信息公开类行政复议一件，诉讼两件。", "litigation.total", 2, "", id="lawsuits, one word short"),
        pytest.param("全区通过政府网站主动公开信息2.5万条。", "published.website", 25000, "全区", id="ten thousands"),
        pytest.param("通过微信公众号发布信息310条。", "published.wechat", 310, "", id="one channel"),
        pytest.param("通过网站、微信等渠道公开政府信息870条。", "published.total", 870, "", id="several channels"),
        pytest.param("全县主动公开政府信息870条。", "published.total", 870, "全县", id="no channel"),
        pytest.param("通过各类渠道主动公开政府信息870条。", "published.total", 870, "", id="all channels"),
        pytest.param("（二）依申请公开情况。全年共受理12件，办结11件。", "requests.received", 12, "", id="subject in the heading"),
        pytest.param("（二）依申请公开情况。全年共受理12件，办结11件。", "requests.handled", 11, "", id="subject in the heading, handled"),
        pytest.param("1月1日至12月31日，全区累计收到政府信息公开申请8件。", "requests.received", 8, "全区", id="the whole year"),
        pytest.param("信息公开类行政复议案件11起。", "review.total", 11, "", id="复议案 is no 议案"),
        pytest.param("发布政策解读材料30篇。", "interpretations.published", 30, "", id="interpretations"),
        pytest.param("组织开展全区政务公开培训会3次。", "training.sessions", 3, "", id="training"),
        pytest.param("举办业务培训3场、340人次。", "training.participants", 340, "", id="participants"),
        pytest.param("全年收取信息处理费0.37万元。", "info_fee_yuan", 3700, "", id="fee in ten thousands"),
        pytest.param("全年收取政府信息公开信息处理费共计3940元。", "info_fee_yuan", 3940, "", id="fee"),
    ],
)  # fmt: skip
def test_what_is_taken(text, metric, value, scope):
    assert taken(text).get(metric) == (value, scope)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("全市收到政府信息公开申请95余件。", id="余"),
        pytest.param("全市收到政府信息公开申请近百件。", id="近百"),
        pytest.param("全市收到政府信息公开申请约95件。", id="约"),
        pytest.param("全市收到政府信息公开申请超95件。", id="超"),
        pytest.param("全市收到政府信息公开申请95件以上。", id="以上"),
        pytest.param("全市收到政府信息公开申请3至5件。", id="a range"),
        pytest.param("全市收到政府信息公开申请两三件。", id="two or three"),
        pytest.param("全市收到政府信息公开申请9 5件。", id="split digits"),
        pytest.param("全市收到政府信息公开申请12.5件。", id="half a case"),
        pytest.param("2023年，全市收到政府信息公开申请95件。", id="another year"),
        pytest.param("2023年，我市继续努力。全市收到政府信息公开申请95件。", id="another year in the sentence before"),
        pytest.param("2019年以来，全市收到政府信息公开申请95件。", id="since"),
        pytest.param("截至2024年底，全市累计收到政府信息公开申请95件。", id="running total"),
        pytest.param("全市累计收到政府信息公开申请95件。", id="running total of unknown length"),
        pytest.param("近三年全市收到政府信息公开申请95件。", id="three years"),
        pytest.param("上半年，全市收到政府信息公开申请95件。", id="half a year"),
        pytest.param("3月，全市收到政府信息公开申请95件。", id="a month"),
        pytest.param("去年全市收到政府信息公开申请95件。", id="last year"),
        pytest.param("下一步将办结政府信息公开申请95件。", id="a plan"),
        pytest.param("全年办理业务，其中收到政府信息公开申请95件。", id="a part"),
        pytest.param("收到和答复政府信息公开申请分别为95件。", id="respectively"),
        pytest.param("通过网络收到政府信息公开申请95件。", id="one way of receiving"),
        pytest.param("收到自然人政府信息公开申请95件。", id="one group of applicants"),
        pytest.param("收到涉及征地的政府信息公开申请95件。", id="one subject"),
        pytest.param("收到救助申请95件。", id="another kind of request"),
        pytest.param("收到申请95件。", id="requests of no kind"),
        pytest.param("收到建议提案95件，全部办结。", id="proposals"),
        pytest.param("全年收到政府信息公开申请9件，提案办结95件。", id="proposals handled"),
        pytest.param("帮助甲木区和乙木县收到政府信息公开申请95件。", id="bodies that cannot be told"),
        pytest.param("收到政府信息公开申请95件（含上年结转2件）。", id="received, with what was carried in"),
        pytest.param("收到政府信息公开申请95件，其中上年结转2件。", id="received, of which carried in"),
        pytest.param("涉及信息公开的行政复议、行政诉讼95件。", id="one figure for both"),
        pytest.param("政府信息公开行政复议和诉讼案件共95件。", id="one figure for both, other words"),
        pytest.param("受理政府信息公开行政复议95件。", id="as reviewing organ"),
        pytest.param("政府信息公开行政复议备案95件。", id="filed"),
        pytest.param("办结行政复议95件。", id="reviews of other matters"),
        pytest.param("被申请行政复议95件。", id="reviews of no known matter"),
        pytest.param("政府信息公开行政复议纠正95件。", id="one outcome"),
        pytest.param("经复议后提起信息公开行政诉讼95件。", id="one kind of lawsuit"),
        pytest.param("主动公开财政预决算信息95条。", id="one field"),
        pytest.param("围绕民生领域公开信息95条。", id="a restriction"),
        pytest.param("发布政务信息95条。", id="published where"),
        pytest.param("转载上级政策解读95篇。", id="passed on"),
        pytest.param("解读政策文件95件。", id="documents, not interpretations"),
        pytest.param("参加上级培训95次。", id="taken part in"),
        pytest.param("计划举办业务培训95次。", id="planned training"),
        pytest.param("每件收取信息处理费95元。", id="a price"),
        pytest.param("减免信息处理费95元。", id="remitted"),
        pytest.param("服务群众95人次。", id="people of another kind"),
        pytest.param("举办业务培训3次，走访企业95人次。", id="people of the next clause"),
        pytest.param("全市收到政府信息公开申请\n5\n件。", id="a page number"),
        pytest.param("行政许可 95 件 12 34", id="a torn table"),
        pytest.param("不含公安，全市收到政府信息公开申请95件。", id="without one body"),
        pytest.param("除区政府外，全市收到政府信息公开申请95件。", id="except one body"),
        pytest.param("全市（含乡镇）收到政府信息公开申请95件。", id="with others"),
        pytest.param("2020-2024年，全市收到政府信息公开申请95件。", id="a span of years"),
        pytest.param("（二）依申请公开情况。收到信访件95件，答复95件。", id="letters under the heading of requests"),
        pytest.param("（二）依申请公开情况。共收到热线工单95件，办结95件。", id="calls under the heading of requests"),
        pytest.param("收到申请95件，答复95件。", id="handled what is not known"),
        pytest.param("加强信息公开，全年发生行政复议95件。", id="another sentence's subject"),
        pytest.param("通过村务公开墙主动公开信息95条。", id="an unknown way to publish"),
    ],
)  # fmt: skip
def test_what_is_left_alone(text):
    assert not {value for value, _ in taken(*text.split("\n")).values()} - {2, 3, 9}


@pytest.mark.parametrize(
    ("text", "change"),
    [
        pytest.param("全县办理行政许可1200件，同比增长4.3%。", {"growth.licence.decisions": 4.3}, id="licences"),
        pytest.param("作出行政处罚决定310件，较上年下降12%。", {"growth.penalty.decisions": -12}, id="penalties"),
        pytest.param("收到政府信息公开申请36件，与上年相比减少5.26%。", {"growth.requests.new.total": -5.26}, id="requests"),
        pytest.param("收到政府信息公开申请36件，申请数量较去年回落12.3%。", {"growth.requests.new.total": -12.3}, id="named again"),
        pytest.param("收到政府信息公开申请36件，较2023年增长8%。", {"growth.requests.new.total": 8}, id="last year by number"),
        pytest.param("收到政府信息公开申请36件，较2019年增长8%。", {}, id="another base"),
        pytest.param("公开行政许可信息1200件，同比增长4.3%。", {}, id="published, not decided"),
        pytest.param("办理行政许可1200件，工作平稳，同比增长4.3%。", {}, id="a clause between"),
        pytest.param("办理行政许可1200件，同比增长约4.3%。", {}, id="about"),
        pytest.param("办理行政许可1200件，同比增长4.3个百分点。", {}, id="points"),
        pytest.param("作出行政许可决定1200件、行政处罚决定30件，同比增长4.3%。", {}, id="of the last or of both"),
        pytest.param("收到政府信息公开申请36件（网上30件），同比增长4.3%。", {"growth.requests.new.total": 4.3}, id="brackets between"),
        pytest.param("办理行政许可、行政处罚1200件，同比增长4.3%。", {}, id="two kinds in one"),
        pytest.param("收到政府信息公开申请36件，上年结转2件，同比增长4%。", {}, id="of something else"),
        pytest.param("行政许可和处罚决定同比分别增长4.3%、2%。", {}, id="respectively"),
        pytest.param("同比增长4.3%。", {}, id="of nothing"),
    ],
)  # fmt: skip
def test_growth(text, change):
    assert {metric: value for metric, (value, _) in taken(text).items() if metric.startswith("growth.")} == change


@pytest.mark.parametrize(
    ("lines", "scope"),
    [
        pytest.param(["区政府办公室共收到政府信息公开申请17件。"], "区政府办公室", id="subject"),
        pytest.param(["2024年，区政府办公室规范办理程序，共收到政府信息公开申请17件。"], "区政府办公室", id="clause before"),
        pytest.param(["（二）依申请公开。区政府办公室规范程序。全年收到政府信息公开申请17件。"], "区政府办公室", id="sentence before"),
        pytest.param(["（一）主动公开。区政府办公室发文。", "（二）依申请公开。收到政府信息公开申请17件。"], "", id="not from another item"),
        pytest.param(["市政府办公厅代表市政府收到政府信息公开申请17件。"], "市政府办公厅", id="on behalf"),
        pytest.param(["全区各级行政机关共收到政府信息公开申请17件。"], "全区各级行政机关", id="all bodies"),
        pytest.param(["区级各部门收到政府信息公开申请17件。"], "区级各部门", id="departments"),
        pytest.param(["甲木区收到政府信息公开申请17件。"], "甲木区", id="a place"),
        pytest.param(["市公安局收到政府信息公开申请17件。"], "市公安局", id="a bureau"),
        pytest.param(["依法依规办理申请，共收到政府信息公开申请17件。"], "", id="nobody"),
        pytest.param(["全年修订市政府规章2件，收到政府信息公开申请17件。"], "", id="an object is no subject"),
    ],
)  # fmt: skip
def test_scope(lines, scope):
    assert taken(*lines)["requests.received"] == (17, scope)


def test_bodies_side_by_side_keep_their_figures():
    figures = narrative(prose("甲木区收到政府信息公开申请17件，乙木县收到政府信息公开申请9件。"), YEAR)
    assert [(figure.scope, figure.value) for figure in figures] == [("甲木区", 17), ("乙木县", 9)]


def test_two_figures_for_one_body_are_none():
    assert not taken("全区收到政府信息公开申请17件。全区受理政府信息公开申请16件。")
    assert taken("全区收到政府信息公开申请17件。全区受理政府信息公开申请17件。")


def test_quote_is_what_is_printed_and_place_its_line():
    lines = ["　　2024 年，全区共收到政府信", "息公开申请 17", "件，均已答复。"]
    (figure,) = narrative(prose(*lines), YEAR)
    assert (figure.quote, figure.place, figure.unit) == ("全区共收到政府信息公开申请 17件", "l4", "件")


def test_page_number_within_a_sentence():
    assert taken("全区共收到政府信息", "- 3 -", "公开申请17件。")["requests.received"] == (17, "全区")


def test_growth_quotes_the_figure_that_it_speaks_of():
    (figure,) = narrative(prose("全县办理行政许可1200件，同比增长4.3%。"), YEAR)
    assert (figure.quote, figure.unit) == ("全县办理行政许可1200件，同比增长4.3%", "%")


def test_quote_is_never_longer_than_allowed():
    (figure,) = narrative(prose(f"全区{'认真' * 90}收到政府信息公开申请17件。"), YEAR)
    assert len(figure.quote) == 120
    assert figure.quote.endswith("17件")


@pytest.mark.parametrize("heading", ["二、主动公开政府信息情况", "四、政府信息公开行政复议、行政诉讼情况"])
def test_sections_of_tables_are_not_read(heading):
    assert not taken("全区共收到政府信息公开申请17件。", heading=heading)


def test_without_a_year_sentences_that_name_one_are_left_out():
    assert not taken("2024年收到政府信息公开申请17件。", year=None)
    assert taken("全年收到政府信息公开申请17件。", year=None)


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("三十二", 32), ("十", 10), ("一百零五", 105), ("两", 2), ("一千二百", 1200), ("两千零八", 2008), ("零", 0), ("1,204", 1204),
     ("两三", None), ("十二三", None), ("一百一", None), ("二〇", None), ("百", None), ("一千一百二", None)],
)  # fmt: skip
def test_numerals(numeral, value):
    assert value_of(numeral) == value


@pytest.mark.parametrize(
    ("words", "body"),
    [("2024年全市共", "全市"), ("全年共", ""), ("本机关依法", "本机关"), ("指导全区各部门", "全区各部门"), ("区政府办会同各部门", None)],
)  # fmt: skip
def test_named(words, body):
    assert named(words) == body


@settings(deadline=None, max_examples=60)
@given(
    number=st.integers(0, 99_999), pieces=st.lists(st.sampled_from(["", " ", "\n", "\n   "]), min_size=9, max_size=9)
)
def test_line_ends_and_blanks_change_nothing(number, pieces):
    words = ["全区", "共收到", "政府", "信息", "公开", "申请", str(number), "件", "，答复"]
    text = "".join(word + blank for word, blank in zip(words, pieces, strict=True)) + "。"
    lines = [line for line in text.split("\n") if line]
    if any(re.fullmatch(r"\s*\d{1,3}\s*", line) for line in lines):
        return  # a line of its own may be a page number
    assert taken(*lines)["requests.received"] == (number, "全区")


@settings(deadline=None, max_examples=150)
@given(
    words=st.lists(
        st.sampled_from(WORDS),
        max_size=40,
    )
)
def test_only_printed_numbers_come_out(words):
    text = "".join(words)
    printed = {
        float(value)
        for found in re.findall(r"\d[\d,]*(?:\.\d+)?|[二十]+", text)
        if (value := _plain(found)) is not None
    }
    for figure in narrative(prose(text), YEAR):
        assert {abs(figure.value), abs(figure.value) / 10000} & printed
        assert figure.quote in text


def _plain(found):
    return value_of(found) if found[0] not in "0123456789" else found.replace(",", "")


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=80))
def test_any_text_can_be_copied(text):
    copy = copied(text, 0)
    assert len(copy.text) == len(copy.offsets)
    assert list(copy.offsets) == sorted(copy.offsets)


def test_reading_keeps_its_figures_through_the_cache(sample_reading):
    assert answer_from_json(answer_to_json(sample_reading)) == sample_reading
    assert sample_reading.narrative


@pytest.fixture
def sample_reading():
    title = "示例市甲木区人民政府2024年政府信息公开工作年度报告"
    lines = [Prose(title, Place(line=1)), *prose("全区收到政府信息公开申请17件。")]
    return reading_of(Document(tuple(lines), "text", "text-1"))
