"""Pages of assessment, plan, visit, talk and what is owed."""

from visits.views.arranging import arrange, prepare, rearrange
from visits.views.desk import plan_edit
from visits.views.drafts import autosave, discard, merge
from visits.views.handovers import act, handover, handovers, receipts
from visits.views.lists import exempt_duty, visit_list
from visits.views.lives import status, status_act
from visits.views.notes import note_new, notes
from visits.views.outside import leads, outside_new, outside_void
from visits.views.plans import assessment, plan
from visits.views.reading import own_talks, talk_sign
from visits.views.recording import visit_new, visit_record
from visits.views.restricted import restricted
from visits.views.review import plan_review
from visits.views.rounds import my_visits, visit_board
from visits.views.steps import visit_review, visit_step
from visits.views.talks import talk, talk_correct, talk_new
from visits.views.visits import visit, visit_edit

__all__ = [
    "act",
    "arrange",
    "assessment",
    "autosave",
    "discard",
    "exempt_duty",
    "handover",
    "handovers",
    "leads",
    "merge",
    "my_visits",
    "note_new",
    "notes",
    "outside_new",
    "outside_void",
    "own_talks",
    "plan",
    "plan_edit",
    "plan_review",
    "prepare",
    "rearrange",
    "receipts",
    "restricted",
    "status",
    "status_act",
    "talk",
    "talk_correct",
    "talk_new",
    "talk_sign",
    "visit",
    "visit_board",
    "visit_edit",
    "visit_list",
    "visit_new",
    "visit_record",
    "visit_review",
    "visit_step",
]
