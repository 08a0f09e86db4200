"""The app's name for Django."""

from django.apps import AppConfig


class StewardsConfig(AppConfig):
    name = "stewards"
    verbose_name = "三员"
    default_auto_field = "django.db.models.BigAutoField"
