"""Talk: the quarterly conversation of the helper; Correction: what was wrong in a record."""

from functools import reduce
from operator import or_

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, F, Q

from accounts.models import User
from cases.models import Dossier, HelperDesignation
from columns.codes import CodeField
from columns.constraints import not_before, set_together
from columns.guarded import Guarded
from columns.history import tracked
from columns.walls import DISCIPLINE, Wall
from visits.choices import MOODS_TO_FOLLOW, Entry, Mood, Need, State, TalkMode, Topic
from visits.choices.visiting import Signature
from visits.models.visit import Visit
from visits.querysets import TalkQuerySet
from visits.rules.quarters import quarter_of, quarter_words

# What was written stays as it was written: an error found later is appended (practice E.4).
WRITTEN = (
    "dossier", "period", "held_on", "mode", "topics", "mood", "need", "need_text", "note",
    "asks_office", "helper", "speaker_name", "speaker_post", "entry", "entered_by", "proxy_basis",
    "place", "minutes", "conduct", "guidance", "measures", "followed_up", "state", "attention",
    "signature", "unsigned_reason", "speaker_signed", "token",
)  # fmt: skip
LONGEST = 600
SUPPLEMENT = (
    "place", "minutes", "conduct", "guidance", "measures", "followed_up", "state", "attention",
    "signature", "speaker_signed",
)  # fmt: skip
READING = ("read_by", "read_on", "read_opinion", "reader_name", "read_basis")


def words(label: str, max_length: int) -> "models.CharField[str, str]":
    """A line that a row of before does not have."""
    return models.CharField(label, max_length=max_length, blank=True, default="", db_default="")


def text(label: str) -> "models.TextField[str, str]":
    return models.TextField(label, blank=True, default="", db_default="")


def _changed(*columns: str) -> pgtrigger.Q:
    """AnyChange, in a form that goes with another condition."""
    each = (pgtrigger.Q(**{f"old__{name}__df": pgtrigger.F(f"new__{name}")}) for name in columns)
    return reduce(or_, each)


