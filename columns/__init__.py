"""What a column may hold: codes, sealed text, validators, constraints."""
