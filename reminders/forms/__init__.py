"""Forms of reminders."""

from reminders.forms.address import AddressForm
from reminders.forms.letters import LettersForm

__all__ = ["AddressForm", "LettersForm"]
