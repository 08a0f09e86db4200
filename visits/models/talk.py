"""Talk: the quarterly conversation of the helper; Correction: what was wrong in a record."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, Q

from accounts.models import User
from cases.models import Dossier, HelperDesignation
from columns.codes import CodeField
from columns.constraints import set_together
from columns.guarded import Guarded
from columns.history import tracked
from columns.walls import DISCIPLINE, Wall
from visits.choices import MOODS_TO_FOLLOW, Entry, Mood, Need, TalkMode, Topic
from visits.models.visit import Visit
from visits.querysets import TalkQuerySet
from visits.rules.quarters import quarter_of, quarter_words


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
