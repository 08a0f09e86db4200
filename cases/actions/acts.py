"""Verbs of two people: one proposes what is done with a dossier, another agrees or returns it."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import F

from accounts.acting import act
from accounts.models import User
from audit.record import record
from cases.actions.dossiers import TOO_LATE, change_status, end_dossier, locked, start_of
from cases.actions.pauses import pause_dossier, refuse_wrong_pause, resume_dossier
from cases.choices import (
    SHUT_STATUSES,
    WORKING_STATUSES,
    ActKind,
    ActState,
    DossierStatus,
    EndReason,
)
from cases.facts.lives import closing_facts, expelled
from cases.models import Dossier, DossierAct
from cases.rules.lives import closing_gaps, wrong_end, wrong_resumption
from columns.refusal import Refused

ENDS = {ActKind.DIED: EndReason.DIED, ActKind.OUT_OF_SCOPE: EndReason.OUT_OF_SCOPE}


class NotYet(Refused):
    """What is missing before a dossier may be closed; each is a sentence."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("".join(sentences))
        self.sentences = sentences


@act
def propose_act(
    dossier: Dossier, *, kind: ActKind, takes_on: date, basis: str, by: User, on: date, **facts: Any
) -> DossierAct:
    """暂停、恢复、终止、退出范围: nothing happens before another person agrees."""
    held = locked(dossier)
    _refuse_waiting(held)
    _refuse_wrong(held, kind=kind, takes_on=takes_on, on=on)
    act = _propose(held, kind=kind, takes_on=takes_on, basis=basis, by=by, on=on, **facts)
    record(f"dossier.{kind}_proposed", act, by=by, cadre_id=held.cadre_id, on=takes_on)
    return act


@act
def propose_closing(
    dossier: Dossier,
    *,
    basis: str,
    open_duties: Collection[str],
    by: User,
    on: date,
    **facts: Any,
) -> DossierAct:
    """Into 待销号, once nothing is missing; `open_duties`: what is still owed, in words."""
    held = locked(dossier)
    _refuse_waiting(held)
    if gaps := closing_gaps(closing_facts(held, duties=open_duties, today=on, told=facts)):
        raise NotYet(gaps)
    act = _propose(held, kind=ActKind.CLOSING, takes_on=on, basis=basis, by=by, on=on, **facts)
    change_status(dossier, was=DossierStatus(held.status), to=DossierStatus.CLOSING, on=on)
    record(
        "dossier.closing",
        dossier,
        by=by,
        on=on,
        was=act.was,
        reason=facts.get("without_letter", ""),
    )
    return act


@act
def confirm_act(
    act: DossierAct,
    *,
    version: int,
    by: User,
    on: date,
    remark: str = "",
    open_duties: Collection[str] = (),
) -> None:
    """The second person agrees, and it takes effect."""
    if act.proposed_by_id == by.pk:
        raise Refused("这件事要由另一位同志审批，提出人本人不能审批。")
    held = locked(act.dossier)
    _decide(act, version=version, state=ActState.CONFIRMED, by=by, on=on, remark=remark)
    _apply(act, held, open_duties, on=on)
    record(f"dossier.{act.kind}_confirmed", act, by=by, cadre_id=held.cadre_id, on=on)


@act
def return_act(act: DossierAct, *, version: int, remark: str, by: User, on: date) -> None:
    """退回: with a reason; a dossier in 待销号 goes back to where it came from."""
    if not remark.strip():
        raise Refused("请写明退回的原因。例如请补充单位的书面说明。")
    if act.proposed_by_id == by.pk:
        raise Refused("这件事是您提出的，不需要退回；不再办理的，请撤回。")
    held = locked(act.dossier)
    _decide(act, version=version, state=ActState.RETURNED, by=by, on=on, remark=remark.strip())
    _back(act, held, on=on)
    record(f"dossier.{act.kind}_returned", act, by=by, cadre_id=held.cadre_id, on=on)


@act
def withdraw_act(act: DossierAct, *, version: int, by: User, on: date) -> None:
    """撤回 by whoever proposed it."""
    if act.proposed_by_id != by.pk:
        raise Refused("只有提出人可以撤回；您可以退回并写明原因。")
    held = locked(act.dossier)
    taken = DossierAct.objects.waiting().filter(pk=act.pk, version=version)
    if not taken.update(state=ActState.WITHDRAWN, version=F("version") + 1):
        raise Refused(TOO_LATE)
    _back(act, held, on=on)
    record(f"dossier.{act.kind}_withdrawn", act, by=by, cadre_id=held.cadre_id, on=on)


