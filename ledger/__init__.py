"""What people decided, in one append-only book; and what they keep under a name, on one append-only shelf."""

from ledger.book import Book, book_of, open_book, url_of
from ledger.entry import Entry, Judgement, Kind, LedgerError, Standing, in_force, standing, undone
from ledger.kept import Kept, KeptKind
from ledger.shelf import Shelf, open_shelf, shelf_of

__all__ = [
    "Book",
    "Entry",
    "Judgement",
    "Kept",
    "KeptKind",
    "Kind",
    "LedgerError",
    "Shelf",
    "Standing",
    "book_of",
    "in_force",
    "open_book",
    "open_shelf",
    "shelf_of",
    "standing",
    "undone",
    "url_of",
]
