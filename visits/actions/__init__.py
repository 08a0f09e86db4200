"""The verbs of visiting; each is one transaction with one audit entry."""

from visits.actions.arranging import hand_seat
from visits.actions.assessments import save_assessment, save_note, start_assessment
from visits.actions.classes import set_class
from visits.actions.drafts import StaleDraft, discard_draft, save_draft
from visits.actions.group import (
    approve_year_plan,
    end_member,
    enter_group_decision,
    enter_member,
    return_year_plan,
    save_year_plan,
    submit_year_plan,
)
from visits.actions.hearing import ColleagueHeard, RelativeHeard, save_colleagues, save_relative
from visits.actions.holding import Gaps, Stale
from visits.actions.marks import Marked, mark_clocks
from visits.actions.measures import settle_measure
from visits.actions.notes import write_note
from visits.actions.obligations import Reconciled, exempt, meet, reconcile
from visits.actions.plan_rows import GoalFacts, LaneFacts, MeasureFacts, PlanRows, StepFacts
from visits.actions.plan_templates import drop_template, save_template
from visits.actions.plans import (
    approve_plan,
    complete_plan,
    decided_by,
    return_plan,
    save_plan,
    submit_plan,
)
from visits.actions.reading import sign_talk
from visits.actions.states import (
    Held,
    conclude_consultation,
    enter_state,
    enter_state_by_hand,
    save_consultation,
)
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
    "ColleagueHeard",
    "FamilyHeard",
    "Gaps",
    "GoalFacts",
    "Heard",
    "Held",
    "LaneFacts",
    "Marked",
    "MeasureFacts",
    "Member",
    "PlanRows",
    "Reconciled",
    "RelativeHeard",
    "Stale",
    "StaleDraft",
    "StepFacts",
    "approve_plan",
    "approve_year_plan",
    "complete_plan",
    "conclude_consultation",
    "correct_talk",
    "correct_visit",
    "decided_by",
    "discard_draft",
    "drop_template",
    "end_member",
    "enter_group_decision",
    "enter_member",
    "enter_state",
    "enter_state_by_hand",
    "exempt",
    "hand_seat",
    "mark_clocks",
    "meet",
    "reconcile",
    "reconcile_all",
    "record_talk",
    "record_visit",
    "return_plan",
    "return_year_plan",
    "save_assessment",
    "save_colleagues",
    "save_consultation",
    "save_draft",
    "save_note",
    "save_plan",
    "save_relative",
    "save_template",
    "save_year_plan",
    "set_class",
    "settle_measure",
    "sign_talk",
    "start_assessment",
    "submit_plan",
    "submit_year_plan",
    "write_note",
]
