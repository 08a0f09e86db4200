"""What was heard and found at a visit: the three sides, relatives, execution, the votes."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from cases.models import Dossier
from columns.guarded import Guarded
from columns.history import tracked
from columns.sealed import SealedTextField
from columns.walls import DISCIPLINE, Wall
from visits.choices.visiting import CheckItem, CheckResult, Relation, Source
from visits.models.visit import Visit


@tracked
class VisitInterview(models.Model):
    """三方面谈: what the unit, the masses and colleagues said, on the record."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="interviews", verbose_name="回访")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="档案")
    source = models.CharField("方面", max_length=12, choices=Source)
    people = models.CharField("姓名或人数", max_length=100, blank=True)
    text = models.TextField("要点")

    objects = Guarded.as_manager()
    personal = frozenset({"people", "text"})
    wall = Wall("dossier_id", roles=DISCIPLINE)

    class Meta:
        verbose_name = "面谈"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(fields=["visit", "source"], name="interview_once_per_source"),
            CheckConstraint(condition=~Q(text=""), name="interview_has_text"),
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.source


@tracked
class FamilyTalk(models.Model):
    """Restricted (decisions 3.7): relatives' words, never shown to the unit."""

    visit = models.OneToOneField(
        Visit, models.PROTECT, related_name="family_talk", verbose_name="回访"
    )
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="档案")
    relation = SealedTextField("关系", choices=Relation.choices, bound_to=("visit_id",))
    text = SealedTextField("要点", bound_to=("visit_id",))

    objects = Guarded.as_manager()
    personal = frozenset({"relation", "text"})
    wall = Wall("dossier_id", roles=DISCIPLINE)

    class Meta:
        verbose_name = "家属面谈（限知）"
        verbose_name_plural = verbose_name

    def __str__(self) -> str:
        return f"{self.visit_id}"


@tracked
class VisitCheck(models.Model):
    """One line of 处分执行核查 as found at the visit."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="checks", verbose_name="回访")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="档案")
    item = models.CharField("事项", max_length=14, choices=CheckItem)
    result = models.CharField("结果", max_length=16, choices=CheckResult)

    objects = Guarded.as_manager()
    personal: frozenset[str] = frozenset()
    wall = Wall("dossier_id", roles=DISCIPLINE)

    class Meta:
        verbose_name = "处分执行核查"
        verbose_name_plural = verbose_name
        constraints = [UniqueConstraint(fields=["visit", "item"], name="check_once_per_item")]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.item} {self.result}"


@tracked
class VisitVote(models.Model):
    """民主测评 of a campaign's short form (practice C.4): how many said what; nobody's name."""

    visit = models.OneToOneField(Visit, models.PROTECT, related_name="vote", verbose_name="回访")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="档案")
    present = models.PositiveSmallIntegerField("实到人数")
    excellent = models.PositiveSmallIntegerField("优秀", default=0)
    competent = models.PositiveSmallIntegerField("称职", default=0)
    basic = models.PositiveSmallIntegerField("基本称职", default=0)
    incompetent = models.PositiveSmallIntegerField("不称职", default=0)

    objects = Guarded.as_manager()
    personal = frozenset({"excellent", "competent", "basic", "incompetent"})
    wall = Wall("dossier_id", roles=DISCIPLINE)

    class Meta:
        verbose_name = "民主测评"
        verbose_name_plural = verbose_name
        constraints = [
            CheckConstraint(
                condition=Q(
                    present__gte=F("excellent") + F("competent") + F("basic") + F("incompetent")
                )
                & Q(present__gt=0),
                name="vote_within_those_present",
            )
        ]

    def __str__(self) -> str:
        return f"{self.present}"
