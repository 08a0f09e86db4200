"""Commands over several apps."""
