"""From rows to values: what a letter is written from, and what its sheets carry."""

from reports.facts.ending import BASIS, Basis, basis_of, basis_params
from reports.facts.gather import addressee_of, gather, letterhead_of
from reports.facts.sheet import file_name, findings_of, notice_sheet, sheet_of

__all__ = [
    "BASIS",
    "Basis",
    "addressee_of",
    "basis_of",
    "basis_params",
    "file_name",
    "findings_of",
    "gather",
    "letterhead_of",
    "notice_sheet",
    "sheet_of",
]
