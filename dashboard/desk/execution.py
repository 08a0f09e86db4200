"""Lines, lists and sums of 处分执行问题 on the desk; each sum opens the list it counts."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import User
from accounts.roles import OFFICE_ROLES, Permission, Role
from cases.choices.execution import Direction
from cases.facts.execution_late import late_rows
from cases.models import DossierRow, ExecutionCheck, ExecutionIssue
from cases.querysets.execution import IssueQuerySet
from cases.rules.money import yuan
from cases.views.execution_lines import CORRECTED
from dashboard.desk.lines import Action, Line, due_words
from web.pages import TOTAL_CAP


@dataclass(frozen=True)
class Sum:
    """多发：发现18,640.00元，已追回18,640.00元."""

    words: str
    url: str


def open_issues(user: User) -> IssueQuerySet:
    """A unit is asked for what was handed out; the office sees all that is not closed."""
    issues = ExecutionIssue.objects.visible_to(user)
    if user.role in OFFICE_ROLES:
        issues = issues.of_office(user.unit)
    return issues.with_units() if user.role == Role.UNIT else issues.open()


def to_confirm(user: User) -> tuple[IssueQuerySet, QuerySet[DossierRow]]:
    """Reported by somebody else: issues, and dossiers with items nobody else has confirmed."""
    issues = ExecutionIssue.objects.visible_to(user).to_verify().exclude(reported_by=user)
    checks = ExecutionCheck.objects.visible_to(user).unverified().exclude(entered_by=user)
    rows = DossierRow.objects.visible_to(user).filter(dossier__in=checks.values("dossier"))
    return issues, rows.select_related("handler").order_by("sort_key", "dossier_id")


def sums_of(user: User, today: date) -> list[Sum]:
    """For the office: found and corrected, direction by direction; what nobody has entered."""
    if not user.may(Permission.EXECUTION_VIEW) or user.role not in OFFICE_ROLES:
        return []
    return [*_money(user), *_late(user, today)]


def _late(user: User, today: date) -> list[Sum]:
    late = late_rows(user, today=today)[: TOTAL_CAP + 1].count()
    if not late:
        return []
    many = f"{TOTAL_CAP}+" if late > TOTAL_CAP else str(late)
    return [Sum(f"{many}份档案有到期未登记的核查项目", reverse("cases:execution_late"))]


def _money(user: User) -> list[Sum]:
    # The list that a sum opens shows what the reader may see, so that is what is summed.
    found = ExecutionIssue.objects.visible_to(user).money_by_direction()
    address = reverse("cases:issues")
    return [
        Sum(
            f"{Direction(direction).label}：发现{yuan(sums.found_fen)}元，"
            f"{CORRECTED[direction]}{yuan(sums.corrected_fen)}元",
            f"{address}?{urlencode({'state': 'all', 'direction': direction})}",
        )
        for direction, sums in found.items()
        if sums.found_fen
    ]


def issue_line(issue: ExecutionIssue, user: User, today: date) -> Line:
    row: DossierRow = issue.dossier.row
    due = issue.due_on if issue.is_with_the_unit else None
    unit = issue.assigned_to
    return Line(
        name=row.name,
        unit=row.unit_name,
        url=reverse("cases:execution", args=[row.code]),
        what=f"{issue}（{issue.get_state_display()}）",
        who=unit.full_name if unit is not None else "尚未交办",
        due=due,
        due_words=due_words(due, today) if due is not None else "",
        is_late=due is not None and due < today,
        action=Action(_verb(issue, user), issue.get_absolute_url()),
    )


def checks_line(row: DossierRow, user: User, today: date) -> Line:
    page = reverse("cases:execution", args=[row.code])
    return Line(
        name=row.name,
        unit=row.unit_name,
        url=page,
        what="处分执行核查有待核实的项目",
        who=row.handler.display_name if row.handler is not None else "未指定承办人",
        action=Action("核实", page),
    )


def _verb(issue: ExecutionIssue, user: User) -> str:
    if issue.awaits_verification and issue.reported_by_id != user.pk:
        return "核实" if user.may(Permission.EXECUTION_VERIFY) else "查看"
    if issue.is_with_the_unit and user.may(Permission.EXECUTION_REPLY):
        return "办理"
    return "查看"
