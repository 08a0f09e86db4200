"""Columns and constraints of visiting, one file per noun."""

from visits.models.assessment import Assessment, AssessmentNote
from visits.models.classification import Classification
from visits.models.draft import Draft
from visits.models.group import GroupDecision, GroupMember, YearPlan
from visits.models.hearing import AssessmentFamilyTalk, ColleagueTalk
from visits.models.mark import ClockMark
from visits.models.note import UnitNote
from visits.models.obligation import Obligation
from visits.models.organ_report import OrganReport
from visits.models.plan import Plan, PlanGoal, PlanMeasure, PlanReview
from visits.models.plan_rows import MeasureStep, PlanLane, PlanStep
from visits.models.plan_template import PlanTemplate, TemplateRow
from visits.models.state import Consultation, StateEntry
from visits.models.talk import Correction, Talk
from visits.models.visit import Visit
from visits.models.visit_after import VisitDelivery, VisitLead, VisitPrescription
from visits.models.visit_parts import FamilyTalk, VisitCheck, VisitInterview, VisitVote
from visits.models.visit_road import OutsideVisit, VisitContact, VisitMove
from visits.models.visit_team import VisitOrgan, VisitTeam

__all__ = [
    "Assessment",
    "AssessmentFamilyTalk",
    "AssessmentNote",
    "Classification",
    "ClockMark",
    "ColleagueTalk",
    "Consultation",
    "Correction",
    "Draft",
    "FamilyTalk",
    "GroupDecision",
    "GroupMember",
    "MeasureStep",
    "Obligation",
    "OrganReport",
    "OutsideVisit",
    "Plan",
    "PlanGoal",
    "PlanLane",
    "PlanMeasure",
    "PlanReview",
    "PlanStep",
    "PlanTemplate",
    "StateEntry",
    "Talk",
    "TemplateRow",
    "UnitNote",
    "Visit",
    "VisitCheck",
    "VisitContact",
    "VisitDelivery",
    "VisitInterview",
    "VisitLead",
    "VisitMove",
    "VisitOrgan",
    "VisitPrescription",
    "VisitTeam",
    "VisitVote",
    "YearPlan",
]
