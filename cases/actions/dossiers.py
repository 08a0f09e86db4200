"""Verbs of a dossier: open, move along the loop, end; who handles, who helps."""

from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q, Value
from django.db.models.functions import Greatest

from accounts.acting import act
from accounts.models import Unit, User
from audit.record import record
from cases.actions.numbers import take_numbers
from cases.actions.rows import refresh_rows
from cases.choices import (
    NEXT_STATUSES,
    SHUT_STATUSES,
    ActState,
    DossierKind,
    DossierStatus,
    EndReason,
    HandoverState,
)
from cases.models import Cadre, Dossier, DossierAct, Handover, HelperDesignation, Suspension
from cases.rules.lives import wrong_end
from cases.rules.states import may_become
from columns.refusal import Refused

TOO_LATE = "这份档案刚被他人办理过，请刷新页面后再办理。"


@act
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


@act
def move_dossier(
    dossier: Dossier, *, to: DossierStatus, by: User | None, on: date, reason: str = ""
) -> None:
    """One step along practice E.4; refused when the step is not there or someone was faster.

    Sent back to 研判中, a dossier that rests keeps resting and goes on from there. One that leaves
    待销号 takes the proposal to close it back.
    """
    rests = dossier.is_paused and to == DossierStatus.ASSESSING
    was = DossierStatus(dossier.paused_from if rests else dossier.status)
    if not may_become(was, to, order=NEXT_STATUSES):
        raise Refused(f"档案现在处于“{was.label}”，不能转入“{to.label}”。请先办完前面的环节。")
    if rests:
        change_status(
            dossier, was=DossierStatus.PAUSED, to=DossierStatus.PAUSED, on=on, paused_from=to
        )
    else:
        change_status(dossier, was=was, to=to, on=on)
    if was == DossierStatus.CLOSING and to != DossierStatus.CLOSED:
        withdraw_waiting(dossier, on=on)
    record(f"dossier.{to}", dossier, by=by, reason=reason, was=was, on=on)


@act
def end_dossier(
    dossier: Dossier,
    *,
    reason: str,
    ended_on: date,
    by: User | None,
    on: date,
    ended_as: EndReason = EndReason.DIED,
) -> None:
    """终止: death or leaving the scope on `ended_on`; nothing is owed after that day, and what was
    under way (暂停、移交、待审批) ends with it."""
    held = locked(dossier)
    was = DossierStatus(held.status)
    if was in SHUT_STATUSES:
        raise Refused(f"档案已是“{was.label}”。")
    if wrong := wrong_end(ended_on=ended_on, starts_on=start_of(held), today=on):
        raise Refused(wrong)
    cut = Q(active_to__isnull=True) | Q(active_to__gt=ended_on)
    Dossier.objects.filter(pk=held.pk).filter(cut, active_from__lte=ended_on).update(
        active_to=ended_on
    )
    Suspension.objects.filter(dossier=held, to_on__isnull=True).update(
        to_on=Greatest(F("from_on"), Value(ended_on))
    )
    Handover.objects.filter(dossier=held, state=HandoverState.OFFERED).update(
        state=HandoverState.WITHDRAWN, ended_on=on, version=F("version") + 1
    )
    withdraw_waiting(held, on=on)
    change_status(
        dossier,
        was=was,
        to=DossierStatus.ENDED,
        on=on,
        closed_on=on,
        ended_on=ended_on,
        ended_as=ended_as,
        paused_from="",
    )
    record("dossier.ended", dossier, by=by, reason=reason, on=ended_on, ended_as=ended_as)


@act
def set_handler(dossier: Dossier, *, handler: User, by: User, on: date) -> None:
    Dossier.objects.filter(pk=dossier.pk).update(handler=handler, version=F("version") + 1)
    dossier.handler = handler
    record("dossier.handler", dossier, by=by, handler=handler.pk, on=on)
    refresh_rows([dossier.pk])


@act
def designate_helper(
    dossier: Dossier,
    *,
    name: str,
    post: str,
    from_on: date,
    by: User | None,
    user: User | None = None,
    **paper: Any,
) -> HelperDesignation:
    """A new helper from that day; the one before ends the day before. `paper`: document, meeting,
    met_on, reported_on. The same page sent twice is one designation."""
    if not dossier.is_open:
        raise Refused(f"档案已是“{dossier.get_status_display()}”，不再指定帮扶人。")
    locked(dossier)
    before = HelperDesignation.objects.filter(dossier=dossier, to_on__isnull=True)
    same = before.filter(name=name, post=post, from_on=from_on, user=user, **paper).first()
    if same is not None:
        return same
    if before.filter(from_on__gt=from_on).exists():
        raise Refused("帮扶人的起始日期不能早于现任帮扶人的起始日期，请核对。")
    # Replaced on his first day, he keeps that one day.
    before.update(to_on=Greatest(F("from_on"), Value(from_on - timedelta(days=1))))
    helper = HelperDesignation.objects.create(
        dossier=dossier, name=name, post=post, user=user, from_on=from_on, **paper
    )
    record("helper.designated", helper, by=by, on=from_on)
    refresh_rows([dossier.pk])
    return helper


def locked(dossier: Dossier) -> Dossier:
    """Its present row until the end of the transaction; foreign keys to it need not wait."""
    return Dossier.objects.select_for_update(of=("self",), no_key=True).get(pk=dossier.pk)


def start_of(dossier: Dossier) -> date:
    """The first day of its life: of the decision, or of the file where there is none."""
    return min(dossier.active_from or dossier.opened_on, dossier.opened_on)


def withdraw_waiting(dossier: Dossier, *, on: date) -> None:
    """What waited for a second person no longer does."""
    DossierAct.objects.waiting().filter(dossier=dossier).update(
        state=ActState.WITHDRAWN, version=F("version") + 1
    )


def change_status(
    dossier: Dossier, *, was: DossierStatus, to: DossierStatus, on: date, **columns: Any
) -> None:
    """The one conditional update of a status, with what changes beside it."""
    moved = Dossier.objects.filter(pk=dossier.pk, status=was).update(
        status=to, status_since=on, version=F("version") + 1, **columns
    )
    if not moved:
        raise Refused(TOO_LATE)
    dossier.refresh_from_db()
    refresh_rows([dossier.pk])
