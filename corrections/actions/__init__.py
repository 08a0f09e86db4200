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
from corrections.actions.sweep import Swept, sweep_all, sweep_clocks

__all__ = [
    "Differs",
    "Hand",
    "Swept",
    "WhatIf",
    "confirm_correction",
    "propose_correction",
    "return_correction",
    "save_correction",
    "sweep_all",
    "sweep_clocks",
    "what_if",
    "withdraw_correction",
]
