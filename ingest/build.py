"""From the documents of a workspace to its next published database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as package_version
from typing import TYPE_CHECKING, TypeAlias

import polars as pl

from ingest import definitions, places, store, tables
from ingest.attribute_lines import read_attributes
from ingest.attributes import NAME as ATTRIBUTES
from ingest.attributes import attribute_frame, refuse
from ingest.checked import checked, decisions
from ingest.editions import Source, accepted, editions
from ingest.organs import complete_organs, read_organs
from ingest.readings import Refusal, cached, keep
from ingest.worker import READER, Limits, read_documents, too_large

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from ingest.checked import Decisions
    from ingest.editions import Edition
    from ingest.organs import Organ
    from ingest.readings import Answer
    from ingest.workspace import Settings, StoredDocument, Workspace

Progress: TypeAlias = "Callable[[int, int, str], None]"


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: counts of documents, reports and cells, and the findings as published.

    `read` counts the documents that were read anew; the others came from the cache. `duplicates` are documents that
    print the figures of another. `findings` has the columns of the table.
    """

    version: int
    path: Path
    documents: int
    read: int
    reports: int
    duplicates: int
    refused: int
    cells: int
    organs: int
    years: tuple[int, ...]
    attributes: int
    findings: pl.DataFrame


def build(
    workspace: Workspace,
    *,
    progress: Progress = lambda *_: None,
    reader: str = READER,
    limits: Limits | None = None,
) -> Built:
    """Read what is new or was read by another version, correct, check everything, publish. The caller holds the lock.

    All or nothing: until the last step, and where anything fails before it, the published database stays what it was.
    The same documents and the same ledger give the same cells.

    Args:
        workspace: with its documents.
        progress: told how many of how many documents are read, and the name of the last one.
        reader: see `read_documents`.
        limits: see `read_documents`.

    Raises:
        WorkspaceError: `workspace.toml`, `organs.csv`, `attributes.csv` or the list of documents is wrong.
        LedgerError: the ledger cannot be read.
        OSError, duckdb.Error: the disk is full or not writable.
    """
    settings = workspace.settings()
    written_organs = read_organs(workspace.root / "organs.csv")
    supplied = read_attributes(workspace.root / ATTRIBUTES)
    refuse(workspace.root / ATTRIBUTES, supplied.problems)
    documents = workspace.documents()
    store.remove_unfinished(workspace)
    answers, read = _answers(workspace, documents, progress, reader, limits)
    pairs = [(document, accepted(answer)) for document, answer in zip(documents, answers, strict=True)]
    refusals = [(document, answer) for document, answer in pairs if isinstance(answer, Refusal)]
    sources = [Source(document, answer) for document, answer in pairs if not isinstance(answer, Refusal)]
    reports, organs = _identified(sources, written_organs, places.look_up_of(fictional=settings.fictional))

    attributes, problems = attribute_frame(supplied, ((organ.name, organ.short_name) for organ in organs))
    refuse(workspace.root / ATTRIBUTES, problems)

    decided = decisions(workspace)
    frames = _frames(reports, organs, [(document.file, refusal) for document, refusal in refusals], decided)
    frames["attribute"] = attributes
    version = store.next_version(workspace)
    frames["build"] = _build_row(
        version,
        settings,
        documents=len(documents),
        reports=len(reports),
        refused=len(refusals),
        ledger_entry=decided.last,
    )
    path = store.publish(workspace, version, frames)
    for document, answer in pairs:
        reason = f"{answer.message_zh}\n{answer.message_en}" if isinstance(answer, Refusal) else None
        workspace.set_aside(document, reason)
    return Built(
        version=version,
        path=path,
        documents=len(documents),
        read=read,
        reports=len(reports),
        duplicates=sum(len(report.duplicates) for report in reports),
        refused=len(refusals),
        cells=frames["cell"].height,
        organs=frames["report"]["organ_id"].n_unique(),
        years=tuple(sorted({report.source.year for report in reports})),
        attributes=attributes.height,
        findings=frames["finding"],
    )


def program_version() -> str:
    """Give the version of this program, `0` where it runs without having been installed."""
    try:
        return package_version("gongkai")
    except PackageNotFoundError:
        return "0"


def _answers(
    workspace: Workspace, documents: Sequence[StoredDocument], progress: Progress, reader: str, limits: Limits | None
) -> tuple[list[Answer], int]:
    """Give one answer per document, from the cache where it holds one, and how many were read anew."""
    answers = {
        document: too_large() if not document.sha256 else cached(workspace.readings, document.sha256)
        for document in documents
    }
    unread = [document for document in documents if answers[document] is None]
    paths = [workspace.path_of(document) for document in unread]
    progress(0, len(unread), "")
    for count, (document, answer) in enumerate(
        zip(unread, read_documents(paths, reader=reader, limits=limits), strict=True), start=1
    ):
        keep(workspace.readings, document.sha256, answer)
        answers[document] = answer
        progress(count, len(unread), document.file)
    return [answer for answer in answers.values() if answer is not None], len(unread)


def _identified(
    sources: Sequence[Source], written: Sequence[Organ], look_up: places.LookUp
) -> tuple[list[Edition], list[Organ]]:
    """Give the reports under one name for each organ, and all organs with their places."""
    names = places.organ_names(((source.organ, source.year) for source in sources), written, look_up)
    in_file = {organ.name: organ for organ in written}
    reports = [
        places.with_findings(report, in_file.get(report.source.organ), look_up)
        for report in editions(source.of_organ(names[source.organ]) for source in sources)
    ]
    years = {report.source.organ: report.source.year for report in reports}  # sorted by year: the latest counts
    return reports, complete_organs(years, written, places.locations(years, written, look_up))


def _frames(
    reports: Sequence[Edition],
    organs: Sequence[Organ],
    refusals: Sequence[tuple[str, Refusal]],
    decided: Decisions,
) -> dict[str, pl.DataFrame]:
    """Give the rows of every table but `build`."""
    narrative, metric = tables.narrative_frame(reports), definitions.metrics()
    counts = pl.Series("subordinates", places.subordinate_counts(reports, organs), dtype=pl.Int64)
    organ, report = tables.organ_frame(organs), tables.report_frame(reports).with_columns(counts)
    done = checked(
        tables.cell_frame(reports),
        decided.in_force,
        reports=report,
        organs=organ,
        narrative=narrative,
        metrics=metric,
        read=tables.finding_frame(reports, [(file, refusal.finding()) for file, refusal in refusals]),
    )
    return {
        "organ": organ,
        "report": report,
        "cell": done.cells,
        "correction": done.corrections,
        "passage": tables.passage_frame(reports),
        "narrative": narrative,
        "finding": done.findings,
        "metric": metric,
        "comparability": definitions.comparability(known=metric["metric"]),
    }


def _build_row(version: int, settings: Settings, **counts: int) -> pl.DataFrame:
    row = {
        "version": version,
        "built_at": datetime.now(UTC).replace(tzinfo=None),
        "program": program_version(),
        "workspace": settings.title_zh,
        "fictional": settings.fictional,
        **counts,
    }
    return pl.DataFrame([row])
