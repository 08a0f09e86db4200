"""Classification: 必访、重点、一般、不列入 and the package, as a dated history."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from accounts.models import User
from cases.models import Dossier
from columns.guarded import Guarded
from columns.history import tracked
from columns.walls import DISCIPLINE, Wall
from visits.choices.planning import VisitClass
from visits.choices.visiting import Depth


@tracked
class Classification(models.Model):
    """One current row per dossier. What a person has set stays until a person changes it."""

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="classifications", verbose_name="档案"
    )
    grade = models.CharField("类别", max_length=8, choices=VisitClass)
    package = models.CharField("访法", max_length=8, choices=Depth, blank=True)
    reason = models.CharField("理由", max_length=500)
    on = models.DateField("日期")
    # Empty: proposed by the rule.
    by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="调整人"
    )
    is_current = models.BooleanField("现行", default=True)
    token = models.CharField("表单标识", max_length=12, null=True, blank=True, unique=True)

    objects = Guarded.as_manager()
    personal = frozenset({"reason"})
    wall = Wall("dossier_id", roles=DISCIPLINE)

    class Meta:
        verbose_name = "回访类别"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(
                fields=["dossier"], condition=Q(is_current=True), name="class_one_current"
            ),
            CheckConstraint(condition=~Q(reason=""), name="class_has_reason"),
            CheckConstraint(condition=Q(grade__in=VisitClass.values), name="class_grade_known"),
            CheckConstraint(
                condition=Q(grade=VisitClass.OUT, package="")
                | ~Q(grade=VisitClass.OUT) & ~Q(package=""),
                name="class_has_package",
            ),
        ]
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_grade_display()} {self.get_package_display()}"

    @property
    def is_by_hand(self) -> bool:
        return self.by_id is not None
