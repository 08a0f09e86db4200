"""The app's name for Django, and its start-up checks."""

from django.apps import AppConfig


class HuifangConfig(AppConfig):
    name = "huifang"
    verbose_name = "回访教育管理系统"
