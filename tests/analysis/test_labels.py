import pytest

from analysis.labels import labels, row_labels, titles
from analysis.mending import reason
from analysis.rules import rule_of, rules
from ingest.forms import all_forms

FORMS = {form.id: form for form in all_forms()}


@pytest.mark.parametrize("form", FORMS)
def test_every_cell_of_a_form_has_its_printed_labels(form):
    assert set(labels(form)) == set(FORMS[form].paths())
    for path, label in labels(form).items():
        assert all((label.table, label.title, label.row, label.column, label.short)), path


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_no_two_cells_have_the_same_labels(form):
    named = [(label.table, label.row, label.column) for label in labels(form).values()]
    assert len(set(named)) == len(named)


def test_a_row_and_a_cell_of_one_path_are_kept_apart():
    path = "requests.other.other"
    assert (labels("2021")[path].row, labels("2021")[path].column) == ("（六）其他处理", "其他")
    assert row_labels("2021")[path].row == "（六）其他处理3.其他"


def test_an_unknown_form_has_no_labels():
    assert labels("1999") == row_labels("1999") == {}


def test_titles_of_the_three_tables():
    assert [title[:2] for title in titles().values()] == ["表二", "表三", "表四"]


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.id)
def test_every_rule_says_what_it_asks_in_both_languages(rule):
    assert rule.zh
    assert rule.en
    assert rule.severity in {"error", "warning", "notice"}
    assert bool(rule.left_zh) == bool(rule.right_zh)
    assert bool(rule.often_zh) == bool(rule.often_en)


def test_an_unknown_rule_is_our_mistake():
    with pytest.raises(KeyError):
        rule_of("z.nothing")


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("表三·商业企业：空白：二、上年结转政府信息公开申请数量；无法核对", "有空白格"),
        ("表二·行政许可：无法辨认：处理决定数量（印作“110 984”）；无法核对", "有无法辨认的数字"),
        ("表三·商业企业：未见：全部 4 格；无法核对", "未读到有关的格"),
        ("未见表四；本文件为节选，无法核对", "本文件为节选"),
        ("表二·行政强制·本年处理决定数量：已知下级 7 个，有本年报告的 1 个；无法核对", "下级的报告或数字不齐"),
        ("正文“…”(95)，表内(17)；正文所指为“全区”，与表格的口径（范围）不一定相同；无法核对", "口径（范围）不一定相同"),
        ("没有见过的话", "没有见过的话"),
    ],
)
def test_reasons_are_short(message, words):
    assert reason(message) == words
