"""Judging one cell: each reader answers with a value, or with what is wrong and what is right."""
