"""The one table of the ledger, as the newest migration leaves it."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
)

HEAD = "0001"  # the newest revision in migrations/versions; a test compares

metadata = MetaData()
entry = Table(
    "entry",
    metadata,
    Column("entry_id", Integer, primary_key=True, autoincrement=True),
    Column("workspace", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("organ_id", String, nullable=False),
    Column("organ", String, nullable=False),
    Column("year", SmallInteger, nullable=False),
    Column("target", String, nullable=False),
    Column("at", DateTime, nullable=False),  # UTC
    Column("who", String, nullable=False),
    Column("note", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("printed", Text),
    Column("value", Double),
    Column("judgement", String),
    Column("left_value", Double),
    Column("right_value", Double),
    Column("undoes", Integer, ForeignKey("entry.entry_id")),
    CheckConstraint("kind in ('correction', 'verdict', 'explanation')", name="known_kind"),
    CheckConstraint("judgement in ('source_error', 'parse_error', 'definition', 'accepted')", name="known_judgement"),
    CheckConstraint("who <> '' and note <> ''", name="who_and_why"),
    Index("entry_by_key", "workspace", "kind", "organ_id", "year", "target"),
    sqlite_autoincrement=True,
)
