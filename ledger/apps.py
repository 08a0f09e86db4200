"""The app's name for Django."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "ledger"
    verbose_name = "纪实台账"
    default_auto_field = "django.db.models.BigAutoField"
