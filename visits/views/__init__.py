"""Pages of assessment, plan, visit, talk and what is owed."""

from visits.views.arranging import arrange, prepare, rearrange
from visits.views.desk import plan_edit
from visits.views.drafts import autosave, discard, merge
from visits.views.duties import exempt_duty, meet_duty
from visits.views.group import group, member_end, member_new, year_plan, year_plan_decide
from visits.views.handovers import act, handover, handovers, receipts
from visits.views.lists import visit_list
from visits.views.lives import status, status_act
from visits.views.measures import group_decision, measure, plan_complete
from visits.views.notes import note_new, notes
from visits.views.organ_reports import organ_report, reports_due
from visits.views.outside import leads, outside_new, outside_void
from visits.views.plan_templates import template, template_restore, templates
from visits.views.plans import assessment, plan
from visits.views.reading import own_talks, talk_sign
from visits.views.recording import visit_new, visit_record
from visits.views.restricted import restricted
from visits.views.review import plan_review
from visits.views.rounds import my_visits, visit_board
from visits.views.state import class_set, consultation, state, state_enter
from visits.views.steps import visit_review, visit_step
from visits.views.talks import talk, talk_correct, talk_new
from visits.views.visits import visit, visit_edit

__all__ = [
    "act",
    "arrange",
    "assessment",
    "autosave",
    "class_set",
    "consultation",
    "discard",
    "exempt_duty",
    "group",
    "group_decision",
    "handover",
    "handovers",
    "leads",
    "measure",
    "meet_duty",
    "member_end",
    "member_new",
    "merge",
    "my_visits",
    "note_new",
    "notes",
    "organ_report",
    "outside_new",
    "outside_void",
    "own_talks",
    "plan",
    "plan_complete",
    "plan_edit",
    "plan_review",
    "prepare",
    "rearrange",
    "receipts",
    "reports_due",
    "restricted",
    "state",
    "state_enter",
    "status",
    "status_act",
    "talk",
    "talk_correct",
    "talk_new",
    "talk_sign",
    "template",
    "template_restore",
    "templates",
    "visit",
    "visit_board",
    "visit_edit",
    "visit_list",
    "visit_new",
    "visit_record",
    "visit_review",
    "visit_step",
    "year_plan",
    "year_plan_decide",
]
