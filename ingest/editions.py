"""Which document is the report of an organ and a year, where several are: duplicates, revisions, excerpts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.model import Finding, Reading, Severity, Status
from ingest.readings import Answer, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.workspace import StoredDocument

NAMED_CELLS = 3  # how many differing cells a message names


@dataclass(frozen=True, slots=True)
class Source:
    """A document and what was read from it."""

    document: StoredDocument
    reading: Reading

    @property
    def organ(self) -> str:
        """Full name of the organ; `accepted` has made sure that there is one."""
        return self.reading.identity.organ or ""

    @property
    def year(self) -> int:
        """Report year; `accepted` has made sure that there is one."""
        return self.reading.identity.year or 0

    def of_organ(self, name: str) -> Source:
        """Give it under another name of its organ; title and proof stay as printed."""
        return replace(self, reading=replace(self.reading, identity=replace(self.reading.identity, organ=name)))


@dataclass(frozen=True, slots=True)
class Edition:
    """One stored report: its source, its number among the reports of the same organ and year, and what is to say."""

    source: Source
    revision: int = 1
    is_current: bool = True
    duplicates: tuple[StoredDocument, ...] = ()
    findings: tuple[Finding, ...] = ()


def accepted(answer: Answer) -> Answer:
    """Give a reading that can stand in the database, or the reason why the document must be set aside."""
    if isinstance(answer, Refusal):
        return answer
    # Without a figure only its title tells a report, whose tables were lost, from a guide or a list of reports.
    if not answer.cells and not answer.identity.title:
        return Refusal(
            "d.no_tables",
            "没有读到规定格式的表格：可能不是政府信息公开工作年度报告，也可能表格在提取时丢失或是图片。"
            "请换用带文字的版本（网页、文本或 PDF）。",
            "None of the prescribed tables was found: this is no yearly disclosure report, or its tables "
            "were lost or are images. "
            "Add a version whose tables are text (HTML, text or PDF).",
        )
    missing = [name for name in ("organ", "year") if getattr(answer.identity, name) is None]
    return _without_identity(missing) if missing or answer.form is None else answer


def editions(sources: Iterable[Source]) -> list[Edition]:
    """Give the reports, sorted by organ, year and revision.

    A document whose figures all stand in another of the same organ and year is its duplicate, in whatever format, and
    the fuller one is the report. Documents that differ in a figure are revisions: the newest by order of adding is
    current, except that an excerpt never takes the place of a whole report.
    """
    groups: dict[tuple[str, int], list[Edition]] = {}
    for source in sorted(sources, key=lambda source: source.document.number):
        _arrange(groups.setdefault((source.organ, source.year), []), source)
    return [edition for key in sorted(groups) for edition in _numbered(groups[key])]


def _arrange(group: list[Edition], source: Source) -> None:
    for position, edition in enumerate(group):
        if _is_within(source.reading, edition.source.reading):
            group[position] = replace(edition, duplicates=(*edition.duplicates, source.document))
            return
        if _is_within(edition.source.reading, source.reading):
            documents = (*edition.duplicates, edition.source.document)
            group[position] = replace(edition, source=source, duplicates=documents)
            return
    group.append(Edition(source))


def _is_within(part: Reading, whole: Reading) -> bool:
    """Tell whether every figure of one reading stands in the other; what could not be read says nothing."""
    return part.form == whole.form and _figures(part).items() <= _figures(whole).items()


def _figures(reading: Reading) -> dict[str, tuple[Status, float | None]]:
    return {cell.path: (cell.status, cell.value) for cell in reading.cells if cell.status is not Status.UNREADABLE}


def _numbered(group: list[Edition]) -> list[Edition]:
    group = sorted(group, key=lambda edition: edition.source.document.number)
    whole = [edition for edition in group if not edition.source.reading.excerpt]
    current = (whole or group)[-1]
    numbered = []
    for revision, edition in enumerate(group, start=1):
        findings = [_duplicate(edition, document) for document in edition.duplicates]
        if edition is current:
            findings.extend(_revision(edition, other) for other in group if other is not edition)
        is_current = edition is current
        numbered.append(replace(edition, revision=revision, is_current=is_current, findings=tuple(findings)))
    return numbered


def _duplicate(edition: Edition, document: StoredDocument) -> Finding:
    kept = edition.source.document.file
    return Finding(
        "d.duplicate",
        Severity.NOTICE,
        f"“{document.file}”与“{kept}”是同一机构同一年度的报告，数字没有不同，只计一份。",
        f"“{document.file}” is the same report as “{kept}”: no figure differs. It is counted once.",
        quote=document.file,
    )


def _revision(current: Edition, other: Edition) -> Finding:
    ours, theirs = _figures(current.source.reading), _figures(other.source.reading)
    differing = sorted(path for path in ours.keys() | theirs.keys() if ours.get(path) != theirs.get(path))
    named = "、".join(differing[:NAMED_CELLS])
    used, older = current.source.document.file, other.source.document.file
    return Finding(
        "d.revision",
        Severity.WARNING,
        f"同一机构同一年度有两份数字不同的报告：“{used}”与“{older}”，相差 {len(differing)} 处（{named}）。"
        f"采用“{used}”。请核对哪一份是正式发布的。",
        f"Two reports of one organ and year differ: “{used}” and “{older}”, in {len(differing)} cells ({named}). "
        f"“{used}” is used. Check which of them was published.",
        cells=tuple(differing),
        quote=older,
    )


def _without_identity(missing: list[str]) -> Refusal:
    zh = "和".join({"organ": "机构名称", "year": "报告年度"}[name] for name in missing)
    en = " and ".join({"organ": "whose report this is", "year": "which year it is for"}[name] for name in missing)
    return Refusal(
        "d.no_identity",
        f"文件中找不到{zh}（应见于标题、开头和统计期限）。请使用带标题和开头段落的完整报告。",
        f"The document does not say {en} (title, opening sentence, statistics period). "
        "Add the whole report, with its title and opening.",
    )
