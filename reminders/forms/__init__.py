"""Forms of reminders."""

from reminders.forms.address import AddressForm

__all__ = ["AddressForm"]
