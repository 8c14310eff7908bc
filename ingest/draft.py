"""Drafts: reports before they are published, checked beside what a workspace has of the organ; nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import polars as pl

from ingest import definitions, places, rules, store, tables
from ingest.beside import Beside, beside, nothing_beside
from ingest.build import program_version
from ingest.editions import Edition, Source, accepted
from ingest.organs import Organ, complete_organs, official_name, organ_id
from ingest.readings import Answer, Refusal
from ingest.workspace import StoredDocument

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from ingest.workspace import Workspace

TITLE = "草稿核对（未入库）"


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft and how it stands to the workspace.

    Attributes:
        file: its name.
        organ, year: whose report it is and for which year; null where it was refused.
        refusal: why nothing could be read, null where it was.
        known: whether the workspace has this organ.
        years: the years of the organ's other reports it was checked beside.
        published: the file of the report that the workspace has for the year, null where it has none.
        differing: cells in which the draft differs from that report; 0 where it is the same.
    """

    file: str
    organ: str | None
    year: int | None
    refusal: Refusal | None = None
    known: bool = False
    years: tuple[int, ...] = ()
    published: str | None = None
    differing: int = 0


@dataclass(frozen=True, slots=True)
class Checked:
    """Drafts with their findings (the table's columns, and organ and year), and the database that a report is made of.

    `tables` are the rows of a whole database: the drafts as current reports, with findings, and the reports beside
    them, without.
    """

    drafts: tuple[Draft, ...]
    findings: pl.DataFrame
    tables: Mapping[str, pl.DataFrame]


def check_drafts(
    answers: Sequence[tuple[Path, Answer]],
    workspace: Workspace | None,
    *,
    organ: str | None = None,
    year: int | None = None,
) -> Checked:
    """Give what the rules find in drafts, all checked together and beside the workspace's reports.

    A draft takes the place of the report that the workspace has for its organ and year. It is checked beside the other
    years of its organ, and the same year of the organs below it.

    Args:
        answers: file and what was read from it.
        workspace: with a published database; null to check the drafts alone.
        organ: whose reports they are, where the documents do not say; wins over what they say.
        year: the report year, likewise.

    Raises:
        LookupError: two drafts are of the same organ and year.
        WorkspaceError: nothing has been published, or `organs.csv` is wrong.
    """
    told = [(path, _told(answer, organ, year)) for path, answer in answers]
    decided = [(path, accepted(answer)) for path, answer in told]
    sources = [
        Source(StoredDocument(number, "", path.suffix, path.name, ""), answer)
        for number, (path, answer) in enumerate(decided, start=1)
        if not isinstance(answer, Refusal)
    ]
    space = nothing_beside() if workspace is None else beside(workspace)
    named = [source.of_organ(space.name_of(source.organ, source.year)) for source in sources]
    _one_a_year(named)
    refused = [Draft(path.name, None, None, answer) for path, answer in decided if isinstance(answer, Refusal)]
    return _checked(named, refused, space)


def write_database(path: Path, checked: Checked) -> None:
    """Write the database that `python -m briefing check --database` makes a report of."""
    store.write(path, checked.tables)


def _told(answer: Answer, organ: str | None, year: int | None) -> Answer:
    if isinstance(answer, Refusal):
        return answer
    identity = answer.identity
    known = replace(
        identity,
        organ=official_name(organ) if organ else identity.organ,
        year=year or identity.year,
        organ_proof=organ or identity.organ_proof,
        year_proof=str(year) if year else identity.year_proof,
    )
    return replace(answer, identity=known)


def _one_a_year(sources: Sequence[Source]) -> None:
    seen: dict[tuple[str, int], str] = {}
    for source in sources:
        file = seen.setdefault((source.organ, source.year), source.document.file)
        if file is not source.document.file:
            raise LookupError(
                f"{file} and {source.document.file} are both the report of {source.organ} for {source.year}. "
                "Check one of them at a time."
            )


def _checked(sources: Sequence[Source], refused: Sequence[Draft], space: Beside) -> Checked:
    organs = {source.organ: _organ(source, space) for source in sources}
    editions = [
        places.with_findings(Edition(source), space.written.get(source.organ), space.look_up) for source in sources
    ]
    near = space.near([(organ_id(source.organ), source.year) for source in sources])
    drafts = tables.report_frame(editions).with_columns(
        subordinates=pl.Series(places.subordinate_counts(editions, organs.values()), dtype=pl.Int64)
    )
    organ = pl.concat([near.organ, tables.organ_frame(organs.values())]).unique(
        "organ_id", keep="first", maintain_order=True
    )
    report = pl.concat([drafts, near.report], how="diagonal")
    cell = pl.concat([tables.cell_frame(editions), near.cell])
    narrative = tables.narrative_frame(editions)
    about = organ.select("organ_id", "level", "type", "parent_id", "adcode", "valid_from", "valid_to", organ="name")
    results = rules.check(cell, report.join(about, on="organ_id", how="left", maintain_order="left"), narrative)
    of_drafts = results.filter(pl.col("report_id") <= len(editions))
    set_aside = [(draft.file, draft.refusal.finding()) for draft in refused if draft.refusal]
    finding = tables.all_findings(tables.finding_frame(editions, set_aside), of_drafts, drafts)
    metric = definitions.metrics()
    frames = {
        "organ": organ,
        "report": report.drop("tables", "subordinates"),
        "cell": cell,
        "passage": tables.passage_frame(editions),
        "narrative": narrative,
        "finding": finding,
        "metric": metric,
        "comparability": definitions.comparability(known=metric["metric"]),
        "build": _build_row(space, len(sources) + len(refused), len(refused)),
    }
    named = finding.join(drafts.select("report_id", "organ_id", "year"), on="report_id", how="left").join(
        organ.select("organ_id", organ="name"), on="organ_id", how="left"
    )
    return Checked((*(_draft(source, space) for source in sources), *refused), named, frames)


def _organ(source: Source, space: Beside) -> Organ:
    """Give the organ as the workspace knows it, else what its name and the register of divisions tell."""
    known = space.organs.get(source.organ)
    if known:
        return known
    located = places.locations({source.organ: source.year}, [], space.look_up)
    return complete_organs([source.organ], [], located)[0]


def _draft(source: Source, space: Beside) -> Draft:
    published = space.published(organ_id(source.organ), source.year)
    return Draft(
        file=source.document.file,
        organ=source.organ,
        year=source.year,
        known=source.organ in space.organs,
        years=space.other_years(organ_id(source.organ), source.year),
        published=published[0] if published else None,
        differing=_differing(source, published[1]) if published else 0,
    )


def _differing(source: Source, published: pl.DataFrame) -> int:
    """Count the cells that hold another figure, or stand in one of the two reports only."""
    own = {cell.path: (str(cell.status), cell.value) for cell in source.reading.cells}
    theirs = {path: (status, value) for path, status, value in published.iter_rows()}
    return sum(own.get(path) != theirs.get(path) for path in own.keys() | theirs.keys())


def _build_row(space: Beside, documents: int, refused: int) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "version": space.version,
                "built_at": datetime.now(UTC).replace(tzinfo=None),
                "program": program_version(),
                "workspace": f"{TITLE}；{space.told}",
                "fictional": space.fictional,
                "documents": documents,
                "reports": documents - refused,
                "refused": refused,
            }
        ]
    )
