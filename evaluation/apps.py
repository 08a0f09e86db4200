"""The app's name for Django."""

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "evaluation"
    verbose_name = "综合评价"
    default_auto_field = "django.db.models.BigAutoField"
