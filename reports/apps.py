"""The app's name for Django."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "反馈文书"
    default_auto_field = "django.db.models.BigAutoField"
