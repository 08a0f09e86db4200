"""Commands of the stewards app."""
