"""Verbs of a decision: register it, and record what happened to it later."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F

from accounts.acting import act
from accounts.models import Unit, User
from audit.record import record
from cases.actions.dossiers import open_dossier
from cases.actions.periods import recompute
from cases.actions.policies import policy_of
from cases.actions.rows import refresh_rows
from cases.choices import (
    SHUT_STATUSES,
    DecisionStatus,
    DossierKind,
    DossierStatus,
    EventKind,
    System,
)
from cases.models import Cadre, Decision, DecisionEvent, Document, Dossier, Measure, Policy
from cases.rules.states import out_of_scope
from clocks import checks
from clocks.words import cn_date
from columns.refusal import Refused


@dataclass(frozen=True)
class DecisionFacts:
    """One decision as a form or a row gives it; the paper's organ, number and date with it."""

    measure: str
    decided_on: date
    organ_name: str
    number: str = ""
    document_date: date | None = None
    months: int | None = None
    announced_on: date | None = None
    delivered_on: date | None = None
    reason: str = ""
    form: str = ""
    # What he was on that day, where it differs from today.
    politics: str = ""
    identity: str = ""


@act
def register_decision(
    cadre: Cadre,
    *,
    facts: DecisionFacts,
    owner: Unit,
    by: User | None,
    on: date,
    carrier: Unit | None = None,
    handler: User | None = None,
    beside: Collection[str] = (),
) -> Decision:
    """Save an effective decision; its clocks and its dossier follow in the same transaction.

    `beside`: measures decided together with it and registered next; 开除党籍 and 开除公职 put a
    person out of scope only together.
    """
    Cadre.objects.select_for_update().get(pk=cadre.pk)
    decision = _saved(cadre, facts, owner, by)
    standing = Decision.objects.live().exclude(status=DecisionStatus.ANNULLED)
    codes = standing.filter(cadre=cadre).values_list("measure_id", flat=True)
    if not out_of_scope({*codes, *beside}):
        decision.dossier = _dossier_for(cadre, owner, carrier, handler, by=by, on=on)
        decision.save(update_fields=["dossier"])
    record("decision.registered", decision, by=by, dossier_id=decision.dossier_id, on=on)
    recompute(cadre, today=on)
    _settle_expired(decision.dossier_id, policy_of(owner, today=on), on=on)
    decision.refresh_from_db()
    return decision


@act
def record_event(
    decision: Decision,
    *,
    kind: EventKind,
    event_on: date,
    by: User | None,
    on: date,
    **facts: Any,
) -> DecisionEvent:
    """Change, annul, extend, restore or override; everything is recomputed with it. `facts` are
    columns of the event; an override without `confirmed_by` waits and moves nothing."""
    _refuse_twice(decision, kind, event_on)
    event = DecisionEvent.objects.create(
        decision=decision,
        cadre_id=decision.cadre_id,
        kind=kind,
        on=event_on,
        entered_by=by,
        **facts,
    )
    recompute(decision.cadre, today=on)
    record(
        f"decision.{kind}", decision, by=by, dossier_id=decision.dossier_id, on=on, event=event.pk
    )
    if kind == EventKind.ANNULLED:
        _clear_if_nothing_stands(decision, on=on, by=by)
    return event


def _refuse_twice(decision: Decision, kind: EventKind, event_on: date) -> None:
    """What the database would refuse without a word; whoever else enters one meanwhile waits."""
    Cadre.objects.select_for_update().get(pk=decision.cadre_id)
    standing = DecisionEvent.objects.live().filter(decision=decision, kind=kind)
    if kind in checks.ONCE and standing.exists():
        raise Refused(checks.ONCE[kind])
    if kind == EventKind.CHANGED and standing.filter(on=event_on).exists():
        raise Refused(checks.changed_twice(event_on))


def _saved(cadre: Cadre, facts: DecisionFacts, owner: Unit, by: User | None) -> Decision:
    """The row with what the paper says of that day, and the paper itself."""
    measure = Measure.objects.filter(pk=facts.measure).first()
    if measure is None:
        raise Refused("处分（处理）种类不在目录中，请重新选择，例如党内警告。")
    _refuse_after_retirement(cadre, measure, facts.decided_on)
    document = paper(facts, owner=owner, is_demo=cadre.is_demo)
    _refuse_repetition(cadre, measure, document, facts)
    return Decision.objects.create(
        document=document,
        cadre=cadre,
        system=measure.system,
        measure=measure,
        months=facts.months,
        decided_on=facts.decided_on,
        announced_on=facts.announced_on,
        delivered_on=facts.delivered_on,
        unit=cadre.unit,
        printed_unit=cadre.unit.full_name,
        printed_post=cadre.post,
        printed_rank=cadre.rank,
        printed_politics=facts.politics or cadre.politics,
        printed_identity=facts.identity or cadre.identity_on(facts.decided_on),
        office=owner,
        reason=facts.reason,
        form=facts.form,
        entered_by=by,
    )


