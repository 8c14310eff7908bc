"""One briefing, every format: which writer makes which kind of file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from briefing.content import Briefing

KINDS: Final = ("docx", "pptx", "pdf", "xlsx")
MIME: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def written(briefing: Briefing, kind: str, *, official: bool = True, template: bytes | None = None) -> bytes:
    """Give a briefing as a file.

    Args:
        briefing: what `fill` gives.
        kind: of KINDS.
        official: Word in the style of official documents (GB/T 9704), else plain.
        template: a .docx or .pptx of the user's own, for these two kinds.

    Raises:
        ValueError: another kind, a template for a kind that takes none, or one that cannot be used.
    """
    # A writer is loaded when it is asked for: each brings an office library.
    if template is not None and kind not in ("docx", "pptx"):
        raise ValueError(f"{kind} takes no template; .docx and .pptx do.")
    match kind:
        case "docx":
            from briefing.document import docx_of  # noqa: PLC0415

            return docx_of(briefing, style="official" if official else "plain", template=template)
        case "pptx":
            from briefing.slides import pptx_of  # noqa: PLC0415

            return pptx_of(briefing, template=template)
        case "pdf":
            from briefing.paper import pdf_of  # noqa: PLC0415

            return pdf_of(briefing)
        case "xlsx":
            from briefing.workbook import xlsx_of  # noqa: PLC0415

            return xlsx_of(briefing)
    raise ValueError(f"{kind} is none of {', '.join(KINDS)}.")
