"""Reminder, Digest and Mailbox, and the letters that reach a unit on paper."""

from reminders.models.digest import Digest, Mailbox
from reminders.models.letter import LetterBatch, LetterBatchFile, ReminderLetter
from reminders.models.reminder import Reminder

__all__ = ["Digest", "LetterBatch", "LetterBatchFile", "Mailbox", "Reminder", "ReminderLetter"]
