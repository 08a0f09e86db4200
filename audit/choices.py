"""Outcomes of what was done."""

from django.db.models import TextChoices


class Outcome(TextChoices):
    DONE = "done", "完成"
    REFUSED = "refused", "被拒绝"
