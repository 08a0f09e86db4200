"""The verbs of the spine; each is one transaction with one audit entry."""

from cases.actions.acts import (
    NotYet,
    confirm_act,
    propose_act,
    propose_closing,
    return_act,
    withdraw_act,
)
from cases.actions.cadres import edit_cadre, register_cadre, retire_cadre, transfer_cadre
from cases.actions.decisions import DecisionFacts, record_event, register_decision
from cases.actions.dossiers import (
    designate_helper,
    end_dossier,
    move_dossier,
    set_handler,
)
from cases.actions.due import recompute_due
from cases.actions.handovers import (
    accept_handover,
    offer_handover,
    return_handover,
    withdraw_handover,
)
from cases.actions.numbers import take_numbers
from cases.actions.pauses import pause_dossier, resume_dossier
from cases.actions.periods import Recomputed, recompute, recompute_set
from cases.actions.policies import first_policy, keep_policies, policy_of, start_duties
from cases.actions.rows import refresh_rows, reset_last_visit, set_last_visit, set_next_due

__all__ = [
    "DecisionFacts",
    "NotYet",
    "Recomputed",
    "accept_handover",
    "confirm_act",
    "designate_helper",
    "edit_cadre",
    "end_dossier",
    "first_policy",
    "keep_policies",
    "move_dossier",
    "offer_handover",
    "pause_dossier",
    "policy_of",
    "propose_act",
    "propose_closing",
    "recompute",
    "recompute_due",
    "recompute_set",
    "record_event",
    "refresh_rows",
    "register_cadre",
    "register_decision",
    "reset_last_visit",
    "resume_dossier",
    "retire_cadre",
    "return_act",
    "return_handover",
    "set_handler",
    "set_last_visit",
    "set_next_due",
    "start_duties",
    "take_numbers",
    "transfer_cadre",
    "withdraw_act",
    "withdraw_handover",
]
