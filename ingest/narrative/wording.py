"""The words in which reports state a figure, each pattern read as one sentence of the field."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.narrative.numerals import AFTER, NUMBER

NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to state a metric; the pattern has the groups number, wan, unit, perhaps object, and always holds `word`.

    `guard`: words in the clause that make it a part, another period or another subject. `topic`: must stand in the
    matched object, before the figure in the sentence, or in the heading of the item. `alone`: nothing but a body and
    words of time and manner may stand before. `part`: may follow 其中 or stand in brackets. `growth`: cell path of
    which a following change speaks. `after`: the metric that the clause before must state. A wording without a metric
    only serves `growth`.
    """

    metric: str
    word: str
    pattern: re.Pattern[str]
    guard: re.Pattern[str] = NOTHING
    topic: re.Pattern[str] | None = None
    alone: bool = False
    after: str = ""
    part: bool = False
    growth: str = ""


CASES = rf"(?P<unit>件次|件|宗|份|起|例){AFTER}"
ROUGHLY_ALL = r"(?:的)?(?:数量|总数|数)?(?:共计|总计|合计|累计|一共|共有|共)?(?:为|是|达到|达|:)?"
REQUEST = (
    r"(?P<object>(?:的)?(?:各类|各种)?(?:(?:申请人|公民|群众|社会公众)?(?:提交|提出|递交)的)?"
    r"(?:(?:政府|政务)?信息(?:依申请)?公开(?:的)?申请|依申请公开(?:政府)?(?:信息)?(?:的)?(?:申请)?|公开(?:政府)?信息申请|申请公开(?:政府)?信息|申请)"
    r"(?:书|表|事项|办件|件(?=\d))?)"
)
AND_ANSWERED = r"(?:并(?:按[期时]|及时|依法|全部)?(?:办理|答复|回复|办结|处理|登记))?"
COME_IN = rf"(?:新收到|新收|收到|收办|受理|接收|接到|新增){AND_ANSWERED}(?:了)?"
DONE = r"(?:办结|办复|办理完毕|处理完毕|办理并答复|办理答复|答复|回复|办理)(?:了)?"
YEAR_BEFORE = r"(?:上年度?|上一年度?|去年)"
YEAR_AFTER = r"(?:下年度?|下一年度?|次年|明年)"
HANDED_ON = rf"(?:结转|顺延|转)(?:至|到|入)?{YEAR_AFTER}(?:继续)?(?:办理|答复|处理|办结)?"

# 行政复议、行政诉讼3件 is one figure for both.
ALONE_FROM = {
    other: "".join(f"(?<!{last}[、和及或与/]{word})" for last in (other, "案件", "申请") for word in ("", "行政"))
    for other in ("复议", "诉讼")
}
# The text must speak of requests for information; 申请 alone may be for a licence or for help.
REQUEST_TOPIC = re.compile(r"依申请|信息公开(?:的)?申请|申请公开|公开(?:政府)?信息申请")
DISCLOSURE_TOPIC = re.compile(r"信息公开|依申请公开")
CHANNELS_IN = re.compile(
    r"网络|网上|网站|信函|邮[件寄箱]|当面|现场|传真|平台|在线|信件|窗口|渠道|途径|系统|自然人|法人|企业|公民、|个人|律师|"
    r"涉及|有关|关于|通过|内容|撤[回销]|补正|征求|转[办交]|延期|按时率|复议|诉讼|咨询|信访|建议|提案"
)
OTHER_CASES = re.compile(r"提案|(?<!复)议案|信访|工单|热线|咨询|留言|来信|来电|建议|举报|投诉|查询|办事")
# What a reviewing organ decides over others, and parts by outcome or stage, are no count of this organ's own cases.
CASES_OF_OTHERS = re.compile(
    r"备案|受理|审理|审结|办结|结案|办理|收到|处理|答复|维持|纠正|纠错|撤[销回]|驳回|败诉|胜诉|应诉|新增|新收|新发|一审|二审|再审|上诉|"
    r"审结|复议后|经复议|经行政复议|直接|被告|第三人|法院|调解|和解"
)
PUBLISHED_GUARD = re.compile(
    r"领域|方面|有关|关于|围绕|涉及|专栏|栏目|转载|其他|平均|部门公开|乡镇公开|阅读|点击|浏览|更新"
)
INTERPRETED_GUARD = re.compile(
    r"转载|转发|上级|国务院|(?:图解|图文|图片|视频|动漫|文字|音频|专家|媒体)(?!.*等)|阅读|浏览"
)
TRAINED_GUARD = re.compile(r"参加|上级|省级|市级培训|国家|线上|以会代训|专题|其他")
FEE_GUARD = re.compile(r"减免|免收|退还|应收|每[件份页次]|标准|未收|计费")
DECIDED_GUARD = re.compile(r"公示|公布|发布|归集|公开|信息|双公示|目录|事项[数清]|其他|网上|在线")

