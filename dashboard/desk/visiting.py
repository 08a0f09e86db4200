"""Visits on the desk: whom one goes to, what is to be written down, signed, reviewed, told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from accounts.roles import Permission
from cases.models import DossierRow
from dashboard.desk.lines import Action, Line, due_words
from visits.choices.visiting import VisitStatus
from visits.models import Visit

if TYPE_CHECKING:
    from visits.querysets.visiting import VisitQuerySet

# A visit two weeks ahead is prepared now: the file is read by everybody who goes.
AHEAD_DAYS = timedelta(days=14)
S = VisitStatus


@dataclass(frozen=True)
class Step:
    """What is to be done next, the button, its page, and the column of the day that counts."""

    what: str
    label: str
    view: str
    day: str


PREPARE = Step("约定回访", "准备回访", "visits:prepare", "planned_on")
STEPS: dict[VisitStatus, Step] = {
    S.PLANNED: PREPARE,
    S.AGREED: PREPARE,
    S.READY: Step("约定回访", "登记回访记录", "visits:visit_record", "planned_on"),
    S.HELD: Step("回访已实施，待登记", "登记回访记录", "visits:visit_record", "report_due_on"),
    S.SIGNING: Step("回访记录待签字", "登记签字", "visits:visit", "visited_on"),
}
SEAT = Step("回访组需调整", "修改安排", "visits:rearrange", "planned_on")
REVIEW = Step("回访记录待审核", "审核", "visits:visit", "visited_on")
TELL = Step("回访情况待送达", "登记送达", "visits:visit", "visited_on")


def going(user: User, *, today: date) -> "VisitQuerySet":
    """One's own seats on visits of the next two weeks, and those whose day has passed."""
    mine = Visit.objects.visible_to(user).ahead().of_team(user)
    return mine.filter(planned_on__lte=today + AHEAD_DAYS).exclude(planned_on=None)


def to_seat(user: User) -> "VisitQuerySet":
    """Whose team can no longer go."""
    return Visit.objects.visible_to(user).ahead().exclude(team_fault="")


def to_write(user: User) -> "VisitQuerySet":
    """Held by oneself and not on file, or on file and not signed."""
    held = Q(status=S.HELD, team__user=user)
    signing = Q(status=S.SIGNING, recorded_by=user)
    return Visit.objects.visible_to(user).filter(held | signing).distinct()


def to_review(user: User) -> "VisitQuerySet":
    return Visit.objects.visible_to(user).unreviewed().exclude(recorded_by=user)


def to_tell(user: User) -> "VisitQuerySet":
    """Reviewed; unit, integrity file or personnel have not been told."""
    return Visit.objects.visible_to(user).undelivered()


def queries(user: User, scope: Q, *, today: date) -> Iterator["VisitQuerySet"]:
    """In the order of the block; `scope` narrows what is the office's to what is one's own."""
    found = [going(user, today=today), to_write(user), to_seat(user).filter(scope)]
    if user.may(Permission.VISIT_REVIEW):
        found.append(to_review(user).filter(scope))
    if user.may(Permission.PLAN_EDIT):
        found.append(to_tell(user).filter(scope))
    for query in found:
        yield query.select_related("dossier__row__handler").by_day()


def visit_line(visit: Visit, user: User, today: date) -> Line:
    row: DossierRow = visit.dossier.row
    what, action, due = _told(visit)
    is_ahead = visit.is_ahead and not visit.team_fault
    return Line(
        name=row.name,
        unit=row.unit_name,
        url=reverse("dashboard:dossier", args=[row.code]),
        what=what,
        who=row.handler.display_name if row.handler is not None else "",
        due=due,
        due_words=due_words(due, today) if due is not None and not visit.is_done else "回访",
        is_late=due is not None and due < today and (is_ahead or visit.status == S.HELD),
        action=action,
    )


def _told(visit: Visit) -> tuple[str, Action, date | None]:
    step = STEPS.get(VisitStatus(visit.status), TELL)
    if visit.team_fault:
        step = SEAT
    elif visit.status == S.DONE and visit.reviewed_on is None:
        step = REVIEW
    fault = f"：{visit.get_team_fault_display()}" if visit.team_fault else ""
    action = Action(step.label, reverse(step.view, args=[visit.code]))
    return f"{step.what}{fault}", action, getattr(visit, step.day)
