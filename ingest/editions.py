"""Which document is the report of an organ and a year, where several are: duplicates, revisions, excerpts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.model import Finding, Reading, Severity, Status
from ingest.readings import Answer, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
    the fuller one is the report. Documents that differ in a figure are revisions: the newest is current, newer being
    what was added later, except that a part never takes the place of a whole report. Order decides nothing else.
    """
    groups: dict[tuple[str, int], list[Source]] = {}
    for source in sorted(sources, key=lambda source: source.document.number):
        groups.setdefault((source.organ, source.year), []).append(source)
    return [edition for key in sorted(groups) for edition in _numbered(_distinct(groups[key]))]


def _distinct(group: Sequence[Source]) -> list[Edition]:
    """Give the documents that no other of their organ and year covers, each with those that it covers first."""
    kept = [source for source in group if not any(_covers(other, source) for other in group)]
    covered: dict[int, list[StoredDocument]] = {source.document.number: [] for source in kept}
    for source in group:
        if source.document.number not in covered:
            whole = next(other for other in kept if _is_within(source.reading, other.reading))
            covered[whole.document.number].append(source.document)
    return [Edition(source, duplicates=tuple(covered[source.document.number])) for source in kept]


def _covers(other: Source, source: Source) -> bool:
    """Tell whether another document makes this one superfluous; of two with the same figures the whole, older one."""
    if other is source or not _is_within(source.reading, other.reading):
        return False
    rank, other_rank = ((each.reading.excerpt, each.document.number) for each in (source, other))
    return not _is_within(other.reading, source.reading) or other_rank < rank


def _is_within(part: Reading, whole: Reading) -> bool:
    """Tell whether every figure of one reading stands in the other; what could not be read says nothing."""
    return _figures(part).items() <= _figures(whole).items()


def _figures(reading: Reading) -> dict[str, tuple[Status, float | None]]:
    return {cell.path: (cell.status, cell.value) for cell in reading.cells if cell.status is not Status.UNREADABLE}


def _conflicts(one: Edition, other: Edition) -> list[str]:
    """Give the cells that both print, differently."""
    ours, theirs = _figures(one.source.reading), _figures(other.source.reading)
    return sorted(path for path in ours.keys() & theirs.keys() if ours[path] != theirs[path])


def _current(group: Sequence[Edition]) -> Edition:
    """Choose the newest that is no part of another; of those that do not contradict it, the fullest."""
    whole = [edition for edition in group if not _is_part(edition, group)] or group
    agreeing = [edition for edition in whole if not _conflicts(whole[-1], edition)]
    return max(agreeing, key=lambda edition: (len(_figures(edition.source.reading)), edition.source.document.number))


def _is_part(edition: Edition, group: Sequence[Edition]) -> bool:
    """Tell whether a document says that it is an excerpt, or has only some of the tables that another has."""
    reading = edition.source.reading
    return reading.excerpt or any(set(reading.tables) < set(other.source.reading.tables) for other in group)


def _numbered(group: Sequence[Edition]) -> list[Edition]:
    current = _current(group)
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
    conflicts = _conflicts(current, other)
    if not conflicts:
        return _complement(current, other)
    named = "、".join(conflicts[:NAMED_CELLS])
    used, older = current.source.document.file, other.source.document.file
    is_newer = other.source.document.number > current.source.document.number
    why_zh, why_en = ("较新的一份不完整。", "The newer one holds only a part. ") if is_newer else ("", "")
    return Finding(
        "d.revision",
        Severity.WARNING,
        f"同一机构同一年度有两份数字不同的报告：“{used}”与“{older}”，相差 {len(conflicts)} 处（{named}）。"
        f"采用“{used}”。{why_zh}请核对哪一份是正式发布的。",
        f"Two reports of one organ and year differ: “{used}” and “{older}”, in {len(conflicts)} cells ({named}). "
        f"“{used}” is used. {why_en}Check which of them was published.",
        cells=tuple(conflicts),
        quote=older,
    )


def _complement(current: Edition, other: Edition) -> Finding:
    """Say that two documents agree where both print a figure, and that each has figures that the other lacks."""
    ours, theirs = _figures(current.source.reading), _figures(other.source.reading)
    only = sorted(theirs.keys() - ours.keys())
    named = "、".join(only[:NAMED_CELLS])
    used, unused = current.source.document.file, other.source.document.file
    return Finding(
        "d.revision",
        Severity.WARNING,
        f"同一机构同一年度有两份都不完整的报告：“{used}”与“{unused}”，数字没有矛盾。采用“{used}”；"
        f"“{unused}”另有 {len(only)} 处（{named}）没有采用。请补充完整的报告。",
        f"Two reports of one organ and year are both incomplete: “{used}” and “{unused}”; no figure differs. “{used}” "
        f"is used; {len(only)} cells that only “{unused}” holds ({named}) are not. Add the complete report.",
        cells=tuple(only),
        quote=unused,
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