WORDINGS: tuple[Wording, ...] = (
    Wording(
        "requests.received", "申请",
        re.compile(rf"{COME_IN}{REQUEST}{ROUGHLY_ALL}{NUMBER}{CASES}(?![的中])"),
        CHANNELS_IN, REQUEST_TOPIC, growth="requests.new.total",
    ),
    Wording(
        "requests.received", "申请",
        re.compile(rf"{COME_IN}(?:共)?{NUMBER}{CASES}{REQUEST}$"),
        CHANNELS_IN, REQUEST_TOPIC, growth="requests.new.total",
    ),
    Wording(
        "requests.received", "",
        re.compile(rf"(?:新收到?|收到|受理){ROUGHLY_ALL}{NUMBER}{CASES}$"),
        CHANNELS_IN, REQUEST_TOPIC, alone=True, growth="requests.new.total",
    ),
    # 收到申请3， where the sign after the digit is lost; a count of requests has no other unit than cases.
    Wording(
        "requests.received", "申请",
        re.compile(rf"{COME_IN}{REQUEST}{ROUGHLY_ALL}{NUMBER}(?P<unit>)$"),
        CHANNELS_IN, REQUEST_TOPIC, growth="requests.new.total",
    ),
    Wording(
        "requests.handled", "申请",
        re.compile(rf"{DONE}{REQUEST}{ROUGHLY_ALL}{NUMBER}{CASES}(?![的中])"),
        CHANNELS_IN, REQUEST_TOPIC,
    ),
    Wording(
        "requests.handled", "申请",
        re.compile(rf"{DONE}(?:共)?{NUMBER}{CASES}{REQUEST}$"),
        CHANNELS_IN, REQUEST_TOPIC,
    ),
    Wording(
        "requests.handled", "",
        re.compile(rf"{DONE}{ROUGHLY_ALL}{NUMBER}{CASES}$"),
        CHANNELS_IN, REQUEST_TOPIC, alone=True,
    ),
    Wording(
        "requests.carried_in", "结转",
        re.compile(rf"(?:{YEAR_BEFORE}结转|结转{YEAR_BEFORE})(?:{REQUEST})?{ROUGHLY_ALL}{NUMBER}{CASES}"),
        CHANNELS_IN, REQUEST_TOPIC, part=True,
    ),
    Wording(
        "requests.carried_out", "年",
        re.compile(rf"{HANDED_ON}(?:{REQUEST})?(?:的)?(?:有)?{ROUGHLY_ALL}{NUMBER}{CASES}$"),
        CHANNELS_IN, REQUEST_TOPIC, part=True,
    ),
    Wording(
        "requests.carried_out", "年",
        re.compile(rf"{NUMBER}{CASES}(?:{REQUEST})?(?:按照.{{0,12}}|按规定)?(?:已|将|需)?{HANDED_ON}$"),
        CHANNELS_IN, REQUEST_TOPIC, part=True,
    ),
    Wording(
        "review.total", "复议",
        re.compile(rf"{ALONE_FROM['诉讼']}复议(?:申请|案件|案)?{ROUGHLY_ALL}{NUMBER}{CASES}(?!的)"),
        CASES_OF_OTHERS, DISCLOSURE_TOPIC, growth="review.total",
    ),
    Wording(
        "litigation.total", "诉讼",
        re.compile(rf"{ALONE_FROM['复议']}诉讼(?:案件|案)?{ROUGHLY_ALL}{NUMBER}{CASES}(?!的)"),
        CASES_OF_OTHERS, DISCLOSURE_TOPIC,
    ),
    Wording(
        "published", "信息",
        re.compile(
            r"(?P<verb>主动公开|公开发布|公开|发布|推送|刊登)(?:了)?(?:各类|各种)?(?:政府|政务)?信息(?:内容)?"
            rf"{ROUGHLY_ALL}{NUMBER}(?P<unit>条次|条|篇|件|份){AFTER}"
        ),
        PUBLISHED_GUARD,
    ),
    Wording(
        "interpretations.published", "解读",
        re.compile(
            r"(?:发布|制作|公开|推出|编发|刊发|制发)(?:了)?(?:各类|各种)?政策(?:文件)?解读(?:材料|稿件|信息|产品|文章|稿)?"
            rf"{ROUGHLY_ALL}{NUMBER}(?P<unit>篇|条|件|份|个|项){AFTER}"
        ),
        INTERPRETED_GUARD,
    ),
    Wording(
        "training.sessions", "培训",
        re.compile(
            r"(?:举办|开展|组织|召开)(?:了)?(?:开展|举办|召开)?(?:全[省市区县镇乡局]|我[省市区县镇乡局]|本[省市区县镇乡局])?"
            r"(?:政务公开|政府信息公开|信息公开)?(?:工作)?(?:业务)?(?:工作)?培训(?:班|会|会议|活动)?"
            rf"{ROUGHLY_ALL}{NUMBER}(?P<unit>次|场|期){AFTER}"
        ),
        TRAINED_GUARD,
    ),
    Wording(
        "training.sessions", "培训",
        re.compile(
            rf"(?:举办|开展|组织|召开)(?:了)?{NUMBER}(?P<unit>次|场|期){AFTER}"
            r"(?:政务公开|政府信息公开|信息公开)?(?:工作)?(?:业务)?(?:工作)?培训(?:班|会|会议|活动)?$"
        ),
        TRAINED_GUARD,
    ),
    Wording(
        "training.participants", "训",
        re.compile(rf"(?:培训(?:人员|干部|工作人员)?|参训(?:人员)?|参加培训){ROUGHLY_ALL}{NUMBER}(?P<unit>人次){AFTER}"),
        TRAINED_GUARD,
    ),
    Wording(
        "training.participants", "人次",
        re.compile(rf"^(?:共|参训)?{NUMBER}(?P<unit>人次){AFTER}$"),
        after="training.sessions",
    ),
    Wording(
        "info_fee_yuan", "处理费",
        re.compile(rf"信息(?:公开)?处理费(?:用|金额)?{ROUGHLY_ALL}(?:人民币)?{NUMBER}(?P<unit>元){AFTER}"),
        FEE_GUARD,
    ),
    *(
        Wording(
            "",
            word,
            re.compile(
                r"(?:办理|作出|做出|处理|实施|下达|审批)(?:了)?(?:各类)?"
                rf"{word}(?:处理)?(?:决定|案件)?{ROUGHLY_ALL}{NUMBER}{CASES}$"
            ),
            DECIDED_GUARD,
            growth=path,
        )
        for word, path in (
            ("行政许可", "licence.decisions"), ("行政处罚", "penalty.decisions"), ("行政强制", "coercion.decisions"),
        )
    ),
)  # fmt: skip

