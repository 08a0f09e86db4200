"""The verbs of letters and notices; each is one transaction with one audit entry."""

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
from reports.actions.noticing import (
    Drafted,
    Moved,
    decline_notices,
    draft_notices,
    hand_out_notice,
    mark_notice_read,
    release_notices,
    store_notice_file,
)
from reports.actions.previewing import request_preview, store_preview
from reports.actions.printing import must_be_printable, request_printout, store_printout
from reports.actions.receiving import acknowledge, hand_out, mark_read, track_sent

__all__ = [
    "Drafted",
    "LetterText",
    "Moved",
    "acknowledge",
    "allot_number",
    "approve_letter",
    "decline_notices",
    "draft_letter",
    "draft_missing",
    "draft_notices",
    "edit_letter",
    "hand_out",
    "hand_out_notice",
    "mark_notice_read",
    "mark_read",
    "must_be_printable",
    "refresh_letter",
    "release_notices",
    "request_issue",
    "request_preview",
    "request_printout",
    "return_letter",
    "save_letterhead",
    "store_file",
    "store_notice_file",
    "store_preview",
    "store_printout",
    "submit_letter",
    "track_sent",
    "withdraw_letter",
]
