"""What people fill in: one file per page."""

from visits.forms.notes import ProxyUnitNoteForm, UnitNoteForm
from visits.forms.plan import (
    COLLEAGUES,
    GOALS,
    MEASURES,
    STEPS,
    TABLES,
    AssessmentForm,
    LanesForm,
    NoteForm,
    PlanForm,
    RelativeForm,
    ReturnForm,
)
from visits.forms.records import CorrectionForm, ExemptForm, MeetForm
from visits.forms.talk import ProxySignForm, ProxyTalkForm, SignForm, TalkForm
from visits.forms.visit import VisitForm

__all__ = [
    "COLLEAGUES",
    "GOALS",
    "MEASURES",
    "STEPS",
    "TABLES",
    "AssessmentForm",
    "CorrectionForm",
    "ExemptForm",
    "LanesForm",
    "MeetForm",
    "NoteForm",
    "PlanForm",
    "ProxySignForm",
    "ProxyTalkForm",
    "ProxyUnitNoteForm",
    "RelativeForm",
    "ReturnForm",
    "SignForm",
    "TalkForm",
    "UnitNoteForm",
    "VisitForm",
]
