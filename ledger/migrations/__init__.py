"""The history of the ledger's schema (Alembic); every ledger is brought up to date when it is opened."""
