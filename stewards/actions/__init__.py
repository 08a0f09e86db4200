"""Verbs of accounts' life: opening, proposing and settling changes, taking away at once."""

from stewards.actions.accounts import Person, create_account
from stewards.actions.at_once import deactivate, end_delegation, withdraw
from stewards.actions.by_night import expire_grants, put_to_sleep
from stewards.actions.calendar import publish_year, seen_moves
from stewards.actions.ledger import Asked
from stewards.actions.passing import Hand, Passed, pass_on
from stewards.actions.propose import propose, take_back
from stewards.actions.settle import confirm, decline
from stewards.actions.units import close_unit, rename_unit

__all__ = [
    "Asked",
    "Hand",
    "Passed",
    "Person",
    "close_unit",
    "confirm",
    "create_account",
    "deactivate",
    "decline",
    "end_delegation",
    "expire_grants",
    "pass_on",
    "propose",
    "publish_year",
    "put_to_sleep",
    "rename_unit",
    "seen_moves",
    "take_back",
    "withdraw",
]
