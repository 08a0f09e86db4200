"""What-if and the verbs of a correction; each is one transaction with one audit entry."""

from corrections.actions.acts import Hand
from corrections.actions.correcting import (
    Differs,
    confirm_correction,
    propose_correction,
    return_correction,
    save_correction,
    withdraw_correction,
)
from corrections.actions.rehearsal import WhatIf, what_if

__all__ = [
    "Differs",
    "Hand",
    "WhatIf",
    "confirm_correction",
    "propose_correction",
    "return_correction",
    "save_correction",
    "what_if",
    "withdraw_correction",
]
