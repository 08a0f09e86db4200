"""What was long due when the stage opens and somebody saw to: needs answered, papers back."""

from datetime import date, timedelta

from accounts.acting import acting_as, as_system
from accounts.models import User
from accounts.roles import Role
from dashboard.demo.stage import Stage
from needs.actions import (
    answer_need,
    archive_need,
    assign_need,
    view_need,
)
from needs.actions.answering import Assignment
from needs.models import Need
from visits.actions import meet, reconcile
from visits.choices import BY_HAND
from visits.models import Obligation

# What is younger stays open, so that boards and desks have something on them.
LONG_AGO = timedelta(days=120)
ASSIGNED, ANSWERED, VIEWED, ARCHIVED = (timedelta(days=days) for days in (7, 28, 32, 35))
TERM = timedelta(days=30)
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


def _needs(dossier_ids: list[int], *, on: date) -> list[Need]:
    asked = Need.objects.live().filter(dossier_id__in=dossier_ids, asked_on__lt=on - LONG_AGO)
    return list(asked.select_related("dossier__handler", "dossier__row", "dossier__cadre__unit"))


def _answer(need: Need, stage: Stage) -> None:
    by, cadre = need.dossier.handler, need.dossier.cadre
    if by is None or cadre is None or cadre.unit is None or not need.is_registered:
        return
    first, archives = need.asked_on, second_of(stage, by)
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


def second_of(stage: Stage, first: User) -> User:
    """Another officer of the same organ."""
    return next(
        each
        for each in stage.users.values()
        if each.unit_id == first.unit_id
        and each.pk != first.pk
        and each.role in (Role.DIRECTOR, Role.OFFICER)
    )
