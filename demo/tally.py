"""What a reading of a printed document is worth, figure by figure."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from math import isclose
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from demo.documents import Expected


class Verdict(StrEnum):
    """Missed is a gap; wrong and invented are what no reader may ever give."""

    RIGHT = "right"
    MISSED = "missed"
    WRONG = "WRONG"
    INVENTED = "INVENTED"


FATAL = (Verdict.WRONG, Verdict.INVENTED)


def verdicts(expected: Mapping[str, Expected], read: Mapping[str, float | None]) -> dict[str, Verdict]:
    """Give the verdict on every cell that is expected or was read.

    Args:
        expected: what is printed, by cell path; a cell without a figure is right where none is read.
        read: figures by cell path; null, like a missing path, where none was read.
    """
    invented = {path: Verdict.INVENTED for path, value in read.items() if value is not None and path not in expected}
    return invented | {path: _verdict(cell.value, read.get(path)) for path, cell in expected.items()}


def tally(expected: Mapping[str, Expected], read: Mapping[str, float | None]) -> Counter[Verdict]:
    """Count the verdicts."""
    return Counter(verdicts(expected, read).values())


def _verdict(printed: float | None, read: float | None) -> Verdict:
    if read is None:
        return Verdict.RIGHT if printed is None else Verdict.MISSED
    return Verdict.RIGHT if printed is not None and isclose(printed, read, abs_tol=1e-9) else Verdict.WRONG
