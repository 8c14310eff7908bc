"""How often each check fails on real reports: writes docs/firing.md.

Usage: python benchmarks/firing.py [FOLDER …]

Real reports are those of `data/reports` and, where they are on this machine, the collected documents of FOLDER (the
corpus beside the project where left out). A check that fails for more than one in five of the reports that it can be
made for must explain itself in `data/rules.toml`; the script ends with an error where one does not.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Final

import polars as pl

from analysis.rules import Rule, rule_of, rules
from ingest.build import build
from ingest.draft import check_drafts
from ingest.intake import take
from ingest.store import query
from ingest.worker import read_documents
from ingest.workspace import Workspace

ROOT: Final = Path(__file__).parents[1]
CORPUS: Final = ROOT.parent / "shared" / "corpus"
PAGE: Final = ROOT / "docs" / "firing.md"
OFTEN_PCT: Final = 20.0
RESULTS: Final = """
select f.report_id, f.rule, f.outcome from finding f join report r using (report_id) where r.is_current
"""
HEAD: Final = """# How often each check fails on real reports

Written by `python benchmarks/firing.py` from {reports} real reports: those in `data/reports`, most of which are
excerpts, and a collection of documents as they were published. {alone} of them do not say whose they are or for which
year, and were checked alone. *Could be made* counts the reports in which the check passed or failed at least once,
*failed* those in which it failed, *could not* those in which it was asked and never had all its operands. The rate is
*failed* of *could be made*.

| check | severity | what it asks | could be made | failed | rate | could not |
|---|---|---|--:|--:|--:|--:|
"""


def main(folders: list[Path]) -> None:
    """Write the page; raises SystemExit where a check that fails often does not say why."""
    with tempfile.TemporaryDirectory() as folder:
        space = Workspace(Path(folder) / "real")
        with space.locked():
            take(space, [ROOT / "data" / "reports", *(each for each in folders if each.is_dir())])
            published = query(build(space).path, RESULTS)
        alone = unnamed(space)
    counted = rates(pl.concat([published, *alone]))
    reports = published["report_id"].n_unique() + len(alone)
    lines = [_line(rule, counted) for rule in rules().values() if rule.id in counted]
    often = [rules()[rule] for rule, row in counted.items() if is_often(row)]
    silent = [rule for rule in rules().values() if rule.id not in counted]
    head = HEAD.format(reports=reports, alone=len(alone))
    PAGE.write_text("\n".join([head + "\n".join(lines), *_explained(often), *_never(silent)]) + "\n", encoding="utf-8")
    print(PAGE.read_text(encoding="utf-8"))
    unexplained = [rule.id for rule in often if not rule.often_en]
    if unexplained:
        sys.exit(f"say in data/rules.toml why these fail so often: {', '.join(unexplained)}")


def unnamed(space: Workspace) -> list[pl.DataFrame]:
    """Give the results of each document that was set aside only because it does not say whose it is; ids below 0."""
    documents = [document for document in space.documents() if (space.root / "refused" / document.stored_name).exists()]
    paths = [space.path_of(document) for document in documents]
    found = []
    for number, each in enumerate(zip(paths, read_documents(paths), strict=True), start=1):
        checked = check_drafts([each], None, organ="某机关", year=2021)
        if not checked.drafts[0].refusal:
            kept = checked.findings.select(pl.lit(-number, pl.Int32).alias("report_id"), "rule", "outcome")
            found.append(kept)
    return found


def rates(results: pl.DataFrame) -> dict[str, dict[str, int]]:
    """Give for each check in how many reports it was made, failed, and could not be made."""
    ids = {rule: rule_of(rule).id for rule in results["rule"].unique()}
    outcome = pl.col("outcome")
    of_report = (
        results.with_columns(id=pl.col("rule").replace_strict(ids, return_dtype=pl.String))
        .group_by("id", "report_id")
        .agg(failed=(outcome == "fail").any(), made=(outcome != "cannot_check").any())
    )
    counted = of_report.group_by("id").agg(pl.col("made", "failed").sum(), could_not=(~pl.col("made")).sum())
    return {row.pop("id"): row for row in counted.to_dicts()}


def is_often(row: dict[str, int]) -> bool:
    """Tell whether a check fails for more than one in five of the reports that it can be made for."""
    return 100 * row["failed"] > OFTEN_PCT * row["made"]


def _line(rule: Rule, counted: dict[str, dict[str, int]]) -> str:
    row = counted[rule.id]
    rate = f"{100 * row['failed'] / row['made']:.1f} %" if row["made"] else "–"
    cells = (f"`{rule.id}`", rule.severity, rule.en, row["made"], row["failed"], rate, row["could_not"])
    return f"| {' | '.join(map(str, cells))} |"


def _explained(often: list[Rule]) -> list[str]:
    if not often:
        return ["", "No check fails for more than one report in five."]
    return ["", "## Why some fail for more than one report in five", ""] + [
        f"- `{rule.id}`: {rule.often_en} {rule.often_zh}" for rule in often
    ]


def _never(silent: list[Rule]) -> list[str]:
    names = ", ".join(f"`{rule.id}`" for rule in silent)
    return ["", f"Nothing to say on these reports: {names}."] if silent else []


if __name__ == "__main__":
    main([Path(each) for each in sys.argv[1:]] or [CORPUS])
