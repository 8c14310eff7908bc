import tomllib
from pathlib import Path

import pytest

FORMS = Path(__file__).parents[2] / "data" / "forms"
APPLICANTS = ("natural", "company", "research", "ngo", "legal", "other", "total")


def sums_that_break(facts, form_id):
    """The sums of the form, read from the form file itself, that do not hold."""
    tables = tomllib.loads((FORMS / f"{form_id}.toml").read_text(encoding="utf-8"))["tables"]
    rows = {row["id"] for table in tables if table["id"] == "three" for row in table["blocks"][0]["rows"]}
    broken = set()
    for check in (check for table in tables for check in table.get("checks", ())):
        if check["over"] == "cells":
            keys = {check["rule"]: "{}"}
        elif check["over"] == "columns":
            keys = {f"{check['rule']}.{column}": f"requests.{{}}.{column}" for column in APPLICANTS}
        else:
            keys = {f"{check['rule']}.{row}": f"requests.{row}.{{}}" for row in rows}
        for rule, path in keys.items():
            sides = [[facts.get(path.format(part)) for part in check[side]] for side in ("left", "right")]
            if None not in sides[0] + sides[1] and sum(sides[0]) != sum(sides[1]):
                broken.add(rule)
    return broken


@pytest.fixture(scope="session")
def broken_sums():
    return sums_that_break
