"""The commands of the clock engine."""
