"""Everything signing in remembers; none of it is case data."""

from signin.models.codes import TaskCode
from signin.models.factors import RecoveryCode, SecondFactor
from signin.models.kept import KeptForm
from signin.models.passwords import FormerPassword
from signin.models.sent import SentForm
from signin.models.tallies import Tally

__all__ = [
    "FormerPassword",
    "KeptForm",
    "RecoveryCode",
    "SecondFactor",
    "SentForm",
    "Tally",
    "TaskCode",
]
