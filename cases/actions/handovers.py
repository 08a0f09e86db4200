"""移交: a dossier is offered to another organ, which accepts it or sends it back with a reason."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import F

from accounts.acting import act
from accounts.choices import UnitKind
from accounts.models import Unit, User
from audit.record import record
from cases.actions.dossiers import TOO_LATE, locked
from cases.actions.numbers import take_numbers
from cases.actions.periods import recompute
from cases.actions.policies import keep_policies, policy_of
from cases.actions.rows import refresh_rows
from cases.choices import SHUT_STATUSES, HandoverState
from cases.models import Decision, Dossier, DossierAct, Handover, Receipt
from columns.refusal import Refused


@act
def offer_handover(
    dossier: Dossier,
    *,
    to_owner: Unit,
    to_carrier: Unit | None,
    reason: str,
    by: User | None,
    on: date,
) -> Handover:
    """移交中: the old owner keeps it and goes on with it until the other side accepts."""
    held = locked(dossier)
    _refuse_wrong(held, to_owner, to_carrier, reason=reason, on=on)
    days = policy_of(held.owner, today=on).transfer_days
    stays = to_owner == held.owner
    handover = Handover.objects.create(
        dossier=held,
        from_owner=held.owner,
        to_owner=to_owner,
        from_carrier=held.carrier,
        to_carrier=to_carrier,
        receiver=to_carrier if stays and to_carrier is not None else to_owner,
        number_before=held.number,
        reason=reason.strip(),
        offered_by=by,
        offered_on=on,
        due_on=on + timedelta(days=days),
    )
    record("handover.offered", handover, by=by, cadre_id=held.cadre_id, to=to_owner.pk, on=on)
    return handover


@act
def accept_handover(
    handover: Handover,
    *,
    version: int,
    by: User,
    on: date,
    handler: User | None = None,
    items: Sequence[str] = (),
) -> Dossier:
    """已移交: owner, carrier, number and access switch; the giver keeps a receipt. Clocks that have
    ended keep the rules of the old office, running ones follow the new one's (decisions 3.8)."""
    _refuse_other_side(handover, by)
    held = locked(handover.dossier)
    _settle(handover, version=version, state=HandoverState.ACCEPTED, accepted_by=by, accepted_on=on)
    changed = handover.to_owner_id != handover.from_owner_id
    number = held.number
    if changed:
        policy_of(handover.to_owner, today=on)
        number = take_numbers(handover.to_owner, year=on.year, count=1)[0]
        if held.cadre is not None:
            keep_policies(held.cadre, ended_before=on)
        Decision.objects.live().filter(dossier=held).update(office=handover.to_owner)
    Dossier.objects.filter(pk=held.pk).update(
        owner=handover.to_owner,
        carrier=handover.to_carrier,
        number=number,
        handler=handler if changed else F("handler"),
        version=F("version") + 1,
    )
    _write_receipt(handover, held, items, on=on)
    held.refresh_from_db()
    refresh_rows([held.pk])
    if changed and held.cadre is not None:
        recompute(held.cadre, today=on)
    record("handover.accepted", handover, by=by, cadre_id=held.cadre_id, number=number, on=on)
    return held


@act
def return_handover(handover: Handover, *, version: int, reason: str, by: User, on: date) -> None:
    if not reason.strip():
        raise Refused("请写明退回的原因。例如本人的组织关系还没有转来，由原机关继续管理。")
    _refuse_other_side(handover, by)
    _settle(
        handover,
        version=version,
        state=HandoverState.RETURNED,
        return_reason=reason.strip(),
        ended_on=on,
    )
    dossier = handover.dossier
    record("handover.returned", handover, by=by, cadre_id=dossier.cadre_id, on=on)


@act
def withdraw_handover(handover: Handover, *, version: int, by: User, on: date) -> None:
    if by.unit_id != handover.from_owner_id:
        raise Refused("只有移出机关可以撤回移交；不接收的，请退回并写明原因。")
    _settle(handover, version=version, state=HandoverState.WITHDRAWN, ended_on=on)
    dossier = handover.dossier
    record("handover.withdrawn", handover, by=by, cadre_id=dossier.cadre_id, on=on)


def _refuse_wrong(
    dossier: Dossier, to_owner: Unit, to_carrier: Unit | None, *, reason: str, on: date
) -> None:
    if dossier.status in SHUT_STATUSES:
        raise Refused(f"档案已是“{dossier.get_status_display()}”，不再移交。")
    if Handover.objects.offered().filter(dossier=dossier).exists():
        raise Refused("档案已在移交中，请等对方接收，或先撤回。")
    if DossierAct.objects.waiting().filter(dossier=dossier).exists():
        raise Refused("档案有一件事项在等待审批，请先办完再移交。")
    if (to_owner.pk, to_carrier.pk if to_carrier else None) == (
        dossier.owner_id,
        dossier.carrier_id,
    ):
        raise Refused("接收机关和现在的管档、承办机关相同，不需要移交。")
    for organ in (to_owner, to_carrier):
        if organ is not None and (organ.kind != UnitKind.DISCIPLINE or organ.closed_on):
            raise Refused(f"{organ.full_name}不是在用的纪检监察机关，请重新选择。")
    if not reason.strip():
        raise Refused("请写明移交的原因。例如本人已调到望川区工作。")
    policy_of(to_owner, today=on)


def _refuse_other_side(handover: Handover, by: User) -> None:
    if by.unit_id != handover.receiver_id:
        raise Refused("这份档案由接收机关的同志办理接收或退回。")


def _settle(handover: Handover, *, version: int, state: HandoverState, **columns: object) -> None:
    settled = Handover.objects.offered().filter(pk=handover.pk, version=version)
    if not settled.update(state=state, version=F("version") + 1, **columns):
        raise Refused(TOO_LATE)
    handover.refresh_from_db()


def _write_receipt(handover: Handover, dossier: Dossier, items: Sequence[str], *, on: date) -> None:
    """For whoever no longer sees the dossier: the old owner, or the old carrier."""
    changed = handover.to_owner_id != handover.from_owner_id
    givers = {handover.from_owner if changed else None, handover.from_carrier}
    kept = {handover.to_owner, handover.to_carrier, None}
    name = dossier.cadre.name if dossier.cadre is not None else str(dossier.subject_unit)
    for giver in givers - kept:
        assert giver is not None
        Receipt.objects.create(
            dossier=dossier,
            holder=giver,
            receiver=handover.receiver,
            on=on,
            name=name,
            number=handover.number_before,
            items=[f"回访档案（编号{handover.number_before}）", *items],
            handover=handover,
        )