@tracked
class Talk(models.Model):
    """It counts for one quarter, its own or an earlier one that was missed (补谈).

    `backfilled`: the quarter lies before the office's 启用日; it counts in no rate (补录).
    """

    code = CodeField()
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="talks", verbose_name="档案")
    period = models.CharField("季度", max_length=6)
    held_on = models.DateField("谈话日期")
    mode = models.CharField("方式", max_length=6, choices=TalkMode)
    topics = ArrayField(models.CharField(max_length=8, choices=Topic), verbose_name="谈了什么")
    mood = models.CharField("近期状态", max_length=12, choices=Mood)
    need = models.CharField("困难诉求", max_length=6, choices=Need)
    need_text = models.CharField("需要谁来帮助", max_length=300, blank=True)
    note = models.TextField("简要记录")
    asks_office = models.BooleanField("需要审理室协助", default=False)
    # Who spoke, as named on that day; the designation if there was one.
    helper = models.ForeignKey(
        HelperDesignation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="talks",
        verbose_name="帮扶人",
    )
    speaker_name = models.CharField("谈话人", max_length=50)
    speaker_post = models.CharField("谈话人职务", max_length=100, blank=True)
    entry = models.CharField("登记方式", max_length=8, choices=Entry)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    proxy_basis = models.CharField("代录依据", max_length=200, blank=True)
    # 补充: the rest of practice C.11.
    place = words("地点", 100)
    minutes = models.PositiveSmallIntegerField("时长（分钟）", null=True, blank=True)
    conduct = text("近期表现")
    guidance = text("教育引导内容")
    measures = text("帮扶措施及落实")
    followed_up = text("上季度措施落实情况")
    state = models.CharField(
        "状态判断", max_length=12, choices=State, blank=True, default="", db_default=""
    )
    attention = text("需纪委关注事项")
    signature = models.CharField(
        "本人签名", max_length=10, choices=Signature, blank=True, default="", db_default=""
    )
    unsigned_reason = words("本人未签名的原因", 200)
    speaker_signed = models.BooleanField("谈话人已签名", default=False, db_default=False)
    # 阅签 by the secretary of the unit's party organisation; it follows the talk.
    read_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="阅签登记人"
    )
    reader_name = words("阅签人", 50)
    read_on = models.DateField("阅签日期", null=True, blank=True)
    read_opinion = text("阅签意见")
    read_basis = words("代录阅签依据", 200)
    backfilled = models.BooleanField("补录", default=False)
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)
    # The form's own key: the same page sent twice is one record.
    token = models.CharField("表单标识", max_length=12, unique=True)
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    void_reason = models.CharField("作废原因", max_length=200, null=True, blank=True)  # noqa: DJ001
    version = models.PositiveIntegerField("版本", default=1)

    objects = TalkQuerySet.as_manager()
    personal = frozenset(
        {"mood", "need_text", "note", "speaker_name", "speaker_post", "proxy_basis", "topics"}
        | {"place", "conduct", "guidance", "measures", "followed_up", "state", "attention"}
        | {"unsigned_reason", "reader_name", "read_opinion", "read_basis"}
    )
    wall = Wall("dossier_id")

    class Meta:
        verbose_name = "季度谈心谈话"
        verbose_name_plural = verbose_name
        constraints = [
            CheckConstraint(
                condition=Q(period__regex=r"^\d{4}Q[1-4]$"), name="talk_period_is_quarter"
            ),
            CheckConstraint(
                condition=~Q(need=Need.SOME) | ~Q(need_text=""), name="talk_need_is_told"
            ),
            CheckConstraint(condition=~Q(note=""), name="talk_has_note"),
            CheckConstraint(condition=~Q(topics=[]), name="talk_has_topic"),
            CheckConstraint(
                condition=Q(entry=Entry.HELPER) | ~Q(proxy_basis=""), name="talk_proxy_has_basis"
            ),
            set_together("voided_at", "void_reason", name="talk_void_has_reason"),
            CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__range=(1, LONGEST)),
                name="talk_takes_minutes",
            ),
            CheckConstraint(
                condition=~Q(signature=Signature.DECLINED) | ~Q(unsigned_reason=""),
                name="talk_unsigned_has_reason",
            ),
            set_together("read_by", "read_on", name="talk_reading_is_whole"),
            not_before("read_on", "held_on", name="talk_read_after_it"),
            CheckConstraint(
                condition=Q(read_by__isnull=True, read_opinion="", reader_name="")
                | (~Q(read_opinion="") & ~Q(reader_name="")),
                name="talk_reading_says_something",
            ),
            # Practice D.3: who entered the talk does not sign it.
            CheckConstraint(
                condition=Q(read_by__isnull=True) | ~Q(read_by=F("entered_by")),
                name="talk_reader_is_another",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="talk_stays_as_written",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(*WRITTEN),
            ),
            pgtrigger.Protect(
                name="talk_reading_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__read_on__isnull=False) & _changed(*READING),
            ),
        ]
        indexes = [
            models.Index(
                fields=["dossier", "period", "held_on"],
                condition=Q(voided_at__isnull=True),
                name="talk_live_by_period",
            )
        ]

    def __str__(self) -> str:
        return f"{quarter_words(self.period)}谈心谈话"

    def get_absolute_url(self) -> str:
        return f"/talks/{self.code}/"

    @property
    def period_words(self) -> str:
        return quarter_words(self.period)

    @property
    def topic_words(self) -> str:
        return "、".join(Topic(topic).label for topic in self.topics)

    @property
    def is_makeup(self) -> bool:
        """补谈: held after the quarter it counts for."""
        return quarter_of(self.held_on) > self.period

    @property
    def is_proxy(self) -> bool:
        return self.entry != Entry.HELPER

    @property
    def has_need(self) -> bool:
        return self.need == Need.SOME

    @property
    def is_read(self) -> bool:
        return self.read_on is not None

    @property
    def has_supplement(self) -> bool:
        """Whether anything of the closed block was filled in."""
        return any(getattr(self, name) for name in SUPPLEMENT)

    @property
    def asks_for_follow_up(self) -> bool:
        return self.mood in MOODS_TO_FOLLOW


BESIDE_TALKS = dict.fromkeys(("unit", "helper"), "visit_id IS NULL")


@tracked
class Correction(models.Model):
    """更正: appended beside the record, which stays as it was written."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="档案")
    visit = models.ForeignKey(
        Visit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name="回访",
    )
    talk = models.ForeignKey(
        Talk,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name="谈话",
    )
    text = models.TextField("更正内容")
    reason = models.CharField("更正原因", max_length=200)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="更正人")
    at = models.DateTimeField("更正时间", auto_now_add=True)
    token = models.CharField("表单标识", max_length=12, unique=True)

    objects = Guarded.as_manager()
    personal = frozenset({"text", "reason"})
    wall = Wall(
        "dossier_id",
        roles=DISCIPLINE,
        further=dict.fromkeys(("unit", "helper"), "visit_id IS NULL"),
    )

    class Meta:
        verbose_name = "更正"
        verbose_name_plural = verbose_name
        constraints = [
            CheckConstraint(
                condition=Q(visit__isnull=False, talk__isnull=True)
                | Q(visit__isnull=True, talk__isnull=False),
                name="correction_of_one_record",
            ),
            CheckConstraint(condition=~Q(text="") & ~Q(reason=""), name="correction_says_why"),
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:30]
