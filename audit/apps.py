"""The app's name for Django."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "audit"
    verbose_name = "操作留痕"
    default_auto_field = "django.db.models.BigAutoField"
