"""The app's name for Django."""

from django.apps import AppConfig


class SigninConfig(AppConfig):
    name = "signin"
    verbose_name = "登录"
    default_auto_field = "django.db.models.BigAutoField"
