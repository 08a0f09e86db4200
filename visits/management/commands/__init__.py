"""Commands of visiting."""
