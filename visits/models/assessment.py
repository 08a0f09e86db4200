"""Assessment (看、听、谈) before the plan; its restricted note in a table of its own."""

from django.db import models
from django.db.models import UniqueConstraint

from accounts.models import User
from cases.models import Dossier
from columns.guarded import Guarded
from columns.history import tracked
from columns.sealed import SealedTextField
from columns.walls import DISCIPLINE, Wall
from visits.choices import State, Willingness
from visits.choices.visiting import VisitMode
from visits.querysets import AssessmentQuerySet
from visits.rules.plans import Part, missing_parts


@tracked
class Assessment(models.Model):
    """Practice A02: each part has its day, its text and its author."""

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="assessments", verbose_name="档案"
    )
    number = models.PositiveSmallIntegerField("次数", default=1)
    look_on = models.DateField("看·日期", null=True, blank=True)
    look_text = models.TextField("看·情况", blank=True)
    look_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="看·记录人"
    )
    listen_on = models.DateField("听·日期", null=True, blank=True)
    listen_text = models.TextField("听·情况", blank=True)
    listen_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="听·记录人"
    )
    willingness = models.CharField("本人回访意愿", max_length=12, choices=Willingness, blank=True)
    preferred_mode = models.CharField(
        "选定的回访形式", max_length=10, choices=VisitMode, blank=True
    )
    talk_on = models.DateField("谈·日期", null=True, blank=True)
    talk_text = models.TextField("谈·情况", blank=True)
    talk_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="谈·记录人"
    )
    colleagues_text = models.TextField("同事谈话要点", blank=True)
    conclusion = models.TextField("研判结论", blank=True)
    state = models.CharField("当前状态", max_length=12, choices=State, blank=True)
    state_reason = models.CharField(
        "状态依据", max_length=500, blank=True, default="", db_default=""
    )
    # The day on which all three parts and the conclusion stood for the first time.
    finished_on = models.DateField("完成日", null=True, blank=True)
    version = models.PositiveIntegerField("版本", default=1)
    created_at = models.DateTimeField("开始时间", auto_now_add=True)

    objects = AssessmentQuerySet.as_manager()
    personal = frozenset(
        {
            *("look_text", "listen_text", "talk_text", "colleagues_text"),
            *("conclusion", "state", "state_reason"),
        }
    )
    wall = Wall("dossier_id", roles=DISCIPLINE)

    class Meta:
        verbose_name = "研判（看听谈）"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(fields=["dossier", "number"], name="assessment_once_per_number")
        ]

    def __str__(self) -> str:
        return f"第{self.number}次研判"

    @property
    def is_complete(self) -> bool:
        return not missing_parts(self.parts) and bool(self.conclusion.strip())

    @property
    def parts(self) -> tuple[Part, Part, Part]:
        return (
            Part("看", self.look_on, bool(self.look_text.strip())),
            Part("听", self.listen_on, bool(self.listen_text.strip())),
            Part("谈", self.talk_on, bool(self.talk_text.strip())),
        )


@tracked
class AssessmentNote(models.Model):
    """Restricted (decisions 3.7): for the handler and the visit team, on no paper that leaves."""

    assessment = models.OneToOneField(
        Assessment, models.PROTECT, related_name="note", verbose_name="研判"
    )
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="档案")
    approach = SealedTextField("沟通要点", bound_to=("assessment_id",))
    family = SealedTextField("家庭情况", bound_to=("assessment_id",))
    # Practice A.10, where the office's rules allow it: a reading to be confirmed, never a measure.
    colours = SealedTextField("性格色彩（参考）", bound_to=("assessment_id",))
    colour_facts = SealedTextField("色彩判断的事实依据", bound_to=("assessment_id",))
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="记录人")
    version = models.PositiveIntegerField("版本", default=1)

    objects = Guarded.as_manager()
    personal = frozenset({"approach", "family", "colours", "colour_facts"})
    wall = Wall("dossier_id", roles=DISCIPLINE)

    class Meta:
        verbose_name = "研判（限知内容）"
        verbose_name_plural = verbose_name

    def __str__(self) -> str:
        return f"{self.assessment_id}"