def paper(facts: DecisionFacts, *, owner: Unit, is_demo: bool) -> Document:
    """The document with that organ and number; one paper may decide on several people."""
    if not facts.number:
        return Document.objects.create(
            organ_name=facts.organ_name, document_date=facts.document_date, is_demo=is_demo
        )
    same = Document.objects.filter(organ_name=facts.organ_name, number=facts.number)
    return same.first() or Document.objects.create(
        organ=owner if owner.full_name == facts.organ_name else None,
        organ_name=facts.organ_name,
        number=facts.number,
        document_date=facts.document_date,
        is_demo=is_demo,
    )


def _refuse_after_retirement(cadre: Cadre, measure: Measure, decided_on: date) -> None:
    """政务处分法 27: whoever has retired receives no 政务处分 any more.

    Only where the day is known: 离退休人员 in a ledger says what he is now, not what he was then.
    """
    if cadre.retired_on is None or decided_on < cadre.retired_on:
        return
    if measure.system in {System.STATE, System.INSTITUTION}:
        raise Refused(
            f"{cadre.name}同志已于{cn_date(cadre.retired_on)}退休，退休后不再给予{measure.name}"
            "（《公职人员政务处分法》第二十七条）。请核对决定日期、处分种类或者退休日期。"
        )


def _refuse_repetition(
    cadre: Cadre, measure: Measure, document: Document, facts: DecisionFacts
) -> None:
    live = Decision.objects.live().filter(cadre=cadre, system=measure.system)
    if live.filter(document=document).exists():
        raise Refused(
            f"{cadre.name}同志的《{document}》已登记过一项{measure.get_system_display()}。"
            "同一份决定书同一体系只登记一项，请核对。"
        )
    if live.filter(measure=measure, decided_on=facts.decided_on).exists():
        raise Refused(f"{cadre.name}同志在同一天受到的{measure.name}已经登记，请核对文号。")


def _dossier_for(
    cadre: Cadre,
    owner: Unit,
    carrier: Unit | None,
    handler: User | None,
    *,
    by: User | None,
    on: date,
) -> Dossier:
    """The open one, which a further decision joins, or a new one."""
    standing = (
        Dossier.objects.filter(cadre=cadre, kind=DossierKind.SANCTION)
        .exclude(status__in=SHUT_STATUSES)
        .first()
    )
    return standing or open_dossier(
        cadre=cadre, owner=owner, carrier=carrier, handler=handler, by=by, on=on
    )


def _settle_expired(dossier_id: int | None, policy: Policy, *, on: date) -> None:
    """Ended before the office began with this program: opens in 使用跟踪 (decisions 1.10)."""
    if dossier_id is None or policy.duties_from is None:
        return
    Dossier.objects.filter(
        pk=dossier_id,
        status=DossierStatus.REGISTERED,
        active_to__lt=policy.duties_from,
    ).update(status=DossierStatus.TRACKING, status_since=on)
    refresh_rows([dossier_id])


def _clear_if_nothing_stands(decision: Decision, *, on: date, by: User | None) -> None:
    """practice E.4 撤销转澄清: the dossier, closed already or not, is cleared when its last
    decision is annulled; nobody counts it any more."""
    if decision.dossier_id is None:
        return
    in_dossier = Decision.objects.live().filter(dossier_id=decision.dossier_id)
    if in_dossier.exclude(status=DecisionStatus.ANNULLED).exists():
        return
    gone = SHUT_STATUSES - {DossierStatus.CLOSED}
    Dossier.objects.filter(pk=decision.dossier_id).exclude(status__in=gone).update(
        status=DossierStatus.CLEARED, status_since=on, closed_on=on, version=F("version") + 1
    )
    refresh_rows([decision.dossier_id])
    record("dossier.cleared", decision, by=by, dossier_id=decision.dossier_id, on=on)
