"""Commands of units and accounts."""
