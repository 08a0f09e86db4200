"""Instrument, round, ballots, result, conclusion."""
