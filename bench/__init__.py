"""Figures and ratios, printed; never a test."""
