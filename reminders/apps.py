"""The app's name for Django."""

from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "reminders"
    verbose_name = "提醒"
    default_auto_field = "django.db.models.BigAutoField"
