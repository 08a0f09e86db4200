"""What people fill in: one file per page."""

from visits.forms.notes import ProxyUnitNoteForm, UnitNoteForm
from visits.forms.plan import (
    GOALS,
    MEASURES,
    STEPS,
    TABLES,
    AssessmentForm,
    LanesForm,
    NoteForm,
    PlanForm,
    ReturnForm,
)
from visits.forms.records import CorrectionForm, ExemptForm
from visits.forms.talk import ProxySignForm, ProxyTalkForm, SignForm, TalkForm
from visits.forms.visit import VisitForm

__all__ = [
    "GOALS",
    "MEASURES",
    "STEPS",
    "TABLES",
    "AssessmentForm",
    "CorrectionForm",
    "ExemptForm",
    "LanesForm",
    "NoteForm",
    "PlanForm",
    "ProxySignForm",
    "ProxyTalkForm",
    "ProxyUnitNoteForm",
    "ReturnForm",
    "SignForm",
    "TalkForm",
    "UnitNoteForm",
    "VisitForm",
]
