"""Kinds of units."""

from django.db.models import TextChoices


class UnitKind(TextChoices):
    AREA = "area", "地区"
    DISCIPLINE = "discipline", "纪检监察机关"
    PERSONNEL = "personnel", "组织部门"
    WORK = "work", "机关企事业单位"
    VILLAGE = "village", "村（社区）"
