"""Commands of first accounts and of lost ones."""
