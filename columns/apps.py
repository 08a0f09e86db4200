"""The app's name for Django."""

from django.apps import AppConfig


class ColumnsConfig(AppConfig):
    name = "columns"
    verbose_name = "列"
    default_auto_field = "django.db.models.BigAutoField"
