"""Pages of the import wizard: upload, columns, check, result."""
