"""Figures that stand in sentences: sentences, clauses, whose figure it is, and what it counts."""

from ingest.narrative.take import narrative

__all__ = ["narrative"]
