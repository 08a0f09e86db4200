"""The verbs of visiting; each is one transaction with one audit entry."""

from visits.actions.assessments import save_assessment, save_note, start_assessment
from visits.actions.drafts import StaleDraft, discard_draft, save_draft
from visits.actions.holding import Gaps, Stale
from visits.actions.marks import Marked, mark_clocks
from visits.actions.notes import write_note
from visits.actions.obligations import Reconciled, exempt, reconcile
from visits.actions.plans import (
    GoalFacts,
    MeasureFacts,
    approve_plan,
    decided_by,
    gaps_of,
    return_plan,
    save_plan,
    submit_plan,
)
from visits.actions.reading import sign_talk
from visits.actions.sweep import reconcile_all
from visits.actions.talks import record_talk
from visits.actions.teams import Member
from visits.actions.visits import (
    FamilyHeard,
    Heard,
    correct_talk,
    correct_visit,
    record_visit,
)

__all__ = [
    "FamilyHeard",
    "Gaps",
    "GoalFacts",
    "Heard",
    "Marked",
    "MeasureFacts",
    "Member",
    "Reconciled",
    "Stale",
    "StaleDraft",
    "approve_plan",
    "correct_talk",
    "correct_visit",
    "decided_by",
    "discard_draft",
    "exempt",
    "gaps_of",
    "mark_clocks",
    "reconcile",
    "reconcile_all",
    "record_talk",
    "record_visit",
    "return_plan",
    "save_assessment",
    "save_draft",
    "save_note",
    "save_plan",
    "sign_talk",
    "start_assessment",
    "submit_plan",
    "write_note",
]
