"""The app's name for Django."""

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "evaluation"
    verbose_name = "综合评价"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What this app makes owed is told to the one list of it."""
        from evaluation.facts.owed import round_duties
        from visits.facts.sources import register

        register("evaluation", round_duties)
