"""carry_out(): the one function behind the what-if and behind saving; nobody else does an act."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from accounts.models import User
from cases.actions import DecisionFacts, end_dossier, record_event, register_decision
from cases.actions.amend import correct_decision
from cases.actions.rows import refresh_rows
from cases.actions.taking_back import void_decision, void_event
from cases.choices import SHUT_STATUSES, DecisionStatus, DossierStatus, EventKind
from cases.models import Cadre, Decision, DecisionEvent, Dossier
from columns.refusal import Refused
from corrections.actions.checks import (
    check_correction,
    check_event,
    check_further,
    refuse_lost_work,
)
from corrections.actions.following import back_to_assessment, follow_annulment, undo_annulment
from corrections.actions.papers import recall_papers
from corrections.actions.sweep import sweep_clocks
from corrections.choices import BEGINS_ANEW, RECALLS_PAPERS, CorrectionKind
from corrections.rules.act import Act
from corrections.rules.possible import BECAUSE
from visits.actions import reconcile
from visits.actions.holding import ONE

K = CorrectionKind
OUT_OF_SCOPE = "已开除党籍、开除公职，退出回访范围"
CORRECTED = (
    "measure",
    "months",
    "decided_on",
    "announced_on",
    "delivered_on",
    "organ_name",
    "number",
    "reason",
    "form",
)


@dataclass(frozen=True)
class Hand:
    """Who acts and when; `second` is the person who confirms what takes two."""

    by: User
    on: date
    at: datetime
    second: User | None = None


@dataclass(frozen=True)
class Done:
    """The rows an act made or touched."""

    decision: Decision
    event: DecisionEvent | None = None
    opened: Dossier | None = None


def cadre_of(dossier: Dossier) -> Cadre:
    if dossier.cadre is None:
        raise Refused("这份档案是澄清单位的，没有处分决定可以登记变动。")
    return dossier.cadre


def hold(cadre: Cadre) -> None:
    """Nobody else moves this person until the end of the transaction. First the lock of sweeps:
    they take all rows, and would wait for this one while it waits for them."""
    with connection.cursor() as cursor:
        cursor.execute(ONE)
    list(Cadre.objects.select_for_update().filter(pk=cadre.pk).values_list("pk"))


def carry_out(dossier: Dossier, act: Act, hand: Hand) -> Done:
    """Everything the act means, in the caller's transaction: decision, clocks, papers, plan,
    dossier, duties, reminders and notices of ends."""
    if not act.basis.strip():
        raise Refused("请填写依据，例如变更决定的文号，或者会议纪要的名称和日期。")
    held = Dossier.objects.select_related("cadre", "owner", "carrier", "handler").get(pk=dossier.pk)
    if act.kind in RECALLS_PAPERS:
        recall_papers(held, reason=BECAUSE[act.kind], by=hand.by, on=hand.on)
    done = VERBS[act.kind](held, act, hand)
    if act.kind in BEGINS_ANEW and done.decision.dossier_id == held.pk:
        back_to_assessment(held, reason=BECAUSE[act.kind], by=hand.by, on=hand.on)
    settle(held.cadre_id, on=hand.on)
    return done


def settle(cadre_id: int | None, *, on: date) -> None:
    """What is owed, what reminds of an end and what the lists say, in line with what is stored."""
    touched = Dossier.objects.live().filter(cadre=cadre_id).order_by("pk")
    for pk, status in touched.values_list("pk", "status"):
        if status in SHUT_STATUSES:
            # The recomputation looks after open dossiers only.
            refresh_rows([pk])
        reconcile([pk], on=on)
        sweep_clocks([pk], on=on)


def decision_of(dossier: Dossier, act: Act) -> Decision:
    found = (
        Decision.objects.live()
        .filter(code=act.decision, cadre=dossier.cadre_id)
        .select_related("cadre", "dossier__owner", "document", "measure")
        .first()
    )
    if found is None:
        raise Refused("没有找到这项处分决定，可能刚被他人作废。请回到“变动”页核对。")
    return found


def event_of(decision: Decision, act: Act) -> DecisionEvent:
    found = DecisionEvent.objects.live().filter(pk=act.event or 0, decision=decision).first()
    if found is None:
        raise Refused("没有找到这条变动登记，可能刚被他人作废。请回到“变动”页核对。")
    return found


def _happened(kind: EventKind) -> Callable[[Dossier, Act, Hand], Done]:
    """An event on a day: changed, extended, restored."""

    def verb(dossier: Dossier, act: Act, hand: Hand) -> Done:
        decision = decision_of(dossier, act)
        return Done(decision, _record(decision, kind, act, hand))

    return verb


def _record(decision: Decision, kind: EventKind, act: Act, hand: Hand) -> DecisionEvent:
    facts = {
        "measure_id": act.measure or None,
        "months": act.months,
        "organ_name": act.organ_name,
        "document_number": act.number,
        "publicity_from": act.publicity_from,
        "publicity_to": act.publicity_to,
        "basis": act.basis,
    }
    check_event(decision, kind=kind, act=act, hand_names=(), today=hand.on)
    return record_event(
        decision, kind=kind, event_on=act.on or hand.on, by=hand.by, on=hand.on, **facts
    )


def _annulled(dossier: Dossier, act: Act, hand: Hand) -> Done:
    decision = decision_of(dossier, act)
    event = _record(decision, EventKind.ANNULLED, act, hand)
    return Done(decision, event, follow_annulment(decision, by=hand.by, on=hand.on))


def _overridden(dossier: Dossier, act: Act, hand: Hand) -> Done:
    decision = decision_of(dossier, act)
    if decision.status == DecisionStatus.ANNULLED:
        raise Refused("这项处分决定已撤销，没有影响期，不需要认定届满日。")
    second = hand.second
    if second is None or second.pk == hand.by.pk:
        raise Refused(
            "认定届满日须由两名不同的人员作出：一人登记，另一人复核。请由另一位同志复核。"
        )
    names = (hand.by.username, second.username)
    check_event(decision, kind=EventKind.OVERRIDDEN, act=act, hand_names=names, today=hand.on)
    event = record_event(
        decision,
        kind=EventKind.OVERRIDDEN,
        event_on=hand.on,
        slot=act.slot,
        end=act.end,
        basis=act.basis,
        confirmed_by=second,
        by=hand.by,
        on=hand.on,
    )
    return Done(decision, event)


def _event_voided(dossier: Dossier, act: Act, hand: Hand) -> Done:
    decision = decision_of(dossier, act)
    event = event_of(decision, act)
    is_override = event.kind == EventKind.OVERRIDDEN
    if is_override is not (act.kind == K.OVERRIDE_WITHDRAWN):
        raise Refused("请选择要撤回的届满日认定，或者要作废的变动登记。")
    void_event(event, reason=act.basis, by=hand.by, on=hand.on, at=hand.at)
    if event.kind == EventKind.ANNULLED:
        undo_annulment(decision, event, reason=act.basis, by=hand.by, on=hand.on, at=hand.at)
    return Done(decision, event)


def _decision_voided(dossier: Dossier, act: Act, hand: Hand) -> Done:
    decision = decision_of(dossier, act)
    refuse_lost_work(decision)
    void_decision(decision, reason=act.basis, by=hand.by, on=hand.on, at=hand.at)
    return Done(decision)


def _typed_wrong(dossier: Dossier, act: Act, hand: Hand) -> Done:
    decision = decision_of(dossier, act)
    was = {
        "measure": decision.measure_id,
        "organ_name": decision.document.organ_name,
        "number": decision.document.number,
    }
    changes = {
        name: entered
        for name in CORRECTED
        if (entered := getattr(act, name)) != was.get(name, getattr(decision, name, None))
    }
    for name in ("politics", "identity"):
        entered = getattr(act, name)
        if entered and entered != getattr(decision, f"printed_{name}"):
            changes[f"printed_{name}"] = entered
    if not changes:
        raise Refused("填写的内容与登记的一样，没有需要更正的地方。请对照决定书核对。")
    check_correction(decision, changes, today=hand.on)
    correct_decision(decision, version=decision.version, by=hand.by, on=hand.on, **changes)
    return Done(decision)


def _further(dossier: Dossier, act: Act, hand: Hand) -> Done:
    if act.decided_on is None:
        raise Refused("请填写决定日期。例如2026年11月21日。")
    facts = DecisionFacts(
        measure=act.measure,
        decided_on=act.decided_on,
        organ_name=act.organ_name,
        number=act.number,
        months=act.months,
        announced_on=act.announced_on,
        delivered_on=act.delivered_on,
        reason=act.reason,
        form=act.form,
        politics=act.politics,
        identity=act.identity,
    )
    check_further(cadre_of(dossier), facts, kind=act.kind, owner=dossier.owner, today=hand.on)
    decision = register_decision(
        cadre_of(dossier),
        facts=facts,
        owner=dossier.owner,
        carrier=dossier.carrier,
        handler=dossier.handler,
        by=hand.by,
        on=hand.on,
    )
    if decision.dossier_id is None:
        _leave(dossier, act.decided_on, hand)
    return Done(decision)


def _leave(dossier: Dossier, ended_on: date, hand: Hand) -> None:
    """practice E.4 开除(退出范围): the open dossier is closed."""
    dossier.refresh_from_db()
    if dossier.is_open and dossier.status != DossierStatus.PAUSED:
        end_dossier(dossier, reason=OUT_OF_SCOPE, ended_on=ended_on, by=hand.by, on=hand.on)


VERBS: dict[str, Callable[[Dossier, Act, Hand], Done]] = {
    K.CHANGED: _happened(EventKind.CHANGED),
    K.EXTENDED: _happened(EventKind.EXTENDED),
    K.RESTORED: _happened(EventKind.RESTORED),
    K.ANNULLED: _annulled,
    K.OVERRIDDEN: _overridden,
    K.OVERRIDE_WITHDRAWN: _event_voided,
    K.EVENT_VOIDED: _event_voided,
    K.DECISION_VOIDED: _decision_voided,
    K.TYPED_WRONG: _typed_wrong,
    K.REOFFENDED: _further,
    K.MISSED: _further,
    K.ADDED: _further,
}
