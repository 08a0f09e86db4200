"""Verbs of signing in."""

from signin.actions.codes import hand_out_code, use_code
from signin.actions.factors import (
    enrol_second_factor,
    renew_recovery_codes,
    reset_second_factor,
    take_code,
)
from signin.actions.kept import forget_form, keep_form, kept_forms, sweep_kept
from signin.actions.once import Claim, claim_form, settle_form
from signin.actions.passwords import (
    hand_out_initial_password,
    set_own_password,
    spend_initial_password,
)

__all__ = [
    "Claim",
    "claim_form",
    "enrol_second_factor",
    "forget_form",
    "hand_out_code",
    "hand_out_initial_password",
    "keep_form",
    "kept_forms",
    "renew_recovery_codes",
    "reset_second_factor",
    "set_own_password",
    "settle_form",
    "spend_initial_password",
    "sweep_kept",
    "take_code",
    "use_code",
]
