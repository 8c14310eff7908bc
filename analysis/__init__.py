"""Frame in, frame out: change, rates, comparison. `load` alone reads the database."""
