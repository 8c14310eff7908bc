"""Saved data to blocks: figures that name their row and column (JSON, CSV records), and saved grids."""

from __future__ import annotations

import csv
from collections import Counter
from io import StringIO

from ingest.model import Document, UnreadableDocumentError
from ingest.readers.labelled_json import read_json
from ingest.readers.labelled_paths import form_of
from ingest.readers.labelled_records import record_of, sheet_of
from ingest.readers.labelled_rows import labelled_blocks
from ingest.readers.rows import sheet_blocks

READER = "labelled 1"
DELIMITERS = ",\t;|"
SAVED_SUFFIXES = frozenset({".csv", ".tsv", ".tab"})
FEWEST_LINES = 5
FEWEST_DELIMITERS = 2  # in a row of a file that is not called .csv
CSV_SHARE = 0.8


def read_data(text: str, suffix: str) -> Document | None:
    """Give the blocks of JSON or of comma-separated data, None for every other text.

    The suffix only decides where the text itself leaves it open: files called .csv or .tsv may be separated by
    other characters.
    """
    document = read_json(text)
    if document is None and (delimiter := delimiter_of(text, is_named_csv=suffix in SAVED_SUFFIXES)):
        return read_csv(text, delimiter)
    return document


def delimiter_of(text: str, *, is_named_csv: bool) -> str:
    """Give the character between the cells of saved data, '' where the text is prose or another layout.

    Only a file that is called .csv or .tsv may use tabs, semicolons or bars here; in other text they are layouts of
    their own.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if is_named_csv:
        best = max(DELIMITERS, key=text.count)
        return best if sum(best in line for line in lines) > len(lines) / 2 else ""
    if len(lines) < FEWEST_LINES or text.count(",") < FEWEST_DELIMITERS * CSV_SHARE * len(lines):
        return ""
    # Prose may be full of commas; only saved rows are all equally wide.
    try:
        widths = Counter(len(row) for row in csv.reader(StringIO(text)) if row)
    except csv.Error:
        return ""
    width, times = widths.most_common(1)[0]
    return "," if width > FEWEST_DELIMITERS and times >= CSV_SHARE * widths.total() else ""


def read_csv(text: str, delimiter: str) -> Document:
    """Give the blocks of saved data: records with row, column and value, or a saved grid with its titles as prose.

    Raises:
        UnreadableDocumentError: a cell is longer than any text of a report, as in a damaged file.
    """
    try:
        rows = list(csv.reader(StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise UnreadableDocumentError("CSV文件已损坏 / The CSV file is damaged") from error
    header = next((row for row in rows if row), [])
    form = form_of(text)
    records = [record_of(dict(zip(header, row, strict=False)), form) for row in rows[1:] if any(row)]
    if records and all(records):
        blocks, findings = labelled_blocks([record for record in records if record])
        return Document(blocks, "csv", READER, findings)
    return Document(tuple(sheet_blocks([sheet_of(rows)])), "csv", READER)
