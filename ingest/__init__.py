"""Documents in, one database out."""
