"""The app's name for Django."""

from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "needs"
    verbose_name = "诉求"
    default_auto_field = "django.db.models.BigAutoField"
