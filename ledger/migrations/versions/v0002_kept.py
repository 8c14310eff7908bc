"""The table of what people keep under a name, guarded against change like the entries."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_REFUSAL = "entries of the ledger are never changed or removed"


def upgrade() -> None:
    """Make the table, its index and the triggers that refuse changes.

    Kinds are not listed: a further kind must not need a further revision.
    """
    op.create_table(
        "kept",
        sa.Column("kept_id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("workspace", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("item", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("body", sa.JSON),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.CheckConstraint("name <> '' and who <> ''", name="what_and_who"),
        sqlite_autoincrement=True,
    )
    op.create_index("kept_by_item", "kept", ["workspace", "kind", "item"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "create trigger kept_append_only before update or delete or truncate on kept "
            "for each statement execute function entry_refuse()"
        )
        return
    for action in ("update", "delete"):
        op.execute(
            f"create trigger kept_no_{action} before {action} on kept begin select raise(abort, '{_REFUSAL}'); end"
        )
