"""Desks and pages over several apps."""
