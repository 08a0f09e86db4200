"""On the desk: 月报 and 年报 that one's organ owes, and late ones that are passed on.

A line for each organ and kind: the report that is due first, and how many more wait.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import Unit, User
from accounts.roles import DISCIPLINE_ROLES, Permission, Role
from dashboard.desk.lines import Action, Line, due_words
from visits.choices.reporting import ReportKind
from visits.facts.organ_reports import OpenReport, open_reports
from workdays.models import load_calendar

Lines = Callable[[Unit, User, date], Line]
Told = tuple[QuerySet[Unit], Lines]


@dataclass(frozen=True)
class Standing:
    """What stands on one desk, by the block it stands in."""

    waiting: Sequence[OpenReport] = ()
    overdue: Sequence[OpenReport] = ()
    passed: Sequence[OpenReport] = ()


def standing_on(user: User, *, today: date) -> Standing:
    """From the reminder day on: one's own; once late, the months of others on the office's desk
    and the year on that of the leader in charge (practice E.2)."""
    if user.role not in DISCIPLINE_ROLES:
        return Standing()
    found = open_reports(user, on=today)
    if not found:
        return Standing()
    calendar = load_calendar()
    late = [each for each in found if each.owed.is_late(today=today)]
    told = [each for each in found if each.owed.told_on(calendar=calendar) <= today]
    files = user.may(Permission.VISIT_RECORD)
    return Standing(
        waiting=[each for each in told if files and _is_mine(each, user) and each not in late],
        overdue=[each for each in late if files and _is_mine(each, user)],
        passed=[each for each in late if _is_passed_to(each, user)],
    )


def told_of(reports: Sequence[OpenReport]) -> list[Told]:
    """For each kind the organs that owe one, and how the line of an organ reads."""
    found: list[Told] = []
    for kind in ReportKind:
        waiting = _by_organ(each for each in reports if each.owed.kind == kind)
        if waiting:
            organs = Unit.objects.filter(pk__in=list(waiting)).order_by("full_name", "pk")
            found.append((organs, partial(_line, waiting)))
    return found


def _is_mine(report: OpenReport, user: User) -> bool:
    return report.organ.pk == user.unit_id


def _is_passed_to(report: OpenReport, user: User) -> bool:
    if report.is_yearly:
        return user.role == Role.LEADER
    is_others = report.office.pk == user.unit_id
    return is_others and user.role in (Role.DIRECTOR, Role.OFFICER)


def _by_organ(reports: Iterable[OpenReport]) -> Mapping[int, list[OpenReport]]:
    """In the order of their due days."""
    found: dict[int, list[OpenReport]] = defaultdict(list)
    for each in reports:
        found[each.organ.pk].append(each)
    return dict(found)


def _line(waiting: Mapping[int, list[OpenReport]], organ: Unit, user: User, today: date) -> Line:
    first, *others = waiting[organ.pk]
    more = f"（另有{len(others)}期）" if others else ""
    is_mine = _is_mine(first, user) and user.may(Permission.VISIT_RECORD)
    return Line(
        name=first.owed.kind.label,
        unit=organ.full_name,
        url=reverse("visits:reports_due"),
        what=f"{first.owed.words}待报送{more}",
        who=organ.full_name,
        due=first.owed.due_on,
        due_words=due_words(first.owed.due_on, today),
        is_late=first.owed.is_late(today=today),
        action=Action("登记报送" if is_mine else "查看", first.get_absolute_url()),
    )
