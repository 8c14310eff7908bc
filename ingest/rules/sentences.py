"""The words for a comparison that does not pass: both sides with their figures, or the cells that are missing."""

from __future__ import annotations

import polars as pl

from ingest.model import Outcome, Status
from ingest.rules.frames import first_names, number_text
from ingest.rules.scopes import Relation

NAMED = 4  # missing cells that a sentence names before it only counts them
SPELLED_OUT = 6  # figures of a side; a longer sum leaves its zeros out
PAIR = 2  # so few cells are named even when all of them are missing
ABSENT, NO_REPORT = "absent", "no_report"
STATES = (Status.BLANK, Status.UNREADABLE, ABSENT)


def sentences(pairs: pl.DataFrame, details: pl.DataFrame) -> pl.DataFrame:
    """Give message_zh and message_en for each pair.

    Args:
        pairs: compared pairs of report and scope that did not pass, with sides and outcome.
        details: one row a figure that these pairs ask for, with its words; value and status null without a cell.
    """
    if pairs.is_empty():
        return pl.DataFrame(schema={"pair": pairs.schema["pair"], "message_zh": pl.String, "message_en": pl.String})
    words = pairs.join(_side_words(details), on="pair").join(_missing_words(details), on="pair")
    failed = pl.col("outcome") == Outcome.FAIL
    return words.select(
        "pair",
        message_zh=pl.col("head_zh") + "：" + pl.when(failed).then(_failure_zh()).otherwise(_gap_zh()),
        message_en=pl.col("head_en") + ": " + pl.when(failed).then(_failure_en()).otherwise(_gap_en()),
    )


def _side_words(details: pl.DataFrame) -> pl.DataFrame:
    """Write each side as a sum: 一(16)+二(0), and say how many figures it has."""
    terms = details.sort("pair", "is_left", "position").with_columns(terms=pl.len().over("pair", "is_left"))
    shown = terms.filter((pl.col("terms") <= SPELLED_OUT) | (pl.col("value") != 0) & pl.col("value").is_not_null())
    sign = pl.when(pl.col("sign") < 0).then(pl.lit("−")).otherwise(pl.lit("+"))
    number, is_corrected = number_text(pl.col("value")).fill_null("?"), pl.col("status") == Status.CORRECTED
    zh = pl.when(is_corrected).then(pl.format("{}，更正前“{}”", number, "printed")).otherwise(number)
    en = pl.when(is_corrected).then(pl.format("{}, printed “{}”", number, "printed")).otherwise(number)
    words = shown.with_columns(
        zh=pl.format("{}{}({})", sign, "mark_zh", zh), en=pl.format(" {} {} ({})", sign, "name_en", en)
    )
    sides = words.group_by("pair", maintain_order=True).agg(
        left_zh=_sum_words("zh", left=True),
        right_zh=_sum_words("zh", left=False),
        left_en=_sum_words("en", left=True),
        right_en=_sum_words("en", left=False),
    )
    counts = terms.group_by("pair").agg(
        left_terms=pl.col("is_left").sum(),
        right_terms=(~pl.col("is_left")).sum(),
        last_report=pl.col("last_year").any(),
    )
    return counts.join(sides, on="pair", how="left").with_columns(
        pl.col("left_zh", "right_zh").fill_null("各项(0)"), pl.col("left_en", "right_en").fill_null("all parts (0)")
    )


def _sum_words(column: str, *, left: bool) -> pl.Expr:
    side = pl.col(column).filter(pl.col("is_left") if left else ~pl.col("is_left"))
    joined = side.sort_by(pl.col("position").filter(pl.col("is_left") if left else ~pl.col("is_left"))).str.join("")
    return pl.when(side.len() > 0).then(joined.str.replace(r"^ ?\+ ?", ""))


def _missing_words(details: pl.DataFrame) -> pl.DataFrame:
    """Name the cells that hold no number, by the reason why; and add up what is printed."""
    status = pl.col("status")
    state = (
        pl.when(pl.col("last_year") & pl.col("source").is_null())
        .then(pl.lit(NO_REPORT))
        .otherwise(pl.coalesce(status, pl.lit(ABSENT)))
    )
    unreadable = pl.format("{}（印作“{}”）", "name_zh", "printed"), pl.format("{} (printed “{}”)", "name_en", "printed")
    is_unreadable = status == Status.UNREADABLE
    ordered = details.sort("pair", "is_left", "position", descending=[False, True, False]).with_columns(
        state=state,
        zh=pl.when(is_unreadable).then(unreadable[0]).otherwise("name_zh"),
        en=pl.when(is_unreadable).then(unreadable[1]).otherwise("name_en"),
    )
    blank_right = (pl.col("state") == Status.BLANK) & ~pl.col("is_left")
    figures = pl.col("value").is_not_null() & pl.col("is_left")
    return ordered.group_by("pair", maintain_order=True).agg(
        *(_names(state, "zh", "全部 {} 格", "等 {} 格") for state in STATES),
        *(_names(state, "en", "all {} cells", " and others, {} cells") for state in STATES),
        no_report=(pl.col("state") == NO_REPORT).any(),
        all_absent=(pl.col("state") == ABSENT).all(),
        blank_total=blank_right.any(),
        filled=figures.sum(),
        printed_left=(pl.col("value") * pl.col("sign")).filter(figures).sum(),
        no_minus=(pl.col("sign") > 0).all(),
    )


