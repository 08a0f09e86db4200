"""What people type about letters and notices: text, choice, a reason, the letterhead."""

from reports.forms.head import LetterheadForm
from reports.forms.letter import LetterForm, ReasonForm, StepForm
from reports.forms.notice import DeclineForm, NoticesForm

__all__ = [
    "DeclineForm",
    "LetterForm",
    "LetterheadForm",
    "NoticesForm",
    "ReasonForm",
    "StepForm",
]
