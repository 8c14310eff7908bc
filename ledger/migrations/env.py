"""What Alembic runs: the revisions that are missing, on the connection and in the transaction it was given."""

from alembic import context

from ledger.migrate import VERSIONS
from ledger.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSIONS,
    render_as_batch=True,  # SQLite alters a table by writing it anew
)
with context.begin_transaction():
    context.run_migrations()
