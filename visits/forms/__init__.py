"""What people fill in: one file per page."""

from visits.forms.plan import GOALS, MEASURES, AssessmentForm, NoteForm, PlanForm, ReturnForm
from visits.forms.records import CorrectionForm, ExemptForm
from visits.forms.talk import ProxyTalkForm, TalkForm
from visits.forms.visit import VisitForm

__all__ = [
    "GOALS",
    "MEASURES",
    "AssessmentForm",
    "CorrectionForm",
    "ExemptForm",
    "NoteForm",
    "PlanForm",
    "ProxyTalkForm",
    "ReturnForm",
    "TalkForm",
    "VisitForm",
]
