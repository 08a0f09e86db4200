"""What was long due when the stage opens and somebody saw to: needs answered, papers back."""

from datetime import date, timedelta

from accounts.acting import acting_as, as_system
from accounts.models import User
from accounts.roles import Role
from cases.choices import DossierStatus
from cases.models import Dossier
from columns.codes import new_code
from dashboard.demo.stage import Stage
from needs.actions import (
    answer_need,
    archive_need,
    assign_need,
    view_need,
)
from needs.actions.answering import Assignment
from needs.models import Need
from visits.actions import Member, meet, reconcile
from visits.actions.arranging import Seats, arrange_visit
from visits.choices import BY_HAND, Willingness
from visits.choices.visiting import Place, TeamPart, VisitMode
from visits.models import Obligation

# What is younger stays open, so that boards and desks have something on them.
LONG_AGO = timedelta(days=120)
ASSIGNED, ANSWERED, VIEWED, ARCHIVED = (timedelta(days=days) for days in (7, 28, 32, 35))
TERM = timedelta(days=30)
# Visits that lie ahead: so many days from the day of the stage.
AHEAD = (5, 9, 12)
ASKED_FOR = "请了解本人困难，能办的尽快办理。"
ANSWER = "已由单位党组织当面了解情况，帮助联系解决，本人表示认可。"


def settle_long_ago(stage: Stage, dossier_ids: list[int], *, on: date) -> None:
    for need in _needs(dossier_ids, on=on):
        _answer(need, stage)
    duties = Obligation.objects.open().filter(
        dossier_id__in=dossier_ids, kind__in=BY_HAND, due_on__lt=on - LONG_AGO
    )
    for duty in duties.select_related("dossier__handler"):
        by = duty.dossier.handler
        if by is not None:
            day = duty.due_on - timedelta(days=3)
            with acting_as(by), as_system():
                meet(duty, met_on=day, basis="书面回复原件已归档", by=by, on=day)
    reconcile(dossier_ids, on=on)


def arrange_ahead(stage: Stage, dossier_ids: list[int], *, on: date) -> None:
    """The next visits to the first who are being visited, by two of their office."""
    visited = Dossier.objects.filter(
        pk__in=dossier_ids, status=DossierStatus.VISITING, handler__isnull=False
    )
    for days, dossier in zip(AHEAD, visited.order_by("number"), strict=False):
        by = dossier.handler
        if by is None:
            continue
        team = [Member(TeamPart.LEADER, by), Member(TeamPart.VISITOR, _second(stage, by))]
        with acting_as(by), as_system():
            arrange_visit(
                dossier,
                token=new_code(),
                seats=Seats(team),
                by=by,
                on=on,
                wish=Willingness.WILLING,
                planned_on=on + timedelta(days=days),
                mode=VisitMode.FACE,
                place=Place.OFFICE,
            )


def _needs(dossier_ids: list[int], *, on: date) -> list[Need]:
    asked = Need.objects.live().filter(dossier_id__in=dossier_ids, asked_on__lt=on - LONG_AGO)
    return list(asked.select_related("dossier__handler", "dossier__row", "dossier__cadre__unit"))


def _answer(need: Need, stage: Stage) -> None:
    by, cadre = need.dossier.handler, need.dossier.cadre
    if by is None or cadre is None or cadre.unit is None or not need.is_registered:
        return
    first, archives = need.asked_on, _second(stage, by)
    with acting_as(by), as_system():
        assign_need(
            need,
            version=_version(need),
            assignment=Assignment(cadre.unit, ASKED_FOR, due_on=first + TERM),
            by=by,
            on=first + ASSIGNED,
        )
        answer_need(need, version=_version(need), text=ANSWER, by=by, on=first + ANSWERED)
        view_need(need, version=_version(need), view="satisfied", by=by, on=first + VIEWED)
    with acting_as(archives), as_system():
        archive_need(need, version=_version(need), by=archives, on=first + ARCHIVED)


def _version(need: Need) -> int:
    need.refresh_from_db()
    return need.version


def _second(stage: Stage, first: User) -> User:
    """Another officer of the same organ."""
    return next(
        each
        for each in stage.users.values()
        if each.unit_id == first.unit_id
        and each.pk != first.pk
        and each.role in (Role.DIRECTOR, Role.OFFICER)
    )
