"""Who goes: the team as on that day, and the organs that go together."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from accounts.models import Unit, User
from cases.models import Dossier
from columns.guarded import Guarded
from columns.history import tracked
from columns.walls import DISCIPLINE, Wall
from visits.choices.visiting import TeamPart
from visits.models.visit import Visit
from visits.models.visit_guards import TEAM_TRIGGERS

NEVER_COUNTED = sorted({TeamPart.COMPANION})


@tracked
class VisitTeam(models.Model):
    """Who was there. Only discipline officers with an account count towards the two."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="team", verbose_name="回访")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="档案")
    user = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="账号"
    )
    # As on that day: name, organ and post are printed from here.
    name = models.CharField("姓名", max_length=50)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="单位"
    )
    post = models.CharField("单位职务", max_length=100, blank=True)
    part = models.CharField("身份", max_length=10, choices=TeamPart)
    counts = models.BooleanField("计入回访人", default=False)

    objects = Guarded.as_manager()
    personal = frozenset({"name", "post"})
    wall = Wall("dossier_id", roles=DISCIPLINE)

    class Meta:
        verbose_name = "回访组成员"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(fields=["visit", "user"], name="team_person_once"),
            UniqueConstraint(
                fields=["visit"], condition=Q(part=TeamPart.LEADER), name="team_one_leader"
            ),
            CheckConstraint(
                condition=Q(counts=False) | (Q(user__isnull=False) & ~Q(part__in=NEVER_COUNTED)),
                name="team_counted_has_account",
            ),
        ]
        indexes = [models.Index(fields=["user", "visit"], name="team_by_user")]
        triggers = TEAM_TRIGGERS
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


@tracked
class VisitOrgan(models.Model):
    """联合回访: the visit counts once for the person and once for each of these (practice A34)."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="organs", verbose_name="回访")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="档案")
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="单位"
    )
    name = models.CharField("机关名称", max_length=100)

    objects = Guarded.as_manager()
    personal: frozenset[str] = frozenset()
    wall = Wall("dossier_id", roles=DISCIPLINE)

    class Meta:
        verbose_name = "参加回访的机关"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(fields=["visit", "name"], name="organ_once_per_visit"),
            CheckConstraint(condition=~Q(name=""), name="organ_is_named"),
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
