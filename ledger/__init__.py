"""What people decided: corrections, verdicts and explanations, in one append-only book."""

from ledger.book import Book, book_of, open_book, url_of
from ledger.entry import Entry, Judgement, Kind, LedgerError, Standing, in_force, standing, undone

__all__ = [
    "Book",
    "Entry",
    "Judgement",
    "Kind",
    "LedgerError",
    "Standing",
    "book_of",
    "in_force",
    "open_book",
    "standing",
    "undone",
    "url_of",
]
