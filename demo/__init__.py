"""A fictional city, and the documents that it prints."""
