"""Checks: within one report, between years, of the form itself, of the text against the tables."""

from ingest.rules.frames import CELLS, FINDINGS, NARRATIVE, REPORTS
from ingest.rules.run import OWN, check

__all__ = ["CELLS", "FINDINGS", "NARRATIVE", "OWN", "REPORTS", "check"]
