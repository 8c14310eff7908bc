"""Every word a chart can show, in English, by key; the pages pass the reader's language.

Keys that start with `status_`, `case_`, `state_`, `outcome_` and `flag_` end in the value of the column of that name,
so that a new status is one new word. A field in braces is filled by the chart; a translation may move or drop it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ENGLISH: Final[Mapping[str, str]] = {
    # columns, as tooltips and legends name them
    "organ": "Authority",
    "year": "Year",
    "value": "Value",
    "share": "Share",
    "part": "Part",
    "status": "Status",
    "printed": "Printed as",
    "basis": "Computed from",
    "form": "Form",
    "flags": "Remarks",
    "errors": "Findings (errors)",
    "state": "Report",
    "start": "Start",
    "end": "End",
    "change": "Change",
    "change_pct": "Change, %",
    "change_pp": "Change, percentage points",
    "case": "Reading",
    "why": "Why",
    "explanation": "Explanation",
    # what stands behind a value
    "status_reported": "as printed",
    "status_corrected": "corrected",
    "status_computed": "computed",
    "status_blank": "left blank",
    "status_unreadable": "not readable",
    "status_not_on_form": "not asked on this form",
    "status_no_report": "no report",
    "status_not_supplied": "population not supplied",
    # what a change is
    "case_increase": "rose",
    "case_decrease": "fell",
    "case_fell_to_zero": "fell to zero",
    "case_rose_from_zero": "rose from zero, no percentage",
    "case_both_zero": "zero in both years",
    "case_no_change": "unchanged",
    "case_negative_base": "negative base, no percentage",
    "case_start_missing": "no number at the start",
    "case_end_missing": "no number at the end",
    "case_break": "definition changed, not comparable",
    # what stands behind a report
    "state_reported": "● report read",
    "state_findings": "▲ read, with findings",
    "state_no_report": "○ no report",
    "state_not_existing": "– authority did not exist",
    # how a check came out
    "rule": "Rule",
    "outcome": "Outcome",
    "n_fail": "Failed",
    "n_cannot_check": "Cannot be checked",
    "n_pass": "Passed",
    "outcome_error": "▲ error",
    "outcome_warning": "◆ warning",
    "outcome_notice": "● notice",
    "outcome_cannot_check": "◌ cannot be checked",
    "outcome_pass": "✓ passed",
    "outcome_not_run": "– not checked",
    "outcome_nothing": "· nothing to remark",
    "outcome_no_report": "○ no report",
    # remarks
    "flag_small_n": "small numbers: denominator under 20",
    "flag_small_count": "small numbers: fewer than 20 cases",
    "flag_small_base": "small base: under 20",
    "flag_item_count": "probably a count of items",
    "flag_inferred_zero": "a blank counted as 0, because the sums of the form pass with it",
    "flag_corrected": "corrected",
    "corrected_from": "corrected; the document prints {printed}",
    "flag_linked": "read from the cell that the other form has in its place",
    "flag_not_found": "the form asks, the report has no place for it",
    "flag_zero_denominator": "denominator is 0",
    "flag_not_existing": "the authority did not exist",
    # an authority beside its peers
    "median": "Median of the peers",
    "q1": "First quartile of the peers",
    "q3": "Third quartile of the peers",
    "peers": "Peers with a number",
    "position": "Among its peers",
    "position_above": "unusually high",
    "position_below": "unusually low",
    "position_within": "usual",
    "numerator": "Numerator",
    "denominator": "Denominator",
    "low": "Lower limit, 99.8 %",
    "high": "Upper limit, 99.8 %",
    # what drove a rate
    "effect": "Effect",
    "effect_mix": "other weights of the parts",
    "effect_rate": "other rates within the parts",
    "start_share": "Weight at the start, %",
    "end_share": "Weight at the end, %",
    "start_rate": "Rate at the start, %",
    "end_rate": "Rate at the end, %",
    # notes under a title
    "missing_mark": "◇ no number; the table says why",
    "missing": "No number",
    "explained_mark": "✎ explained; the sentence is in the tooltip and in the table",
    "more": "and {count} more",
    "rest": "Grey: the other {count}",
    "years_mark": "○ {start}   ● {end}",
    "note_mark": "※ comparable with a note",
    "nothing": "Nothing to draw: no number in this selection",
    "pp": "pp",
    "reference_mark": "Dashed: median of the peers",
    "log_mark": "Logarithmic: {count} zeros have no place on this scale",
    "band_mark": "Band: the middle half of the peers, | their median; each without the authority itself",
    "outside_mark": "◆ look here: {names}",
    "funnel_mark": "Line: {target} % of all together; dashes: 95 %, outer lines: 99.8 % by chance alone",
    "funnel_wider": "Limits widened: the authorities vary {times} times more than chance",
    "scatter_mark": "Dashed: medians of the authorities drawn, {x} across and {y} up",
    "scatter_small": "▲ small numbers: denominator under 20",
    "scatter_unsized": "✚ no number for the size of the point",
    "scatter_unnamed": "{count} without a name for want of room; pick one to see its name",
    "contributions_mark": "Together {total}, over {count} authorities with a change",
    # what a screen reader says
    "trend_alt": "Lines: {title}, {unit}, {first} to {last}, {count} authorities.",
    "trend_alt_end": "In {year}: highest {highest} with {most}, lowest {lowest} with {least}.",
    "trend_alt_missing": "{count} values are missing and break the line.",
    "drivers_mark": "Together {total} pp: {mix} by other weights, {rate} by other rates within the parts",
    "drivers_alt": "Bars: {title}, {count} parts. {said}.",
    "ranked_alt": "Ranked points: {title}, {unit}, {count} authorities, from {top} ({most}) to {bottom} ({least}).",
    "ranked_alt_outside": "Unusual among their peers: {names}.",
    "scatter_alt": "Points: {title}, {count} authorities.",
    "scatter_alt_axis": "{axis}: highest {highest} with {most}, lowest {lowest} with {least}, median {median}.",
    "funnel_alt": "Funnel: {title}, {unit}, {count} authorities, {outside} beyond the 99.8 % limits.",
    "contributions_alt": "Bars: {title}, {unit}, {count} authorities; {first} made most of it with {change}, {share} % "
    "of the whole change.",
    "dumbbell_alt": "Pairs of points: {title}, {unit}, {start} against {end}, {count} authorities.",
    "dumbbell_alt_ends": "{rose} rose, {fell} fell; from {most} ({top}) to {least} ({bottom}).",
    "movers_alt": "Bars: {title}, {unit}, the {rises} largest rises and the {falls} largest falls.",
    "movers_alt_ends": "From {most} ({top}) to {least} ({bottom}).",
    "composition_alt": "Stacked bars: {title}, {unit}, {bars} bars of {parts} parts.",
    "composition_alt_top": "Largest part in {bar}: {part}, {amount}.",
    "composition_alt_missing": "{count} bars are not drawn because a part has no number.",
    "matrix_alt": "Grid: {title}, {rows} reports by {rules} kinds of rules: {failed} with errors or warnings, "
    "{open} that cannot be checked, {passed} passed.",
    "coverage_alt": "Grid: {title}, {organs} authorities, {first} to {last}: {reported} of {expected} reports read, "
    "{errors} with findings.",
}


def word(words: Mapping[str, str], key: str, **fields: object) -> str:
    """The reader's word for a key, with its fields filled; the English one where a translation has none.

    Raises:
        KeyError: The key is in neither: a misspelt key is our mistake.
    """
    return (words.get(key) or ENGLISH[key]).format(**fields)


def remark(words: Mapping[str, str], flag: str, corrected_from: Sequence[str] | None) -> str:
    """The reader's words for a flag; behind a correction stands what the document prints."""
    if flag == "corrected" and corrected_from:
        return word(words, "corrected_from", printed=", ".join(corrected_from))
    return word_of(words, "flag", flag)


def word_of(words: Mapping[str, str], kind: str, value: str | None) -> str:
    """The reader's word for a value of an open list (a status, a flag); the bare value if it has none, "" for null."""
    if value is None:
        return ""
    key = f"{kind}_{value}"
    return words.get(key) or ENGLISH.get(key) or value
