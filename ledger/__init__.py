"""What people decided: corrections, verdicts and explanations, in one append-only book."""

from ledger.book import Book, open_book, url_of
from ledger.entry import Entry, Judgement, Kind, LedgerError, in_force, undone

__all__ = ["Book", "Entry", "Judgement", "Kind", "LedgerError", "in_force", "open_book", "undone", "url_of"]
