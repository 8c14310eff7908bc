"""The tables of the ledger, as the newest migration leaves them."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
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

HEAD = "0002"  # the newest revision in migrations/versions; a test compares

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
kept = Table(
    "kept",
    metadata,
    Column("kept_id", Integer, primary_key=True, autoincrement=True),
    Column("workspace", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("item", String, nullable=False),
    Column("name", String, nullable=False),
    Column("body", JSON(none_as_null=True)),
    Column("who", String, nullable=False),
    Column("note", Text, nullable=False),
    Column("at", DateTime, nullable=False),  # UTC
    CheckConstraint("name <> '' and who <> ''", name="what_and_who"),
    Index("kept_by_item", "workspace", "kind", "item"),
    sqlite_autoincrement=True,
)
