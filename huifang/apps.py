"""The app's name for Django, and its start-up checks."""

from celery.signals import beat_init, worker_init
from django.apps import AppConfig
from django.core.checks import Tags, register

from huifang import checks, doors


class HuifangConfig(AppConfig):
    name = "huifang"
    verbose_name = "回访教育管理系统"

    def ready(self) -> None:
        register(doors.doors, Tags.security)
        worker_init.connect(checks.worker_door, weak=False)
        beat_init.connect(checks.worker_door, weak=False)
