"""States of a job."""

from django.db.models import TextChoices


class JobState(TextChoices):
    WAITING = "waiting", "等待处理"
    RUNNING = "running", "正在处理"
    DONE = "done", "已完成"
    FAILED = "failed", "未能完成"


OPEN_STATES = frozenset({JobState.WAITING, JobState.RUNNING})
