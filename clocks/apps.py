"""The app's name for Django."""

from django.apps import AppConfig


class ClocksConfig(AppConfig):
    name = "clocks"
    verbose_name = "影响期引擎"
    default_auto_field = "django.db.models.BigAutoField"
