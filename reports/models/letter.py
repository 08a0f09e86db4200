"""Letter: what the office writes to another organ about one dossier, from draft to receipt."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.urls import reverse

from accounts.models import Unit, User
from cases.models import Dossier
from columns.codes import CodeField
from columns.constraints import set_together
from columns.history import tracked
from columns.walls import DENIED_DOSSIERS, LETTER_READERS, ROLE, UNIT, Wall, one_of
from reports.choices import (
    APPROVED,
    EDITABLE,
    SENT,
    UNFINISHED,
    LetterKind,
    LetterStatus,
    Opinion,
)
from reports.querysets import LetterQuerySet
from reports.rules.facts import LetterFacts

# 组织部门 reads what was sent to it, and nothing else of the person (practice D.3).
SENT_HERE = (
    f"{ROLE} = 'personnel' AND {one_of('status', SENT)} AND addressee_id = {UNIT}"
    f" AND dossier_id <> ALL ({DENIED_DOSSIERS})"
)


@tracked
class Letter(models.Model):
    """`facts` are frozen when the draft is made or refreshed; `parts` is the text a person owns.

    `drafted_by` is empty when the scheduler drafted. The paper's date is the day of approval.
    """

    code = CodeField()
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="letters", verbose_name="回访档案"
    )
    kind = models.CharField("文种", max_length=10, choices=LetterKind, default=LetterKind.FEEDBACK)
    status = models.CharField(
        "状态", max_length=10, choices=LetterStatus, default=LetterStatus.DRAFT
    )
    addressee = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="主送机关"
    )
    # Frozen with the paper: who receives it sees nothing of the file, not even who keeps it now.
    sender = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="发文机关"
    )
    is_demo = models.BooleanField("演练数据", default=False)
    title = models.CharField("标题", max_length=120)
    facts = models.JSONField("取数")
    parts = models.JSONField("正文")
    opinion = models.CharField("意见", max_length=10, choices=Opinion, blank=True)
    areas = models.CharField("需要帮助的方面", max_length=60, blank=True)
    revisit_month = models.DateField("再次回访", null=True, blank=True)
    drafted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="拟稿人"
    )
    submitted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="送签人"
    )
    submitted_on = models.DateField("送签日", null=True, blank=True)
    approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签发人"
    )
    approved_on = models.DateField("签发日", null=True, blank=True)
    return_reason = models.CharField("退回意见", max_length=300, blank=True)
    issued_on = models.DateField("送达日", null=True, blank=True)
    read_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="首次查阅人"
    )
    read_at = models.DateTimeField("首次查阅时间", null=True, blank=True)
    received_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签收人"
    )
    received_at = models.DateTimeField("签收时间", null=True, blank=True)
    withdraw_reason = models.CharField("撤回原因", max_length=200, blank=True)
    created_at = models.DateTimeField("起草时间", auto_now_add=True)
    version = models.PositiveIntegerField("版本", default=1)

    objects = LetterQuerySet.as_manager()
    personal = frozenset({"title", "facts", "parts", "areas", "opinion", "return_reason"})
    wall = Wall("dossier_id", roles=LETTER_READERS, addressed=SENT_HERE)

    class Meta:
        verbose_name = "反馈文书"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(
                fields=["dossier", "kind"],
                condition=Q(status__in=sorted(UNFINISHED)),
                name="letter_one_unfinished",
            ),
            set_together("submitted_by", "submitted_on", name="letter_submission_is_dated"),
            set_together("approved_by", "approved_on", name="letter_approval_is_dated"),
            set_together("read_by", "read_at", name="letter_reading_is_dated"),
            set_together("received_by", "received_at", name="letter_receipt_is_dated"),
            # Practice D.3: whoever wrote or submitted it may not approve it.
            CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | (
                    ~Q(approved_by=F("submitted_by"))
                    & (Q(drafted_by__isnull=True) | ~Q(approved_by=F("drafted_by")))
                ),
                name="letter_approved_by_another",
            ),
            CheckConstraint(
                condition=~Q(status__in=sorted(APPROVED))
                | Q(approved_by__isnull=False, submitted_by__isnull=False, addressee__isnull=False),
                name="letter_approved_is_complete",
            ),
            CheckConstraint(
                condition=Q(status__in=sorted(APPROVED)) | Q(approved_by__isnull=True),
                name="letter_unapproved_has_no_approver",
            ),
            CheckConstraint(
                condition=Q(status__in=sorted(SENT), issued_on__isnull=False)
                | (~Q(status__in=sorted(SENT)) & Q(issued_on__isnull=True)),
                name="letter_sent_is_dated",
            ),
            CheckConstraint(
                condition=~Q(status__in=sorted(SENT)) | Q(sender__isnull=False),
                name="letter_sent_by_someone",
            ),
            CheckConstraint(
                condition=~Q(status=LetterStatus.RECEIVED) | Q(received_by__isnull=False),
                name="letter_received_by_someone",
            ),
            CheckConstraint(
                condition=~Q(status=LetterStatus.WITHDRAWN) | ~Q(withdraw_reason=""),
                name="letter_withdrawn_has_reason",
            ),
            CheckConstraint(
                condition=~Q(status=LetterStatus.RETURNED) | ~Q(return_reason=""),
                name="letter_returned_has_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["dossier", "-created_at"], name="letter_by_dossier"),
            models.Index(fields=["addressee", "-issued_on"], name="letter_by_addressee"),
            models.Index(fields=["status", "-created_at"], name="letter_by_status"),
        ]

    def __str__(self) -> str:
        return self.title.replace("\n", "")

    def get_absolute_url(self) -> str:
        return reverse("reports:letter", args=[self.code])

    @property
    def office(self) -> Unit:
        """Under whose head it stands: who sent it, or who keeps the dossier now."""
        return self.sender or self.dossier.owner

    @property
    def taken(self) -> LetterFacts:
        """The facts as they were when this draft was made."""
        return LetterFacts.thawed(self.facts)

    @property
    def is_editable(self) -> bool:
        return self.status in EDITABLE

    @property
    def is_returned(self) -> bool:
        return self.status == LetterStatus.RETURNED

    @property
    def awaits_approval(self) -> bool:
        return self.status == LetterStatus.SUBMITTED

    @property
    def is_approved(self) -> bool:
        return self.status == LetterStatus.APPROVED

    @property
    def is_issuing(self) -> bool:
        return self.status == LetterStatus.ISSUING

    @property
    def is_sent(self) -> bool:
        return self.status in SENT

    @property
    def awaits_receipt(self) -> bool:
        return self.status == LetterStatus.ISSUED

    @property
    def is_withdrawn(self) -> bool:
        return self.status == LetterStatus.WITHDRAWN
