"""The prose of a fictional report: it repeats figures of the tables, and says that it is made up."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import TYPE_CHECKING

from demo.styles import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demo.city import Organ
    from demo.facts import Facts, Figure
    from demo.planted import Plant

FICTION = "本报告为虚构示例，由程序编写，文中的机关、数字和工作均不存在。"
TENTH = Decimal("0.1")
PROBLEMS = (
    "目录更新有快有慢，个别栏目月末才集中补齐",
    "答复文书的格式还不统一，说明理由的段落偏短",
    "新到岗的经办人员对区分处理的尺度把握不一",
    "解读稿件图表偏少，读者不易看出要点",
    "申请登记与办结日期的核对仍靠手工",
    "旧文件的清理进度落后于计划",
)
MEASURES = (
    "按月公布各栏目的更新情况",
    "编写答复文书样例并逐件复核",
    "组织新任经办人员跟班学习",
    "为每篇解读配一张流程图",
    "启用自动提醒核对办理期限",
    "排出旧文件清理时间表并按季销号",
)


def title(organ: Organ, year: int, plants: Sequence[Plant]) -> str:
    """Give the title line; a planted title names another year."""
    shown = next((plant.title_year for plant in plants if plant.title_year), year)
    return f"{organ.name}{shown}年政府信息公开工作年度报告"


def opening(organ: Organ, year: int) -> tuple[str, ...]:
    """Give the opening: who made the report, and the period of its figures."""
    period = f"本报告中所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
    return (f"{FICTION}本报告由{organ.name}按照《中华人民共和国政府信息公开条例》编制。{period}",)


def sections(
    organ: Organ, year: int, facts: Facts, last_year: Facts | None, plants: Sequence[Plant]
) -> dict[str, tuple[str, ...]]:
    """Give sections one, five and six; figures agree with `facts` but for what is planted.

    `last_year` holds the printed figures of the year before, None where no report was published.
    """
    chance = Random(f"{organ.name}:{year}")
    told = dict(facts)
    for plant in plants:
        told |= {path: told[path] + offset for path, offset in plant.prose.items()}
    stated = next((plant.text_year for plant in plants if plant.text_year), year)
    points = sum(plant.growth_points for plant in plants)
    before = last_year or {}
    licences = _growth(told["licence.decisions"], before.get("licence.decisions"), points)
    requests = _growth(told["requests.new.total"], before.get("requests.new.total"))
    picks = chance.sample(range(len(PROBLEMS)), 2)
    return {
        "one": (
            _published(organ, stated, told, licences, chance),
            _requested(organ, stated, told, requests, chance),
            _reviewed(told),
        ),
        "five": (
            f"主要问题：{PROBLEMS[picks[0]]}；{PROBLEMS[picks[1]]}。",
            f"改进措施：{MEASURES[picks[0]]}；{MEASURES[picks[1]]}。",
        ),
        "six": (
            (
                f"全年开展业务培训{chance.randint(2, 6)}次、{chance.randint(60, 400)}人次。"
                f"收取政府信息公开信息处理费{chance.choice((0, 0, 120, 380, 1460))}元。"
            ),
        ),
    }


def _published(organ: Organ, year: int, told: Facts, growth: str, chance: Random) -> str:
    licences = plain(told["licence.decisions"])
    return (
        f"（一）主动公开情况。{year}年，{organ.scope}通过网站主动公开信息{chance.randint(900, 16000)}条，"
        f"发布政策解读{chance.randint(6, 90)}篇。{organ.scope}办理行政许可{licences}件{growth}，"
        f"作出行政处罚决定{plain(told['penalty.decisions'])}件。"
    )


def _requested(organ: Organ, year: int, told: Facts, growth: str, chance: Random) -> str:
    new = plain(told["requests.new.total"])
    verb = chance.choice(("新收", "收到", "受理"))
    carried = plain(told["requests.carried_in.total"])
    return (
        f"（二）依申请公开情况。{year}年，{organ.scope}共{verb}政府信息公开申请{new}件{growth}，"
        f"上年结转{carried}件；全年办结{plain(told['requests.total.total'])}件，"
        f"结转下年度继续办理{plain(told['requests.carried_out.total'])}件。"
    )


def _reviewed(told: Facts) -> str:
    lawsuits = told["litigation_direct.total"] + told["litigation_after_review.total"]
    return (
        f"（三）监督保障情况。因政府信息公开被申请行政复议{plain(told['review.total'])}件，"
        f"被提起行政诉讼{plain(lawsuits)}件。"
    )


def _growth(figure: Figure, before: Figure | None, points: float = 0) -> str:
    """Give the words for the change on last year; none where last year is missing or zero."""
    if not before:
        return ""
    change = (Decimal(figure) - Decimal(before)) * 100 / Decimal(before) + Decimal(str(points))
    shown = change.quantize(TENTH, rounding=ROUND_HALF_UP)
    if not shown:
        return "，与上年持平"
    return f"，同比{'增长' if shown > 0 else '下降'}{abs(shown)}%"
