"""The app's name for Django, and its start-up checks."""

from celery.signals import beat_init, worker_init
from django.apps import AppConfig

from huifang import checks


class HuifangConfig(AppConfig):
    name = "huifang"
    verbose_name = "回访教育管理系统"

    def ready(self) -> None:
        worker_init.connect(checks.worker_door, weak=False)
        beat_init.connect(checks.worker_door, weak=False)
