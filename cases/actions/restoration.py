"""Verbs of the way back to Party rights: enter a step, take one back."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from accounts.acting import act
from accounts.models import User
from audit.record import record
from cases.choices.rights import RestorationKind
from cases.facts.restoration import Chain, chain_of, probations
from cases.models import Cadre, Decision, RestorationStep
from cases.rules.restoration import Tally, step_faults, tally_faults, voiding_fault
from clocks.words import cn_date
from columns.refusal import Refused
from workdays.models import load_calendar

CHANGED_MEANWHILE = "这个步骤刚被他人办理过，请刷新页面后再登记。"
COLUMNS = {
    "due": "members_due",
    "present": "members_present",
    "in_favour": "in_favour",
    "against": "against",
    "abstained": "abstained",
}


@act
def enter_step(
    decision: Decision,
    *,
    kind: RestorationKind,
    step_on: date,
    evidence: str,
    by: User | None,
    on: date,
    tally: Tally | None = None,
) -> RestorationStep:
    """The next step of the chain on its day, with what shows it; late steps are entered too."""
    chain = _locked(decision)
    faults = step_faults(
        kind,
        on=step_on,
        probation_end=chain.probation_end,
        done=chain.done,
        terms=chain.terms,
        today=on,
    )
    told = "".join((*faults, *_vote_faults(kind, tally), *_evidence_faults(evidence)))
    if told:
        raise Refused(told)
    step = RestorationStep.objects.create(
        decision=decision,
        cadre_id=decision.cadre_id,
        round=chain.round,
        kind=kind,
        on=step_on,
        evidence=evidence.strip(),
        entered_by=by,
        **_columns(tally),
    )
    _record(kind, step, by=by, on=step_on, round=step.round)
    return step


@act
def void_step(step: RestorationStep, *, reason: str, by: User | None, at: datetime) -> None:
    """Entered wrongly; the last step goes first, and none once the rights are back."""
    chain = _locked(step.decision)
    fault = voiding_fault(step.kind, chain.done) if step.round == chain.round else ""
    if fault:
        raise Refused(fault)
    voided = RestorationStep.objects.filter(pk=step.pk, voided_at__isnull=True).update(
        voided_at=at, void_reason=reason
    )
    if not voided:
        raise Refused(CHANGED_MEANWHILE)
    _record("voided", step, by=by, reason=reason)


def _locked(decision: Decision) -> Chain:
    """The chain while nobody else can add to it."""
    Cadre.objects.select_for_update().get(pk=decision.cadre_id)
    found = probations(Decision.objects.filter(pk=decision.pk)).first()
    chain = chain_of(found, calendar=load_calendar()) if found is not None else None
    if chain is None:
        raise Refused("这项决定没有留党察看期，不办理恢复党员权利的手续。请核对决定。")
    if chain.restored is not None:
        raise Refused("恢复党员权利的决定已经登记，步骤不能再改。决定有误的，请先更正决定。")
    if chain.expelled_on is not None:
        raise Refused(
            f"{cn_date(chain.expelled_on)}已开除党籍，不再办理恢复党员权利的手续。请核对决定。"
        )
    return chain


def _record(what: str, step: RestorationStep, *, by: User | None, **facts: Any) -> None:
    record(f"restoration.{what}", step, by=by, dossier_id=step.decision.dossier_id, **facts)


def _vote_faults(kind: RestorationKind, tally: Tally | None) -> Iterator[str]:
    is_meeting = kind == RestorationKind.MEETING
    if is_meeting and tally is None:
        yield "请填写支部党员大会的应到、实到人数和表决情况。"
    if tally is not None and not is_meeting:
        yield "只有支部党员大会填写表决情况，请核对步骤。"
    if tally is not None and is_meeting:
        yield from tally_faults(tally)


def _evidence_faults(evidence: str) -> Iterator[str]:
    if not evidence.strip():
        yield "请写明情况和凭证。例如支部会议记录，原件存支部。"


def _columns(tally: Tally | None) -> dict[str, int]:
    return {COLUMNS[name]: count for name, count in asdict(tally).items()} if tally else {}
