"""Pages of assessment, plan, visit, talk and what is owed."""

from visits.views.desk import plan_edit
from visits.views.drafts import autosave, discard, merge
from visits.views.handovers import act, handover, handovers, receipts
from visits.views.lists import exempt_duty, visit_list
from visits.views.lives import status, status_act
from visits.views.notes import note_new, notes
from visits.views.plans import assessment, plan
from visits.views.reading import own_talks, talk_sign
from visits.views.restricted import restricted
from visits.views.review import plan_review
from visits.views.talks import talk, talk_correct, talk_new
from visits.views.visits import visit, visit_edit, visit_new

__all__ = [
    "act",
    "assessment",
    "autosave",
    "discard",
    "exempt_duty",
    "handover",
    "handovers",
    "merge",
    "note_new",
    "notes",
    "own_talks",
    "plan",
    "plan_edit",
    "plan_review",
    "receipts",
    "restricted",
    "status",
    "status_act",
    "talk",
    "talk_correct",
    "talk_new",
    "talk_sign",
    "visit",
    "visit_edit",
    "visit_list",
    "visit_new",
]
