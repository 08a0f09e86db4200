"""Forms of people and decisions, and the filters of the list."""
