"""谈 in an assessment beside the person himself: colleagues, and (restricted) relatives."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from accounts.models import User
from cases.models import Dossier
from columns.codes import CodeField
from columns.guarded import Guarded
from columns.history import tracked
from columns.sealed import SealedTextField
from columns.walls import DISCIPLINE, Wall
from visits.choices.visiting import Relation
from visits.models.assessment import Assessment


@tracked
class ColleagueTalk(models.Model):
    """Practice A02: who by relation or post, and only after the person was told of it."""

    assessment = models.ForeignKey(
        Assessment, models.PROTECT, related_name="colleague_talks", verbose_name="研判"
    )
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="档案")
    on = models.DateField("日期")
    who = models.CharField("谈话对象", max_length=100)
    text = models.TextField("要点")
    told = models.BooleanField("已告知本人")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="谈话人")
    order = models.PositiveSmallIntegerField("次序")

    objects = Guarded.as_manager()
    personal = frozenset({"who", "text"})
    wall = Wall("dossier_id", roles=DISCIPLINE)

    class Meta:
        verbose_name = "同事谈话"
        verbose_name_plural = verbose_name
        ordering = ["order"]
        constraints = [
            UniqueConstraint(fields=["assessment", "order"], name="colleague_once_per_order"),
            CheckConstraint(condition=~Q(who="") & ~Q(text=""), name="colleague_talk_is_told"),
            CheckConstraint(condition=Q(told=True), name="colleague_talk_person_knows"),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.who}"


@tracked
class AssessmentFamilyTalk(models.Model):
    """Restricted (decisions 3.7): relatives' words before the plan, sealed in their own table."""

    code = CodeField()
    assessment = models.ForeignKey(
        Assessment, models.PROTECT, related_name="family_talks", verbose_name="研判"
    )
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="档案")
    on = models.DateField("日期")
    relation = SealedTextField("关系", choices=Relation.choices)
    text = SealedTextField("要点")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="谈话人")

    objects = Guarded.as_manager()
    personal = frozenset({"relation", "text"})
    wall = Wall("dossier_id", roles=DISCIPLINE)

    class Meta:
        verbose_name = "研判中的家属谈话（限知）"
        verbose_name_plural = verbose_name
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.assessment_id}"
