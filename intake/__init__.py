"""The office's own ledger: read, check, preview, commit, undo."""
