"""Visit: a two-person conversation on record, with team, interviews and execution checks."""

import pgtrigger
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from accounts.models import Unit, User
from cases.models import Dossier
from columns.codes import CodeField
from columns.constraints import set_together
from columns.guarded import Guarded
from columns.history import tracked
from columns.sealed import SealedTextField
from columns.walls import DISCIPLINE, Wall
from visits.choices import Attitude, Mood, Need, State
from visits.choices.visiting import (
    REMOTE_MODES,
    Change,
    CheckItem,
    CheckResult,
    Place,
    Relation,
    Response,
    Signature,
    Source,
    TeamPart,
    VisitMode,
    VisitStatus,
)
from visits.querysets import VisitQuerySet

# Practice D.3 at commit time: the rows of the team may be written after the visit itself.
TWO_VISITORS = """
    IF (SELECT count(DISTINCT user_id) FROM visits_visitteam
         WHERE visit_id = NEW.id AND counts) < 2 THEN
        RAISE EXCEPTION 'visit % is done by fewer than two discipline officers', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_two_visitors';
    END IF;
    RETURN NULL;
"""
TEAM_OF_A_DONE_VISIT = """
    IF EXISTS (SELECT FROM visits_visit WHERE id = OLD.visit_id AND status = 'done')
       AND (SELECT count(DISTINCT user_id) FROM visits_visitteam
             WHERE visit_id = OLD.visit_id AND counts) < 2 THEN
        RAISE EXCEPTION 'visit % would lose its second officer', OLD.visit_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_two_visitors';
    END IF;
    RETURN NULL;
"""


@tracked
class Visit(models.Model):
    """A finished record is not changed; what was wrong is said in corrections beside it."""

    code = CodeField()
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="visits", verbose_name="档案")
    # The n-th visit of the dossier, in the order in which they were finished.
    number = models.PositiveSmallIntegerField("第几次")
    status = models.CharField("状态", max_length=8, choices=VisitStatus, default=VisitStatus.DONE)
    visited_on = models.DateField("回访日期")
    starts_at = models.TimeField("开始", null=True, blank=True)
    ends_at = models.TimeField("结束", null=True, blank=True)
    place = models.CharField("地点", max_length=14, choices=Place)
    place_note = models.CharField("具体地点", max_length=100, blank=True)
    mode = models.CharField("方式", max_length=10, choices=VisitMode)
    mode_reason = models.CharField("采用电话或视频的原因", max_length=200, blank=True)
    attitude = models.CharField("对处分的认识", max_length=12, choices=Attitude)
    attitude_text = models.TextField("对处分的认识（记录）", blank=True)
    mood = models.CharField("思想和情绪", max_length=12, choices=Mood)
    mood_text = models.TextField("思想和情绪（记录）", blank=True)
    work_text = models.TextField("履职表现")
    achievements = models.TextField("近期做成的事", blank=True)
    need = models.CharField("工作生活困难", max_length=6, choices=Need)
    need_text = models.TextField("诉求和希望谁办", blank=True)
    advice_text = models.TextField("对组织的意见建议", blank=True)
    response = models.CharField("回应方式", max_length=10, choices=Response)
    state = models.CharField("当前状态", max_length=12, choices=State)
    change = models.CharField("与上次比较", max_length=8, choices=Change)
    prescription = models.TextField("下一步措施")
    opinion = models.TextField("回访组意见")
    next_on = models.DateField("下次联系", null=True, blank=True)
    signature = models.CharField("签名", max_length=10, choices=Signature)
    unsigned_reason = models.CharField("未签名的原因", max_length=200, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="填写人")
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)
    # The form's own key: the same page sent twice is one record.
    token = models.CharField("表单标识", max_length=12, unique=True)
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    void_reason = models.CharField("作废原因", max_length=200, null=True, blank=True)  # noqa: DJ001
    version = models.PositiveIntegerField("版本", default=1)

    objects = VisitQuerySet.as_manager()
    personal = frozenset(
        {
            "attitude_text",
            "mood_text",
            "work_text",
            "achievements",
            "need_text",
            "advice_text",
            "state",
            "mood",
            "opinion",
            "prescription",
            "unsigned_reason",
            "place_note",
        }
    )
    wall = Wall("dossier_id", roles=DISCIPLINE)

    class Meta:
        verbose_name = "回访记录"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(fields=["dossier", "number"], name="visit_once_per_number"),
            CheckConstraint(condition=Q(place__in=Place.values), name="visit_place_allowed"),
            CheckConstraint(
                condition=~Q(place=Place.OTHER) | ~Q(place_note=""), name="visit_other_place_named"
            ),
            CheckConstraint(
                condition=~Q(mode__in=sorted(REMOTE_MODES)) | ~Q(mode_reason=""),
                name="visit_remote_has_reason",
            ),
            CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="visit_ends_after_start",
            ),
            CheckConstraint(
                condition=~Q(need=Need.SOME) | ~Q(need_text=""), name="visit_need_is_told"
            ),
            CheckConstraint(
                condition=~Q(signature=Signature.DECLINED) | ~Q(unsigned_reason=""),
                name="visit_unsigned_has_reason",
            ),
            CheckConstraint(
                condition=Q(status=VisitStatus.DONE, voided_at__isnull=True)
                | Q(status=VisitStatus.VOID, voided_at__isnull=False),
                name="visit_void_is_dated",
            ),
            set_together("voided_at", "void_reason", name="visit_void_has_reason"),
        ]
        indexes = [models.Index(fields=["dossier", "-visited_on"], name="visit_by_dossier")]
        triggers = [
            pgtrigger.Trigger(
                name="two_visitors",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                timing=pgtrigger.Deferred,
                condition=pgtrigger.Q(new__status=VisitStatus.DONE.value),
                func=TWO_VISITORS,
            )
        ]

    def __str__(self) -> str:
        return f"第{self.number}次回访"

    def get_absolute_url(self) -> str:
        return f"/visits/{self.code}/"

    @property
    def is_done(self) -> bool:
        return self.status == VisitStatus.DONE

    @property
    def has_need(self) -> bool:
        return self.need == Need.SOME

    @property
    def is_unsigned(self) -> bool:
        return self.signature == Signature.DECLINED


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
                condition=Q(counts=False) | (Q(user__isnull=False) & ~Q(part=TeamPart.COMPANION)),
                name="team_counted_has_account",
            ),
        ]
        indexes = [models.Index(fields=["user", "visit"], name="team_by_user")]
        triggers = [
            pgtrigger.Trigger(
                name="keeps_two_visitors",
                when=pgtrigger.After,
                operation=pgtrigger.Update | pgtrigger.Delete,
                timing=pgtrigger.Deferred,
                func=TEAM_OF_A_DONE_VISIT,
            )
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


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
