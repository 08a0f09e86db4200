"""Pages of changes: the list, one form for each kind, what it moves, and the second person's."""
