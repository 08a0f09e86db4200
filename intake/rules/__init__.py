"""Pure rules of the import: reading a file, finding its tables, judging each cell."""
