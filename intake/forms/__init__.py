"""Forms of the import wizard."""

from intake.forms.answers import AnswerForm
from intake.forms.columns import ColumnsForm
from intake.forms.upload import UploadForm

__all__ = ["AnswerForm", "ColumnsForm", "UploadForm"]
