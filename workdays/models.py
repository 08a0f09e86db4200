"""Holiday: one row per day off or make-up day."""

from django.db import models

from workdays.rules import Calendar


class Holiday(models.Model):
    day = models.DateField("日期", unique=True)
    is_workday = models.BooleanField("调休上班")
    name = models.CharField("名称", max_length=20)

    personal: frozenset[str] = frozenset()

    class Meta:
        verbose_name = "节假日安排"
        verbose_name_plural = verbose_name
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


def load_calendar() -> Calendar:
    """The table as one frozen value."""
    special = dict(Holiday.objects.values_list("day", "is_workday"))
    return Calendar(special=special, years=frozenset(day.year for day in special))
