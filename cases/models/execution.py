"""处分执行核查: what was entered of the derived list, and the issues that a 未落实 opens."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from accounts.models import Unit, User
from cases.choices.execution import (
    FINAL_RESULTS,
    WITH_THE_UNIT,
    Direction,
    ExecutionItem,
    ExecutionResult,
    IssueAct,
    IssueKind,
    IssueState,
)
from cases.models.cadre import Cadre
from cases.models.decision import Decision
from cases.models.dossier import Dossier
from cases.querysets.execution import CheckQuerySet, IssueQuerySet
from columns.codes import CodeField
from columns.constraints import set_together
from columns.guarded import Guarded
from columns.history import tracked
from columns.walls import DENIED_DOSSIERS, ROLE, UNIT, Wall

# 组织部门 reads an issue handed to it, and nothing else of the person (practice D.2).
HANDED_HERE = (
    f"{ROLE} = 'personnel' AND voided_at IS NULL AND assigned_to_id = {UNIT}"
    f" AND dossier_id <> ALL ({DENIED_DOSSIERS})"
)


@tracked
class ExecutionCheck(models.Model):
    """One item of one decision, once somebody has entered it; entered anew, it waits for a second
    person again."""

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="execution_checks", verbose_name="档案"
    )
    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="+", verbose_name="干部")
    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="execution_checks", verbose_name="处分决定"
    )
    item = models.CharField("项目", max_length=16, choices=ExecutionItem)
    result = models.CharField("结论", max_length=16, choices=ExecutionResult)
    done_on = models.DateField("实办日期", null=True, blank=True)
    evidence = models.CharField("凭证", max_length=500, blank=True)
    extended_to = models.DateField("延长至", null=True, blank=True)
    extension_basis = models.CharField("批准依据", max_length=200, null=True, blank=True)  # noqa: DJ001
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    entered_on = models.DateField("登记日期")
    verified_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="核实人"
    )
    verified_on = models.DateField("核实日期", null=True, blank=True)
    version = models.PositiveIntegerField("版本", default=1)

    objects = CheckQuerySet.as_manager()
    personal = frozenset({"evidence", "extension_basis"})
    wall = Wall("dossier_id")

    class Meta:
        verbose_name = "处分执行核查"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(fields=["decision", "item"], name="execution_check_once_per_item"),
            CheckConstraint(
                condition=Q(result=ExecutionResult.DONE, done_on__isnull=False)
                | (~Q(result=ExecutionResult.DONE) & Q(done_on__isnull=True)),
                name="execution_check_done_is_dated",
            ),
            CheckConstraint(
                condition=~Q(result=ExecutionResult.DONE) | ~Q(evidence=""),
                name="execution_check_done_has_evidence",
            ),
            set_together(
                "extended_to", "extension_basis", name="execution_check_extension_has_basis"
            ),
            set_together(
                "verified_by", "verified_on", name="execution_check_verification_is_dated"
            ),
            CheckConstraint(
                condition=Q(verified_by__isnull=True)
                | (~Q(verified_by=F("entered_by")) & Q(result__in=sorted(FINAL_RESULTS))),
                name="execution_check_verified_by_another",
            ),
        ]
        indexes = [
            models.Index(fields=["dossier"], name="execution_check_by_dossier"),
            # The desk asks for what waits for a second person, and little of it all does.
            models.Index(
                fields=["dossier", "entered_by"],
                condition=Q(verified_by__isnull=True, result__in=sorted(FINAL_RESULTS)),
                name="execution_check_unverified",
            ),
        ]

    def __str__(self) -> str:
        return self.get_item_display()

    @property
    def is_not_done(self) -> bool:
        return self.result == ExecutionResult.NOT_DONE

    @property
    def awaits_verification(self) -> bool:
        return self.verified_by_id is None and self.result in FINAL_RESULTS


@tracked
class ExecutionIssue(models.Model):
    """What was not carried out, with its money in fen; closed by somebody who did not report it
    corrected. `months`: how many months of pay it concerns; each counts as one 人次."""

    code = CodeField()
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="execution_issues", verbose_name="档案"
    )
    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="+", verbose_name="干部")
    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="execution_issues", verbose_name="处分决定"
    )
    item = models.CharField("项目", max_length=16, choices=ExecutionItem)
    kind = models.CharField("问题类型", max_length=16, choices=IssueKind)
    direction = models.CharField("方向", max_length=12, choices=Direction)
    months = models.PositiveSmallIntegerField("涉及月数", default=0)
    found_fen = models.BigIntegerField("发现金额（分）", default=0)
    corrected_fen = models.BigIntegerField("纠正金额（分）", default=0)
    text = models.CharField("问题情况", max_length=500)
    vouchers = models.CharField("整改凭证", max_length=500, blank=True)
    shortfall = models.CharField("未全部纠正的原因", max_length=300, blank=True)
    state = models.CharField("状态", max_length=10, choices=IssueState, default=IssueState.FOUND)
    found_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="发现人")
    found_on = models.DateField("发现日期")
    assigned_to = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="整改单位"
    )
    due_on = models.DateField("整改期限", null=True, blank=True)
    reported_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="报告人"
    )
    reported_on = models.DateField("报告日期", null=True, blank=True)
    closed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="销号人"
    )
    closed_on = models.DateField("销号日期", null=True, blank=True)
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    void_reason = models.CharField("作废原因", max_length=200, null=True, blank=True)  # noqa: DJ001
    version = models.PositiveIntegerField("版本", default=1)

    objects = IssueQuerySet.as_manager()
    personal = frozenset({"text", "vouchers", "shortfall"})
    wall = Wall("dossier_id", addressed=HANDED_HERE)

    class Meta:
        verbose_name = "执行问题"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(
                fields=["decision", "item"],
                condition=~Q(state=IssueState.CLOSED) & Q(voided_at__isnull=True),
                name="execution_issue_one_open_per_item",
            ),
            CheckConstraint(
                condition=Q(corrected_fen__gte=0, corrected_fen__lte=F("found_fen")),
                name="execution_issue_corrected_within_found",
            ),
            CheckConstraint(
                condition=~Q(direction=Direction.NONE) | Q(found_fen=0),
                name="execution_issue_money_has_direction",
            ),
            CheckConstraint(condition=~Q(text=""), name="execution_issue_has_text"),
            CheckConstraint(condition=Q(months__lte=600), name="execution_issue_months_sane"),
            set_together("assigned_to", "due_on", name="execution_issue_assignment_has_term"),
            CheckConstraint(
                condition=Q(state=IssueState.FOUND) | Q(assigned_to__isnull=False),
                name="execution_issue_beyond_found_is_assigned",
            ),
            set_together("reported_by", "reported_on", name="execution_issue_report_is_dated"),
            CheckConstraint(
                condition=~Q(state__in=[IssueState.REPORTED, IssueState.CLOSED])
                | Q(reported_by__isnull=False),
                name="execution_issue_reported_by_somebody",
            ),
            CheckConstraint(
                condition=Q(
                    state=IssueState.CLOSED, closed_by__isnull=False, closed_on__isnull=False
                )
                | (~Q(state=IssueState.CLOSED) & Q(closed_by__isnull=True, closed_on__isnull=True)),
                name="execution_issue_closed_by_somebody",
            ),
            CheckConstraint(
                condition=Q(closed_by__isnull=True) | ~Q(closed_by=F("reported_by")),
                name="execution_issue_closed_by_another",
            ),
            CheckConstraint(
                condition=~Q(state=IssueState.CLOSED)
                | Q(corrected_fen=F("found_fen"))
                | ~Q(shortfall=""),
                name="execution_issue_closed_in_full_or_with_reason",
            ),
            set_together("voided_at", "void_reason", name="execution_issue_void_has_reason"),
        ]
        indexes = [
            models.Index(
                fields=["dossier", "due_on"],
                condition=~Q(state=IssueState.CLOSED) & Q(voided_at__isnull=True),
                name="execution_issue_open_by_due",
            ),
            models.Index(fields=["found_on"], name="execution_issue_by_day"),
        ]
        ordering = ["found_on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_item_display()}：{self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return f"/people/{self.dossier.code}/execution/issues/{self.code}/"

    @property
    def left_fen(self) -> int:
        return self.found_fen - self.corrected_fen

    @property
    def has_money(self) -> bool:
        return self.direction != Direction.NONE

    @property
    def is_closed(self) -> bool:
        return self.state == IssueState.CLOSED

    @property
    def is_new(self) -> bool:
        return self.state == IssueState.FOUND

    @property
    def is_with_the_unit(self) -> bool:
        return self.state in WITH_THE_UNIT

    @property
    def awaits_verification(self) -> bool:
        return self.state == IssueState.REPORTED


@tracked
class IssueStep(models.Model):
    """One line of an issue's trail: who did what, and what was said."""

    issue = models.ForeignKey(
        ExecutionIssue, models.PROTECT, related_name="steps", verbose_name="执行问题"
    )
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="档案")
    act = models.CharField("事项", max_length=10, choices=IssueAct)
    text = models.CharField("说明", max_length=500, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="办理人")
    on = models.DateField("日期")

    objects = Guarded.as_manager()
    personal = frozenset({"text"})
    wall = Wall("issue_id", leads_to="cases_executionissue")

    class Meta:
        verbose_name = "执行问题办理经过"
        verbose_name_plural = verbose_name
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.on} {self.act}"
