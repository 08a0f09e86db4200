"""Forms of accounts, of changes to their rights, and of units."""
