"""Frame in, chart out, with one theme for screen and files."""
