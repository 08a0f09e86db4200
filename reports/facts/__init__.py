"""From rows to values: what a letter is written from, and what its sheets carry."""

from reports.facts.gather import addressee_of, gather, letterhead_of
from reports.facts.sheet import file_name, findings_of, sheet_of

__all__ = ["addressee_of", "file_name", "findings_of", "gather", "letterhead_of", "sheet_of"]
