"""Dossier: one follow-up from opening to archive; who helps, and when it rests."""

from datetime import date

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from accounts.models import Unit, User
from cases.choices import SHUT_STATUSES, DossierKind, DossierStatus, EndReason, PauseReason
from cases.models.cadre import Cadre
from cases.querysets import DossierQuerySet, HelperQuerySet
from columns.codes import CodeField
from columns.constraints import not_before, set_together
from columns.guarded import Guarded
from columns.history import tracked
from columns.walls import Wall


@tracked
class Dossier(models.Model):
    """Anchors (decisions 3.2): `owner` keeps it, `carrier` visits; the unit is the cadre's.

    `active_from`..`active_to` are the days on which talks are owed (empty end: still open), kept
    by the actions that recompute clocks, together with `overall_end`.
    """

    code = CodeField()
    number = models.CharField("档案编号", max_length=30)
    kind = models.CharField(
        "类别", max_length=10, choices=DossierKind, default=DossierKind.SANCTION
    )
    cadre = models.ForeignKey(
        Cadre, models.PROTECT, null=True, blank=True, related_name="dossiers", verbose_name="干部"
    )
    subject_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="澄清的单位"
    )
    owner = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="管档机关")
    carrier = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承办回访的机关"
    )
    status = models.CharField(
        "环节", max_length=14, choices=DossierStatus, default=DossierStatus.REGISTERED
    )
    status_since = models.DateField("进入本环节")
    # The status to return to when a pause ends.
    paused_from = models.CharField("暂停前环节", max_length=14, choices=DossierStatus, blank=True)
    opened_on = models.DateField("建档日")
    closed_on = models.DateField("结档日", null=True, blank=True)
    # The event itself, which may be older than the day it became known here: from it on the person
    # counts in no denominator (practice F).
    ended_on = models.DateField("终止日期", null=True, blank=True)
    ended_as = models.CharField("终止原因", max_length=14, choices=EndReason, blank=True)
    active_from = models.DateField("应办起", null=True, blank=True)
    active_to = models.DateField("应办止", null=True, blank=True)
    overall_end = models.DateField("最后一项届满日", null=True, blank=True)
    awaiting_restoration = models.BooleanField("等待恢复党员权利", default=False)
    handler = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承办人"
    )
    created_at = models.DateTimeField("登记时间", auto_now_add=True)
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    void_reason = models.CharField("作废原因", max_length=200, null=True, blank=True)  # noqa: DJ001
    version = models.PositiveIntegerField("版本", default=1)

    objects = DossierQuerySet.as_manager()
    personal: frozenset[str] = frozenset()
    wall = Wall("id")

    class Meta:
        verbose_name = "回访档案"
        verbose_name_plural = verbose_name
        constraints = [
            CheckConstraint(
                condition=Q(cadre__isnull=False, subject_unit__isnull=True)
                | Q(cadre__isnull=True, subject_unit__isnull=False),
                name="dossier_one_subject",
            ),
            UniqueConstraint(fields=["owner", "number"], name="dossier_number_once_per_owner"),
            UniqueConstraint(
                fields=["cadre"],
                condition=Q(kind=DossierKind.SANCTION) & ~Q(status__in=sorted(SHUT_STATUSES)),
                name="dossier_one_open_per_cadre",
            ),
            not_before("active_to", "active_from", name="dossier_active_in_order"),
            not_before("closed_on", "opened_on", name="dossier_closed_after_opened"),
            set_together("voided_at", "void_reason", name="dossier_void_has_reason"),
            CheckConstraint(
                condition=Q(ended_as="", ended_on__isnull=True)
                | (~Q(ended_as="") & Q(ended_on__isnull=False)),
                name="dossier_end_has_reason",
            ),
            CheckConstraint(
                condition=~Q(status=DossierStatus.VOID) | Q(voided_at__isnull=False),
                name="dossier_void_is_dated",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "status"], name="dossier_by_owner"),
            models.Index(fields=["carrier", "status"], name="dossier_by_carrier"),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return f"/people/{self.code}/"

    @property
    def is_open(self) -> bool:
        return self.status not in SHUT_STATUSES

    @property
    def is_clearing(self) -> bool:
        return self.kind == DossierKind.CLEARING

    @property
    def first_day(self) -> date | None:
        """Before it there is nothing to visit for: the decision, or the clearing."""
        return self.opened_on if self.is_clearing else self.active_from

    @property
    def is_paused(self) -> bool:
        return self.status == DossierStatus.PAUSED


@tracked
class Suspension(models.Model):
    """Days on which nothing is owed (立案、留置、长期病假、失联、借调境外)."""

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="suspensions", verbose_name="档案"
    )
    from_on = models.DateField("起")
    to_on = models.DateField("止", null=True, blank=True)
    reason = models.CharField("原因", max_length=100, choices=PauseReason)
    basis = models.CharField("依据", max_length=300, blank=True)
    # When it is thought to end; nothing follows from it but a reminder on the page.
    expected_on = models.DateField("预计恢复日期", null=True, blank=True)
    entered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="登记人"
    )
    approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="批准人"
    )
    approved_on = models.DateField("批准日期", null=True, blank=True)

    objects = Guarded.as_manager()
    personal = frozenset({"reason", "basis"})
    wall = Wall("dossier_id")

    class Meta:
        verbose_name = "暂停"
        verbose_name_plural = verbose_name
        constraints = [
            not_before("to_on", "from_on", name="suspension_in_order"),
            set_together("approved_by", "approved_on", name="suspension_approval_is_dated"),
            UniqueConstraint(
                fields=["dossier"], condition=Q(to_on__isnull=True), name="suspension_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_on} {self.reason}"


@tracked
class HelperDesignation(models.Model):
    """帮扶人: a named person, with or without an account, from a day to a day."""

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="helpers", verbose_name="档案"
    )
    name = models.CharField("姓名", max_length=50)
    post = models.CharField("职务", max_length=100, blank=True)
    user = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="designations",
        verbose_name="账号",
    )
    from_on = models.DateField("起")
    to_on = models.DateField("止", null=True, blank=True)
    # Practice A24: by which paper, in which meeting of the party organisation, reported when.
    document = models.CharField("指定文件", max_length=100, blank=True, default="", db_default="")
    meeting = models.CharField("研究会议", max_length=100, blank=True, default="", db_default="")
    met_on = models.DateField("会议日期", null=True, blank=True)
    reported_on = models.DateField("报告表日期", null=True, blank=True)

    objects = HelperQuerySet.as_manager()
    personal = frozenset({"name", "post", "document", "meeting"})
    wall = Wall("dossier_id")

    class Meta:
        verbose_name = "帮扶人"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(
                fields=["dossier"], condition=Q(to_on__isnull=True), name="helper_one_current"
            ),
            not_before("to_on", "from_on", name="helper_in_order"),
        ]

    def __str__(self) -> str:
        return self.name
