"""Overview."""

from ui.shell import open_page

view = open_page("overview")
