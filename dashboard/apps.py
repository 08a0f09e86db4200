"""The app's name for Django."""

from django.apps import AppConfig


class DashboardConfig(AppConfig):
    name = "dashboard"
    verbose_name = "工作台"
    default_auto_field = "django.db.models.BigAutoField"
