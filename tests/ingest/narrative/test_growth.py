"""Changes on last year that sentences state."""

import pytest

from ingest.narrative import narrative
from tests.ingest.narrative.sections import YEAR, prose, taken


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
        pytest.param("申请数量同比增长5%。", {"growth.requests.new.total": 5}, id="of all requests"),
        pytest.param("新收政府信息公开申请数量同比增长5%。", {"growth.requests.new.total": 5}, id="of those received"),
        pytest.param("网上申请数量同比增长5%。", {}, id="of one way of asking"),
        pytest.param("自然人申请数量同比增长5%。", {}, id="of one group of applicants"),
        pytest.param("行政复议申请数量同比增长5%。", {}, id="of reviews"),
        pytest.param("行政许可申请数量同比增长5%。", {}, id="of requests for licences"),
        pytest.param("2023年行政处罚决定数量同比减少5.25%。", {}, id="of another year"),
        pytest.param("行政处罚决定数量同比增长5%—10%。", {}, id="a range"),
        pytest.param("行政处罚决定数量同比增长-5%。", {}, id="a sign of its own"),
    ],
)  # fmt: skip
def test_growth(text, change):
    assert {metric: value for metric, (value, _) in taken(text).items() if metric.startswith("growth.")} == change


def test_growth_quotes_the_figure_that_it_speaks_of():
    (figure,) = narrative(prose("全县办理行政许可1200件，同比增长4.3%。"), YEAR)
    assert (figure.quote, figure.unit) == ("全县办理行政许可1200件，同比增长4.3%", "%")
