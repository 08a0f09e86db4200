"""The app's name for Django."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "反馈文书"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What this app makes owed is told to the one list of it."""
        from reports.facts.owed import letter_duties
        from visits.facts.sources import register

        register("letters", letter_duties)