def _refuse_waiting(dossier: Dossier) -> None:
    if dossier.status in SHUT_STATUSES:
        raise Refused(f"档案已是“{dossier.get_status_display()}”，不能再办理。")
    waiting = DossierAct.objects.waiting().filter(dossier=dossier).first()
    if waiting is not None:
        raise Refused(f"已有一件“{waiting}”在等待审批，请先办完或撤回。")


def _refuse_wrong(dossier: Dossier, *, kind: ActKind, takes_on: date, on: date) -> None:
    wrong = ""
    if kind == ActKind.PAUSE:
        if dossier.status not in WORKING_STATUSES:
            raise Refused(f"档案现在处于“{dossier.get_status_display()}”，不能暂停。")
        refuse_wrong_pause(dossier, from_on=takes_on, on=on)
    elif kind == ActKind.RESUME:
        rest = dossier.suspensions.filter(to_on__isnull=True).first()
        if rest is None or not dossier.is_paused:
            raise Refused("档案没有暂停，不需要恢复。")
        wrong = wrong_resumption(from_on=takes_on, paused_on=rest.from_on, today=on)
    else:
        if kind == ActKind.OUT_OF_SCOPE and not expelled(dossier):
            wrong = "还没有登记开除党籍和开除公职的决定，请先登记决定。"
        wrong = wrong or wrong_end(ended_on=takes_on, starts_on=start_of(dossier), today=on)
    if wrong:
        raise Refused(wrong)


def _propose(
    dossier: Dossier, *, kind: ActKind, takes_on: date, basis: str, by: User, on: date, **facts: Any
) -> DossierAct:
    if not basis.strip():
        raise Refused("请写明依据。例如单位的书面说明、文号或证明编号。")
    return DossierAct.objects.create(
        dossier=dossier,
        kind=kind,
        takes_on=takes_on,
        basis=basis.strip(),
        was=dossier.status,
        proposed_by=by,
        proposed_on=on,
        **facts,
    )


def _decide(
    act: DossierAct, *, version: int, state: ActState, by: User, on: date, remark: str
) -> None:
    decided = DossierAct.objects.waiting().filter(pk=act.pk, version=version)
    if not decided.update(
        state=state, decided_by=by, decided_on=on, remark=remark, version=F("version") + 1
    ):
        raise Refused(TOO_LATE)
    act.refresh_from_db()


def _apply(act: DossierAct, dossier: Dossier, open_duties: Collection[str], *, on: date) -> None:
    """The facts may have changed since it was proposed: each verb checks again."""
    by, first = act.proposed_by, act.takes_on
    if act.kind == ActKind.PAUSE:
        pause_dossier(
            dossier, reason=act.pause_reason, basis=act.basis, from_on=first, on=on,
            expected_on=act.expected_on, by=by, approved_by=act.decided_by,
        )  # fmt: skip
    elif act.kind == ActKind.RESUME:
        resume_dossier(dossier, from_on=first, by=by, on=on)
    elif act.kind == ActKind.CLOSING:
        _close(act, dossier, open_duties, on=on)
    else:
        _refuse_wrong(dossier, kind=ActKind(act.kind), takes_on=first, on=on)
        _end_all(act, dossier, on=on)


def _end_all(act: DossierAct, dossier: Dossier, *, on: date) -> None:
    """The dossier, and with a death whatever else this office keeps open of the person."""
    ended = [dossier]
    if act.kind == ActKind.DIED and dossier.cadre_id is not None:
        beside = Dossier.objects.open().filter(cadre=dossier.cadre_id, owner=dossier.owner_id)
        ended += beside.exclude(pk=dossier.pk)
    for each in ended:
        end_dossier(
            each,
            reason=act.basis,
            ended_on=max(act.takes_on, start_of(each)),
            ended_as=ENDS[ActKind(act.kind)],
            by=act.proposed_by,
            on=on,
        )


def _close(act: DossierAct, dossier: Dossier, open_duties: Collection[str], *, on: date) -> None:
    told = {"without_letter": act.without_letter, "informed_on": act.informed_on}
    if gaps := closing_gaps(closing_facts(dossier, duties=open_duties, today=on, told=told)):
        raise NotYet(gaps)
    change_status(dossier, was=DossierStatus.CLOSING, to=DossierStatus.CLOSED, on=on, closed_on=on)
    record("dossier.closed", dossier, by=act.decided_by, on=on)


def _back(act: DossierAct, dossier: Dossier, *, on: date) -> None:
    if act.kind == ActKind.CLOSING:
        change_status(dossier, was=DossierStatus.CLOSING, to=DossierStatus(act.was), on=on)
