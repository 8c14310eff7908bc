"""The commands of `python -m ingest`; heavy libraries are imported inside them, so that `read` starts at once."""
