"""Sections of an invented report, and the figures that are taken from them."""

from ingest.model import Place, Prose
from ingest.narrative import narrative

YEAR = 2024
HEADING = "一、总体情况"


def prose(*lines, heading=HEADING):
    return [Prose(text, Place(line=number)) for number, text in enumerate((heading, *lines), start=1)]


def taken(*lines, year=YEAR, heading=HEADING):
    return {figure.metric: (figure.value, figure.scope) for figure in narrative(prose(*lines, heading=heading), year)}
