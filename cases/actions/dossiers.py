"""Verbs of a dossier: open, move along the loop, pause, end; who handles, who helps."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Greatest

from accounts.models import Unit, User
from audit.record import record
from cases.actions.numbers import take_numbers
from cases.actions.rows import refresh_rows
from cases.choices import (
    NEXT_STATUSES,
    SHUT_STATUSES,
    WORKING_STATUSES,
    DossierKind,
    DossierStatus,
)
from cases.models import Cadre, Dossier, HelperDesignation, Suspension
from cases.rules.states import may_become
from columns.refusal import Refused

TOO_LATE = "这份档案刚被他人办理过，请刷新页面后再办理。"


@transaction.atomic
def open_dossier(
    *,
    owner: Unit,
    by: User | None,
    on: date,
    cadre: Cadre | None = None,
    subject_unit: Unit | None = None,
    carrier: Unit | None = None,
    handler: User | None = None,
    kind: DossierKind = DossierKind.SANCTION,
) -> Dossier:
    dossier = Dossier.objects.create(
        number=take_numbers(owner, year=on.year, count=1)[0],
        kind=kind,
        cadre=cadre,
        subject_unit=subject_unit,
        owner=owner,
        carrier=carrier,
        handler=handler,
        opened_on=on,
        status_since=on,
    )
    record("dossier.opened", dossier, by=by, cadre_id=dossier.cadre_id, on=on)
    refresh_rows([dossier.pk])
    return dossier


@transaction.atomic
def move_dossier(
    dossier: Dossier, *, to: DossierStatus, by: User | None, on: date, reason: str = ""
) -> None:
    """One step along practice E.4; refused when the step is not there or someone was faster."""
    was = DossierStatus(dossier.status)
    if not may_become(was, to, order=NEXT_STATUSES):
        raise Refused(f"档案现在处于“{was.label}”，不能转入“{to.label}”。请先办完前面的环节。")
    _change(dossier, was=was, to=to, on=on)
    record(f"dossier.{to}", dossier, by=by, reason=reason, was=was, on=on)


@transaction.atomic
def pause_dossier(dossier: Dossier, *, reason: str, by: User | None, on: date) -> None:
    was = DossierStatus(dossier.status)
    if was not in WORKING_STATUSES:
        raise Refused(f"档案现在处于“{was.label}”，不能暂停。")
    Suspension.objects.create(dossier=dossier, from_on=on, reason=reason)
    Dossier.objects.filter(pk=dossier.pk).update(paused_from=was)
    _change(dossier, was=was, to=DossierStatus.PAUSED, on=on)
    record("dossier.paused", dossier, by=by, reason=reason, on=on)


@transaction.atomic
def resume_dossier(dossier: Dossier, *, by: User | None, on: date) -> None:
    if not dossier.is_paused:
        raise Refused("档案没有暂停，不需要恢复。")
    # Resumed on its first day, a pause lasts that one day.
    Suspension.objects.filter(dossier=dossier, to_on__isnull=True).update(
        to_on=Greatest(F("from_on"), Value(on - timedelta(days=1)))
    )
    _change(dossier, was=DossierStatus.PAUSED, to=DossierStatus(dossier.paused_from), on=on)
    record("dossier.resumed", dossier, by=by, on=on)


@transaction.atomic
def end_dossier(
    dossier: Dossier, *, reason: str, ended_on: date, by: User | None, on: date
) -> None:
    """终止: death or leaving the scope on `ended_on`; nothing is owed after that day."""
    was = DossierStatus(dossier.status)
    if was in SHUT_STATUSES:
        raise Refused(f"档案已是“{was.label}”。")
    if ended_on > on:
        raise Refused(f"终止日期{ended_on:%Y年%-m月%-d日}还没有到，请核对。")
    Dossier.objects.filter(pk=dossier.pk).update(
        closed_on=on,
        active_to=Case(
            When(Q(active_to__isnull=True) | Q(active_to__gt=ended_on), then=Value(ended_on)),
            default=F("active_to"),
        ),
    )
    _change(dossier, was=was, to=DossierStatus.ENDED, on=on)
    record("dossier.ended", dossier, by=by, reason=reason, on=ended_on)


@transaction.atomic
def set_handler(dossier: Dossier, *, handler: User, by: User, on: date) -> None:
    Dossier.objects.filter(pk=dossier.pk).update(handler=handler, version=F("version") + 1)
    dossier.handler = handler
    record("dossier.handler", dossier, by=by, handler=handler.pk, on=on)
    refresh_rows([dossier.pk])


@transaction.atomic
def designate_helper(
    dossier: Dossier,
    *,
    name: str,
    post: str,
    from_on: date,
    by: User | None,
    user: User | None = None,
) -> HelperDesignation:
    """A new helper from that day; the one before ends the day before."""
    before = HelperDesignation.objects.filter(dossier=dossier, to_on__isnull=True)
    if before.filter(from_on__gt=from_on).exists():
        raise Refused("帮扶人的起始日期不能早于现任帮扶人的起始日期，请核对。")
    # Replaced on his first day, he keeps that one day.
    before.update(to_on=Greatest(F("from_on"), Value(from_on - timedelta(days=1))))
    helper = HelperDesignation.objects.create(
        dossier=dossier, name=name, post=post, user=user, from_on=from_on
    )
    record("helper.designated", helper, by=by, on=from_on)
    refresh_rows([dossier.pk])
    return helper


def _change(dossier: Dossier, *, was: DossierStatus, to: DossierStatus, on: date) -> None:
    moved = Dossier.objects.filter(pk=dossier.pk, status=was).update(
        status=to, status_since=on, version=F("version") + 1
    )
    if not moved:
        raise Refused(TOO_LATE)
    dossier.refresh_from_db()
    refresh_rows([dossier.pk])
