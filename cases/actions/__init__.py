"""The verbs of the spine; each is one transaction with one audit entry."""

from cases.actions.cadres import edit_cadre, register_cadre, transfer_cadre
from cases.actions.decisions import DecisionFacts, record_event, register_decision
from cases.actions.dossiers import (
    designate_helper,
    end_dossier,
    move_dossier,
    pause_dossier,
    resume_dossier,
    set_handler,
)
from cases.actions.numbers import take_numbers
from cases.actions.periods import recompute, recompute_set
from cases.actions.policies import first_policy, policy_of, start_duties
from cases.actions.rows import refresh_rows, set_last_visit, set_next_due

__all__ = [
    "DecisionFacts",
    "designate_helper",
    "edit_cadre",
    "end_dossier",
    "first_policy",
    "move_dossier",
    "pause_dossier",
    "policy_of",
    "recompute",
    "recompute_set",
    "record_event",
    "refresh_rows",
    "register_cadre",
    "register_decision",
    "resume_dossier",
    "set_handler",
    "set_last_visit",
    "set_next_due",
    "start_duties",
    "take_numbers",
    "transfer_cadre",
]
