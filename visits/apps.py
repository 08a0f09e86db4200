"""The app's name for Django."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "visits"
    verbose_name = "回访与谈心谈话"
    default_auto_field = "django.db.models.BigAutoField"
