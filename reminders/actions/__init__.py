"""Verbs of reminders: sweep, digest, send, look, release letters."""

from reminders.actions.sweeping import Told, sweep_reminders

__all__ = ["Told", "sweep_reminders"]
