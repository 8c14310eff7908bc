"""Checks: within one report, between years, of the form itself."""

from ingest.rules.frames import CELLS, FINDINGS, REPORTS
from ingest.rules.run import check

__all__ = ["CELLS", "FINDINGS", "REPORTS", "check"]
