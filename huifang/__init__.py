"""The project: settings, addresses, the worker and its timetable, start-up checks, launcher."""

from huifang.celery import app as celery_app

__all__ = ["celery_app"]
