"""The app's name for Django."""

from django.apps import AppConfig


class CorrectionsConfig(AppConfig):
    name = "corrections"
    verbose_name = "变动"
    default_auto_field = "django.db.models.BigAutoField"
