"""The verbs of a letter, in the order of its life; each is one transaction with one audit entry."""

from reports.actions.approving import (
    approve_letter,
    return_letter,
    submit_letter,
    withdraw_letter,
)
from reports.actions.drafting import (
    LetterText,
    draft_letter,
    draft_missing,
    edit_letter,
    refresh_letter,
)
from reports.actions.heads import save_letterhead
from reports.actions.issuing import allot_number, request_issue, store_file
from reports.actions.previewing import request_preview, store_preview
from reports.actions.receiving import acknowledge, hand_out, mark_read, track_unreceived

__all__ = [
    "LetterText",
    "acknowledge",
    "allot_number",
    "approve_letter",
    "draft_letter",
    "draft_missing",
    "edit_letter",
    "hand_out",
    "mark_read",
    "refresh_letter",
    "request_issue",
    "request_preview",
    "return_letter",
    "save_letterhead",
    "store_file",
    "store_preview",
    "submit_letter",
    "track_unreceived",
    "withdraw_letter",
]
