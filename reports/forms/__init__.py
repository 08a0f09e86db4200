"""What people type about letters: its text, a reason, the letterhead."""

from reports.forms.head import LetterheadForm
from reports.forms.letter import LetterForm, ReasonForm, StepForm

__all__ = ["LetterForm", "LetterheadForm", "ReasonForm", "StepForm"]
