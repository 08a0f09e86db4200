"""The app's name for Django."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "intake"
    verbose_name = "导入"
    default_auto_field = "django.db.models.BigAutoField"
