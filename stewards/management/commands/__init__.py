"""Commands of the stewards."""