CHANNELS: tuple[tuple[str, str], ...] = (
    ("gazette", r"公报"),
    ("wechat", r"微信|公众号"),
    ("weibo", r"微博"),
    ("new_media", r"新媒体|客户端|抖音|头条"),
    ("website", r"网站|官网|公开网|政府网"),
    (
        "other",
        r"公示栏|公告栏|公开栏|报纸|电视|广播|报刊|档案馆|图书馆|发布会|查阅|宣传栏|大厅|短信|媒体(?<!新媒体)|平台|渠道|方式|途径",
    ),
)
CHANGE = re.compile(
    r"(?P<subject>.*?)(?:同比|与?[较比](?P<base>上年度?|去年|上一年度?|20\d\d年度?)(?:同期)?(?:相比)?|与(?P<base_>上年度?|去年|上一年度?|20\d\d年度?)(?:同期)?相比)"
    r"[，,]?(?P<way>增长率为|增长|增加|上升|提高|上涨|增幅为|增幅达|下降|减少|降低|回落|下滑|降幅为|降幅达)(?:了|达到|达)?"
    rf"{NUMBER}%(?!以上|左右)"
)
DOWN = frozenset({"下降", "减少", "降低", "回落", "下滑", "降幅为", "降幅达"})
SUBJECTS: tuple[tuple[str, str], ...] = (
    ("requests.new.total", r"(?:政府信息公开|依申请公开)?申请(?:数量|总量|数|量|件数)"),
    ("licence.decisions", r"行政许可(?:处理)?决定(?:数量|数|件数)?"),
    ("penalty.decisions", r"行政处罚(?:处理)?决定(?:数量|数|件数)?"),
    ("coercion.decisions", r"行政强制(?:处理)?决定(?:数量|数|件数)?"),
)

PART = re.compile(
    r"其中|分别|包括|(?<!包)含|平均|每|人均|[日月周]均|占|各(?!类|级|项|种|地|部门|单位|乡镇|街道|镇|县|区)|主要是"
)
OTHER_PERIOD = re.compile(
    r"上半年|下半年|季度|[一二三四]季|\d+月|同期|历年|历史|以来|往年|多年|近[一二三四五几两\d]年|[一二三四五两]年[来间]|截至|截止|十[二三四五]五|"
    r"(?:自|从)20\d\d年|20\d\d年?[至到~—–-]+20\d\d年"
)
LAST_YEAR = re.compile(r"去年|上年|上一年")
WHOLE_YEAR = re.compile(r"(?:自|从)?(20\d\d年)?1月1日(?:起)?[至到~—–-]+(?:20\d\d年)?12月31日(?:止)?")
# 不含公安, 除区政府外, （含乡镇）: another circle of bodies than the words for whose figure it is say.
OTHER_CIRCLE = re.compile(r"不含|不包括|除[^，,]{1,12}外|\(含(?!.{0,8}(?:结转|上年|去年))")
RUNNING_TOTAL = re.compile(r"累计")
THIS_YEAR = re.compile(r"全年|[本今]年|年内")
# What might be, and examples of bodies elsewhere.
SUPPOSED = re.compile(r"^如|如果|假如|倘若|若|[\u3400-\u9fff]某|某[省市区县局]|外[省市区县]|兄弟")
FUTURE = re.compile(r"将|拟|计划|力争|预计|目标|下一步|明年|不少于|至少|争取|确保|要求|应当")
YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?:年|(?=全|我|本|共))")
