"""The table of entries, which the database itself keeps from being changed or emptied."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_REFUSAL = "entries of the ledger are never changed or removed"


def upgrade() -> None:
    """Make the table, its index and the triggers that refuse changes."""
    op.create_table(
        "entry",
        sa.Column("entry_id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("workspace", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("organ_id", sa.String, nullable=False),
        sa.Column("organ", sa.String, nullable=False),
        sa.Column("year", sa.SmallInteger, nullable=False),
        sa.Column("target", sa.String, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("printed", sa.Text),
        sa.Column("value", sa.Double),
        sa.Column("judgement", sa.String),
        sa.Column("left_value", sa.Double),
        sa.Column("right_value", sa.Double),
        sa.Column("undoes", sa.Integer, sa.ForeignKey("entry.entry_id")),
        sa.CheckConstraint("kind in ('correction', 'verdict', 'explanation')", name="known_kind"),
        sa.CheckConstraint(
            "judgement in ('source_error', 'parse_error', 'definition', 'accepted')", name="known_judgement"
        ),
        sa.CheckConstraint("who <> '' and note <> ''", name="who_and_why"),
        sqlite_autoincrement=True,
    )
    op.create_index("entry_by_key", "entry", ["workspace", "kind", "organ_id", "year", "target"])
    refuse = _refuse_on_postgresql if op.get_bind().dialect.name == "postgresql" else _refuse_on_sqlite
    refuse()


def _refuse_on_sqlite() -> None:
    for action in ("update", "delete"):
        op.execute(
            f"create trigger entry_no_{action} before {action} on entry begin select raise(abort, '{_REFUSAL}'); end"
        )


def _refuse_on_postgresql() -> None:
    op.execute(
        "create function entry_refuse() returns trigger language plpgsql as "
        f"$$ begin raise exception '{_REFUSAL}'; end $$"
    )
    op.execute(
        "create trigger entry_append_only before update or delete or truncate on entry "
        "for each statement execute function entry_refuse()"
    )
