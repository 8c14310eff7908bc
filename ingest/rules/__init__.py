"""Checks: within one report, between years, of the form itself."""
