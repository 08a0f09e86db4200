"""Cadre, decision, clock, dossier, policy: the spine of the data."""
