"""What 三员 may be told about work in hand: kinds, counts and dossier numbers, never a name."""
