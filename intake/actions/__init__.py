"""The verbs of an import: check, keep, commit, undo."""
