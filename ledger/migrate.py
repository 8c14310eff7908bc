"""The schema of a ledger, brought up to date by versioned migrations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from ledger.entry import LedgerError
from ledger.schema import HEAD

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

MIGRATIONS = Path(__file__).with_name("migrations")
VERSIONS = "ledger_version"  # a PostgreSQL database may hold another program's `alembic_version`


def is_empty(connection: Connection) -> bool:
    """Tell whether the database holds no ledger yet."""
    return not inspect(connection).has_table(VERSIONS)


def is_current(connection: Connection) -> bool:
    """Tell whether the schema is the one this program knows; false where there is none."""
    return _revision(connection) == HEAD


def bring_up_to_date(connection: Connection) -> None:
    """Run the migrations that are missing, none where another process was first.

    Raises:
        LedgerError: the schema is of a newer version of this program.
    """
    # Alembic costs a third of a second to import, which only the first entry of a ledger need pay.
    from alembic import command  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = configuration()
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        revision = _revision(connection)
        raise LedgerError(
            f"The ledger has schema {revision}, this program knows {HEAD}. Use a newer version of the program."
        ) from error


def configuration() -> Config:
    """Give Alembic's configuration, which is all code: there is no file to lose."""
    from alembic.config import Config  # noqa: PLC0415 - see bring_up_to_date

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def _revision(connection: Connection) -> str | None:
    if is_empty(connection):
        return None
    revision: str | None = connection.execute(text(f"select version_num from {VERSIONS}")).scalar()  # noqa: S608
    return revision