def _names(state: str, language: str, all_of: str, more: str) -> pl.Expr:
    hit = pl.col("state") == state
    separator = "，" if language == "zh" else ", "
    names = first_names(pl.col(language).filter(hit), NAMED, separator, more)
    everything = hit.all() & (pl.len() > PAIR)
    return pl.when(everything).then(pl.format(all_of, pl.len())).otherwise(names).alias(f"{state}_{language}")


def _with_total(words: pl.Expr, terms: str, total: str, form: str) -> pl.Expr:
    """Add `=16` to a sum of several figures; a single figure stands for itself."""
    return pl.when(pl.col(terms) > 1).then(pl.format(form, words, number_text(pl.col(total)))).otherwise(words)


def _failure_zh() -> pl.Expr:
    left = _with_total(pl.col("left_zh"), "left_terms", "left_value", "{}={}")
    right = _with_total(pl.col("right_zh"), "right_terms", "right_value", "{}={}")
    gap = number_text(pl.col("difference").abs())
    relation = pl.col("relation")
    return (
        pl.when(relation == Relation.AT_MOST)
        .then(pl.format("{}大于{}，多出 {}", left, right, gap))
        .when(relation == Relation.NO_STOCK)
        .then(pl.format("{}，恰为{}，填报时可能把“处理决定数量”当作年末项目数，请核对是否应填办件数", right, left))
        .when(relation == Relation.NO_JUMP)
        .then(pl.format("{}，{}，相差 {}，变动异常大，请核对或说明原因", left, right, gap))
        .otherwise(pl.format("{}，{}，相差 {}", left, right, gap))
    )


def _failure_en() -> pl.Expr:
    left = _with_total(pl.col("left_en"), "left_terms", "left_value", "{} = {}")
    right = _with_total(pl.col("right_en"), "right_terms", "right_value", "{} = {}")
    gap = number_text(pl.col("difference").abs())
    relation = pl.col("relation")
    stock = (
        "{} is exactly {}: the decisions may have been filled in as a stock of items; check whether cases were meant"
    )
    return (
        pl.when(relation == Relation.AT_MOST)
        .then(pl.format("{} is more than {}, by {}", left, right, gap))
        .when(relation == Relation.NO_STOCK)
        .then(pl.format(stock, right, left))
        .when(relation == Relation.NO_JUMP)
        .then(pl.format("{}; {}; difference {}: an unusual change, check it or explain it", left, right, gap))
        .otherwise(pl.format("{}; {}; difference {}", left, right, gap))
    )


def _total_left_blank() -> pl.Expr:
    return pl.col("blank_total") & (pl.col("right_terms") == 1) & (pl.col("filled") > 0)


def _exceeded() -> pl.Expr:
    """Tell where the printed parts alone are more than the total: still no proof, for a part may have been misread."""
    equal = (pl.col("relation") == Relation.EQUAL) & pl.col("no_minus") & pl.col("left_value").is_null()
    return equal & (pl.col("printed_left") > pl.col("right_value"))


def _gap_zh() -> pl.Expr:
    parts = [
        pl.when(pl.col(f"{state}_zh") != "").then(pl.format("{}：{}", pl.lit(title), f"{state}_zh"))
        for state, title in ((Status.BLANK, "空白"), (Status.UNREADABLE, "无法辨认"), (ABSENT, "未见"))
    ]
    no_report = pl.when("no_report").then(pl.format("没有 {} 年的报告", pl.col("year") - 1))
    excerpt = pl.when(pl.col("is_excerpt") & (pl.col(f"{ABSENT}_zh") != "")).then(pl.lit("本文件为节选"))
    printed = number_text(pl.col("printed_left"))
    total = pl.when(_total_left_blank()).then(pl.format("总计留空，已填各项之和为 {}", printed))
    exceeded = pl.when(_exceeded()).then(
        pl.format("已填各项之和 {} 已大于 {}，请核对", printed, number_text(pl.col("right_value")))
    )
    return (
        pl.concat_str([total, *parts, no_report, excerpt, exceeded], separator="；", ignore_nulls=True) + "；无法核对"
    )


def _gap_en() -> pl.Expr:
    parts = [
        pl.when(pl.col(f"{state}_en") != "").then(pl.format("{}: {}", pl.lit(title), f"{state}_en"))
        for state, title in ((Status.BLANK, "blank"), (Status.UNREADABLE, "unreadable"), (ABSENT, "not found"))
    ]
    no_report = pl.when("no_report").then(pl.format("there is no report for {}", pl.col("year") - 1))
    excerpt = pl.when(pl.col("is_excerpt") & (pl.col(f"{ABSENT}_zh") != "")).then(pl.lit("the document is an excerpt"))
    printed = number_text(pl.col("printed_left"))
    total = pl.when(_total_left_blank()).then(
        pl.format("the total is left blank, the parts filled in add up to {}", printed)
    )
    exceeded = pl.when(_exceeded()).then(
        pl.format(
            "the parts filled in ({}) are already more than {}, check them", printed, number_text(pl.col("right_value"))
        )
    )
    return (
        pl.concat_str([total, *parts, no_report, excerpt, exceeded], separator="; ", ignore_nulls=True)
        + "; cannot be checked"
    )
