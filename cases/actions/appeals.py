"""Verbs of an appeal: lodged, accepted, answered, taken back, voided. None of them moves a date."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F

from accounts.acting import act
from accounts.models import User
from audit.record import record
from cases.choices.rights import AppealKind, AppealOutcome
from cases.facts.appeals import deciding_of, lodged_of
from cases.models import Appeal, Cadre, Decision
from cases.rules.appeals import (
    accepting_faults,
    answer_faults,
    delivery_faults,
    due_by,
    hearer_of,
    lodging_faults,
)
from columns.refusal import Refused

CHANGED_MEANWHILE = "这项申诉刚被他人办理过，请刷新页面后再登记。"


@dataclass(frozen=True)
class Lodging:
    """What a person asked for and when; `heard_by` empty: the organ the remedy names."""

    kind: AppealKind
    lodged_on: date
    accepted_on: date | None = None
    heard_by: str = ""
    note: str = ""


@dataclass(frozen=True)
class Answer:
    """What the hearing organ decided, on which day and paper, and when he received it."""

    outcome: AppealOutcome
    decided_on: date
    document_number: str = ""
    delivered_on: date | None = None
    note: str = ""


@act
def lodge_appeal(decision: Decision, *, lodging: Lodging, by: User | None, on: date) -> Appeal:
    """The office learns that the person has asked for a remedy; he lodges it with the organ."""
    Cadre.objects.select_for_update().get(pk=decision.cadre_id)
    decision = Decision.objects.select_related("document").get(pk=decision.pk)
    if decision.voided_at is not None:
        raise Refused("这项决定已作废，不能登记申诉。请核对决定。")
    _refuse(_lodging_faults(decision, lodging, today=on))
    appeal = Appeal.objects.create(
        decision=decision,
        cadre_id=decision.cadre_id,
        kind=lodging.kind,
        heard_by=lodging.heard_by or hearer_of(lodging.kind, decision.document.organ_name),
        lodged_on=lodging.lodged_on,
        accepted_on=lodging.accepted_on,
        decide_by=due_by(
            lodging.kind,
            lodged_on=lodging.lodged_on,
            accepted_on=lodging.accepted_on,
            extended=False,
        ),
        note=lodging.note,
        entered_by=by,
    )
    _record("appeal.lodged", appeal, by=by, kind=lodging.kind, lodged_on=lodging.lodged_on)
    return appeal


@act
def accept_appeal(
    appeal: Appeal,
    *,
    accepted_on: date,
    version: int,
    by: User | None,
    on: date,
    extended: bool = False,
) -> None:
    """From this day the term of the hearing organ runs; it may be extended where an article
    says so."""
    _refuse(
        accepting_faults(
            appeal.kind,
            lodged_on=appeal.lodged_on,
            accepted_on=accepted_on,
            extended=extended,
            today=on,
        )
    )
    due = due_by(
        appeal.kind, lodged_on=appeal.lodged_on, accepted_on=accepted_on, extended=extended
    )
    _change(appeal, version, accepted_on=accepted_on, is_extended=extended, decide_by=due)
    _record("appeal.accepted", appeal, by=by, on=accepted_on, extended=extended)


@act
def answer_appeal(
    appeal: Appeal, *, answer: Answer, version: int, by: User | None, on: date
) -> None:
    """The outcome is on record; what it changes in the decision is entered as a correction."""
    faults = list(
        answer_faults(
            answer.outcome,
            lodged_on=appeal.lodged_on,
            accepted_on=appeal.accepted_on,
            decided_on=answer.decided_on,
            today=on,
        )
    )
    if answer.delivered_on is not None:
        faults += delivery_faults(answer.delivered_on, decided_on=answer.decided_on, today=on)
    _refuse(faults)
    _change(
        appeal,
        version,
        outcome=answer.outcome,
        decided_on=answer.decided_on,
        document_number=answer.document_number,
        delivered_on=answer.delivered_on,
        note=answer.note or appeal.note,
    )
    _record("appeal.answered", appeal, by=by, on=answer.decided_on, answer=answer.outcome)


def withdraw_appeal(
    appeal: Appeal, *, withdrawn_on: date, version: int, by: User | None, on: date, note: str = ""
) -> None:
    """He takes it back himself, accepted or not; he may ask again within the term."""
    answer = Answer(AppealOutcome.WITHDRAWN, withdrawn_on, note=note)
    answer_appeal(appeal, answer=answer, version=version, by=by, on=on)


@act
def void_appeal(
    appeal: Appeal, *, reason: str, version: int, by: User | None, at: datetime
) -> None:
    """Entered by mistake: it stays in history and counts nowhere."""
    voided = Appeal.objects.filter(pk=appeal.pk, version=version, voided_at__isnull=True).update(
        voided_at=at, void_reason=reason, version=F("version") + 1
    )
    if not voided:
        raise Refused(CHANGED_MEANWHILE)
    _record("appeal.voided", appeal, by=by, reason=reason)


def _lodging_faults(decision: Decision, lodging: Lodging, *, today: date) -> Iterator[str]:
    yield from lodging_faults(
        lodging.kind,
        deciding_of(decision),
        lodged_of(decision.appeals.all()),
        lodged_on=lodging.lodged_on,
        today=today,
    )
    if lodging.accepted_on is not None:
        yield from accepting_faults(
            lodging.kind,
            lodged_on=lodging.lodged_on,
            accepted_on=lodging.accepted_on,
            extended=False,
            today=today,
        )


def _change(appeal: Appeal, version: int, **facts: Any) -> None:
    """One conditional update: only the version that was looked at, only while it is open."""
    changed = Appeal.objects.filter(
        pk=appeal.pk, version=version, decided_on__isnull=True, voided_at__isnull=True
    ).update(version=F("version") + 1, **facts)
    if not changed:
        raise Refused(CHANGED_MEANWHILE)


def _record(verb: str, appeal: Appeal, *, by: User | None, **facts: Any) -> None:
    record(verb, appeal, by=by, dossier_id=appeal.decision.dossier_id, **facts)


def _refuse(faults: Iterable[str]) -> None:
    told = "".join(faults)
    if told:
        raise Refused(told)
