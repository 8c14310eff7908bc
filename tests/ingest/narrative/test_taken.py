"""What sentences state: each kind of figure in the words of reports."""

import pytest

from ingest.narrative.numerals import value_of
from tests.ingest.narrative.sections import taken


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
    ("numeral", "value"),
    [("三十二", 32), ("十", 10), ("一百零五", 105), ("两", 2), ("一千二百", 1200), ("两千零八", 2008), ("零", 0), ("1,204", 1204),
     ("两三", None), ("十二三", None), ("一百一", None), ("二〇", None), ("百", None), ("一千一百二", None)],
)  # fmt: skip
def test_numerals(numeral, value):
    assert value_of(numeral) == value
