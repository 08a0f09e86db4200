"""Fixtures of the whole suite, one file per kind of help."""
