"""Notice: one of the three papers on the end of a period; NoticeFile: the finished sheet."""

from datetime import date, timedelta

import pgtrigger
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.urls import reverse

from accounts.models import Unit, User
from cases.models import Dossier
from columns.codes import CodeField
from columns.constraints import set_together
from columns.guarded import Guarded
from columns.history import tracked
from columns.walls import DENIED_DOSSIERS, LETTER_READERS, ROLE, UNIT, Wall, one_of
from reports.choices import NoticeKind, NoticeStatus, NoticeWithdrawal
from reports.querysets import NoticeQuerySet
from reports.rules.notice import NoticeFacts

RELEASED_HERE = (
    f"{ROLE} = 'personnel' AND {one_of('status', {NoticeStatus.RELEASED})}"
    f" AND {one_of('kind', {NoticeKind.PERSONNEL})} AND addressee_id = {UNIT}"
    f" AND dossier_id <> ALL ({DENIED_DOSSIERS})"
)


@tracked
class Notice(models.Model):
    """Drafted by the clock sweep, sent by a named person, from the day after `end` on.

    `facts` is what it rests on and `digest` their sum; a draft whose sum no longer holds is
    replaced. No foreign key to the cadre: the sweep would wait for whoever recomputes his clocks.
    """

    code = CodeField()
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="notices", verbose_name="回访档案"
    )
    kind = models.CharField("文种", max_length=10, choices=NoticeKind)
    status = models.CharField(
        "状态", max_length=10, choices=NoticeStatus, default=NoticeStatus.DRAFTED
    )
    end = models.DateField("届满日")
    facts = models.JSONField("依据")
    digest = models.CharField("依据摘要", max_length=64)
    addressee = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="主送机关"
    )
    # Frozen with the paper: who receives it sees nothing of the file, not even who keeps it now.
    sender = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="发文机关"
    )
    is_demo = models.BooleanField("演练数据", default=False)
    title = models.CharField("标题", max_length=120)
    text = models.TextField("正文")
    drafted_on = models.DateField("起草日")
    released_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="发出人"
    )
    released_at = models.DateTimeField("发出时间", null=True, blank=True)
    released_on = models.DateField("发出日", null=True, blank=True)
    withdrawn_on = models.DateField("撤回日", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="撤回人"
    )
    withdrawal = models.CharField("撤回原因", max_length=10, choices=NoticeWithdrawal, blank=True)
    withdraw_reason = models.CharField("撤回说明", max_length=200, blank=True)
    read_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="首次查阅人"
    )
    read_at = models.DateTimeField("首次查阅时间", null=True, blank=True)

    objects = NoticeQuerySet.as_manager()
    personal = frozenset({"facts", "title", "text", "withdraw_reason"})
    wall = Wall("dossier_id", roles=LETTER_READERS, addressed=RELEASED_HERE)

    class Meta:
        verbose_name = "期满通知"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(
                fields=["dossier", "kind"],
                condition=Q(status=NoticeStatus.DRAFTED),
                name="notice_one_draft",
            ),
            UniqueConstraint(
                fields=["dossier", "kind", "end"],
                condition=Q(status=NoticeStatus.RELEASED),
                name="notice_released_once",
            ),
            CheckConstraint(
                condition=Q(kind__in=NoticeKind.values, status__in=NoticeStatus.values),
                name="notice_words_known",
            ),
            set_together("released_by", "released_at", name="notice_release_has_time"),
            set_together("released_by", "released_on", name="notice_release_is_dated"),
            CheckConstraint(
                condition=Q(status=NoticeStatus.RELEASED, released_by__isnull=False)
                | (~Q(status=NoticeStatus.RELEASED) & Q(released_by__isnull=True)),
                name="notice_released_by_a_person",
            ),
            # The last day itself is still restricted.
            CheckConstraint(
                condition=~Q(status=NoticeStatus.RELEASED) | Q(sender__isnull=False),
                name="notice_released_by_an_office",
            ),
            CheckConstraint(
                condition=Q(released_on__isnull=True) | Q(released_on__gt=F("end")),
                name="notice_released_after_the_end",
            ),
            CheckConstraint(
                condition=Q(
                    status=NoticeStatus.WITHDRAWN,
                    withdrawn_on__isnull=False,
                    withdrawal__in=NoticeWithdrawal.values,
                )
                | (~Q(status=NoticeStatus.WITHDRAWN) & Q(withdrawn_on__isnull=True, withdrawal="")),
                name="notice_withdrawn_has_reason",
            ),
            CheckConstraint(
                condition=~Q(withdrawal=NoticeWithdrawal.DECLINED)
                | (Q(withdrawn_by__isnull=False) & ~Q(withdraw_reason="")),
                name="notice_declined_by_a_person",
            ),
            CheckConstraint(
                condition=~Q(kind=NoticeKind.PERSON) | Q(addressee__isnull=True),
                name="notice_to_a_person_has_no_unit",
            ),
            set_together("read_by", "read_at", name="notice_reading_is_dated"),
        ]
        indexes = [
            models.Index(fields=["dossier", "kind", "-end"], name="notice_by_dossier"),
            models.Index(fields=["status", "-end"], name="notice_by_status"),
            models.Index(
                fields=["addressee", "-released_on"],
                condition=Q(status=NoticeStatus.RELEASED),
                name="notice_by_addressee",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reports:notice", args=[self.code])

    @property
    def office(self) -> Unit:
        """Under whose head it stands: who sent it, or who keeps the dossier now."""
        return self.sender or self.dossier.owner

    @property
    def taken(self) -> NoticeFacts:
        """The facts as they were when this paper was drafted."""
        return NoticeFacts.thawed(self.facts)

    @property
    def free_from(self) -> date:
        return self.end + timedelta(days=1)

    @property
    def is_drafted(self) -> bool:
        return self.status == NoticeStatus.DRAFTED

    @property
    def is_released(self) -> bool:
        return self.status == NoticeStatus.RELEASED

    def may_go_out(self, *, today: date) -> bool:
        return self.is_drafted and today > self.end


class NoticeFile(models.Model):
    """The PDF/A as it left the office. In a table of its own, so that no list ever loads it."""

    notice = models.OneToOneField(
        Notice, models.PROTECT, related_name="file", verbose_name="期满通知"
    )
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="回访档案")
    content = models.BinaryField("内容")
    sha256 = models.CharField("摘要", max_length=64)
    made_at = models.DateTimeField("定稿时间")

    objects = Guarded.as_manager()
    personal = frozenset({"content"})
    wall = Wall("notice_id", leads_to="reports_notice")

    class Meta:
        verbose_name = "期满通知定稿"
        verbose_name_plural = verbose_name
        constraints = [
            CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="notice_file_is_whole"
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="notice_file_is_final", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return self.sha256[:12]
