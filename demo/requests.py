"""Tables three and four of the fictional organs: requests by applicant and outcome, reviews and lawsuits."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from demo.city import Organ

APPLICANTS = {"natural": 0.9, "company": 0.062, "research": 0.0004, "ngo": 0.0006, "legal": 0.032, "other": 0.005}
OUTCOMES = {
    "granted": 0.44,
    "partial": 0.12,
    "refused.state_secret": 0.001,
    "refused.law_forbids": 0.008,
    "refused.three_securities": 0.002,
    "refused.third_party": 0.006,
    "refused.internal": 0.012,
    "refused.process": 0.016,
    "refused.enforcement_file": 0.012,
    "refused.admin_query": 0.035,
    "unable.not_held": 0.22,
    "unable.needs_creation": 0.02,
    "unable.unclear": 0.008,
    "declined.petition": 0.035,
    "declined.repeat": 0.012,
    "declined.publication": 0.001,
    "declined.excessive": 0.001,
    "declined.reissue": 0.001,
    "other.no_correction": 0.025,
    "other.fee_unpaid": 0.002,
    "other.other": 0.015,
}
UNDIVIDED = ("other.no_correction", "other.fee_unpaid", "other.other")
ROWS = ("new", "carried_in", *OUTCOMES, "other", "total", "carried_out")
REVIEW_SHARES = {"review": 0.08, "litigation_direct": 0.018, "litigation_after_review": 0.012}
REVIEW_OUTCOMES = {"upheld": 0.5, "corrected": 0.14, "other": 0.2, "pending": 0.16}
PENDING_SHARE = 0.06
DISTRICT_CAP = 60


def request_figures(
    organ: Organ, volume: float, carried_in: Mapping[str, int], *, clear: bool, chance: Random
) -> dict[str, int]:
    """Give table three by `row.column`: every sum of the form holds, `clear` leaves nothing for next year."""
    figures: dict[str, int] = {}
    arrived = _drawn(round(volume), APPLICANTS, chance)
    for column in APPLICANTS:
        carried = carried_in.get(column, 0)
        open_requests = arrived[column] + carried
        carried_out = 0 if clear or organ.prompt else _pending(open_requests, chance)
        outcomes = _drawn(open_requests - carried_out, OUTCOMES, chance)
        rows = {
            "new": arrived[column],
            "carried_in": carried,
            **outcomes,
            "other": sum(outcomes[row] for row in UNDIVIDED),
            "total": open_requests - carried_out,
            "carried_out": carried_out,
        }
        figures |= {f"{row}.{column}": count for row, count in rows.items()}
    totals = {f"{row}.total": sum(figures[f"{row}.{column}"] for column in APPLICANTS) for row in ROWS}
    return figures | totals


def review_figures(new_requests: int, chance: Random) -> dict[str, int]:
    """Give table four by cell path; outcomes add up to their totals."""
    figures: dict[str, int] = {}
    for block, share in REVIEW_SHARES.items():
        total = min(DISTRICT_CAP, round(new_requests * share * chance.uniform(0.8, 1.2)))
        outcomes = _drawn(total, REVIEW_OUTCOMES, chance)
        figures |= {f"{block}.{outcome}": count for outcome, count in outcomes.items()}
        figures[f"{block}.total"] = total
    return figures


def _pending(open_requests: int, chance: Random) -> int:
    return round(open_requests * PENDING_SHARE * chance.uniform(0.7, 1.3))


def _drawn(count: int, shares: Mapping[str, float], chance: Random) -> dict[str, int]:
    """Distribute `count` by shares: the whole parts first, so that years resemble each other, the rest by chance."""
    weight = sum(shares.values())
    whole = {name: int(count * share / weight) for name, share in shares.items()}
    fractions = [max(count * share / weight - whole[name], 1e-9) for name, share in shares.items()]
    rest = Counter(chance.choices(list(shares), fractions, k=count - sum(whole.values())))
    return {name: whole[name] + rest[name] for name in shares}
