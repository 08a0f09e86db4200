"""Holiday: one row per day off or make-up day; YearTable: the years for which they are known."""

from django.db import models

from workdays.rules import Calendar


class YearTable(models.Model):
    """The arrangement of one year, with the paper that announced it."""

    year = models.PositiveSmallIntegerField("年份", unique=True)
    document = models.CharField("依据文件", max_length=100)
    version = models.PositiveIntegerField("版本", default=1)

    personal: frozenset[str] = frozenset()

    class Meta:
        verbose_name = "年度工作日历"
        verbose_name_plural = verbose_name
        ordering = ["year"]

    def __str__(self) -> str:
        return f"{self.year}年工作日历"


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
    """The tables as one frozen value."""
    return Calendar(
        special=dict(Holiday.objects.values_list("day", "is_workday")),
        years=frozenset(YearTable.objects.values_list("year", flat=True)),
    )
