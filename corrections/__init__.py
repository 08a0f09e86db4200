"""Corrections: what happens to a decision later, seen before it is saved, saved as it was seen."""
