"""Columns and constraints of visiting, one file per noun."""

from visits.models.assessment import Assessment, AssessmentNote
from visits.models.draft import Draft
from visits.models.mark import ClockMark
from visits.models.note import UnitNote
from visits.models.obligation import Obligation
from visits.models.plan import Plan, PlanGoal, PlanMeasure, PlanReview
from visits.models.talk import Correction, Talk
from visits.models.visit import FamilyTalk, Visit, VisitCheck, VisitInterview, VisitTeam

__all__ = [
    "Assessment",
    "AssessmentNote",
    "ClockMark",
    "Correction",
    "Draft",
    "FamilyTalk",
    "Obligation",
    "Plan",
    "PlanGoal",
    "PlanMeasure",
    "PlanReview",
    "Talk",
    "UnitNote",
    "Visit",
    "VisitCheck",
    "VisitInterview",
    "VisitTeam",
]
