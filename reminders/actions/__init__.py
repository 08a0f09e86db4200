"""Verbs of reminders: sweep, digest, send, look, release letters."""

from reminders.actions.daily import remind_all
from reminders.actions.digests import (
    Letter,
    claim_digest,
    digest_not_sent,
    digest_sent,
    digests_to_send,
    write_digests,
)
from reminders.actions.letters import hand_out_letters, release_letters, store_letters
from reminders.actions.looking import look, set_address
from reminders.actions.sweeping import Told, sweep_reminders

__all__ = [
    "Letter",
    "Told",
    "claim_digest",
    "digest_not_sent",
    "digest_sent",
    "digests_to_send",
    "hand_out_letters",
    "look",
    "release_letters",
    "remind_all",
    "set_address",
    "store_letters",
    "sweep_reminders",
    "write_digests",
]
