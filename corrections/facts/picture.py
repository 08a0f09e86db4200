"""picture_of(): one cadre at this moment, as far as the viewer may see him."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Prefetch

from accounts.models import User
from cases.choices import DossierKind, Slot
from cases.choices.execution import ExecutionItem
from cases.facts.execution import sanction_of
from cases.models import Cadre, Clock, Decision, DecisionEvent, Dossier, ExecutionCheck
from cases.rules.execution import check_list
from corrections.choices import Part
from corrections.facts.papers import papers_of
from corrections.rules.pictures import (
    ClockShot,
    DecisionShot,
    DossierShot,
    DutyShot,
    Picture,
    PlanShot,
)
from visits.choices import ObligationState
from visits.models import Obligation, Plan
from web.dates import cn_date


def picture_of(cadre: Cadre, *, viewer: User, today: date) -> Picture:
    dossiers = list(
        Dossier.objects.visible_to(viewer).filter(cadre=cadre).order_by("kind", "opened_on", "pk")
    )
    decisions = _standing(cadre)
    return Picture(
        decisions=tuple(map(_decision, decisions)),
        clocks=tuple(_clocks(cadre, decisions)),
        dossiers=tuple(map(_dossier, dossiers)),
        plans=tuple(_plans(dossiers)),
        duties=(*_duties(dossiers), *_checks(decisions)),
        papers=tuple(papers_of(dossiers, today=today)),
    )


def decisions_of(cadre: Cadre) -> list[Decision]:
    """Not void, oldest first, with what each page and picture of them asks for."""
    return list(
        Decision.objects.live()
        .filter(cadre=cadre)
        .select_related("document", "measure", "dossier")
        .prefetch_related("events__measure", "events__entered_by", "events__confirmed_by")
        .order_by("decided_on", "pk")
    )


def _standing(cadre: Cadre) -> list[Decision]:
    """The same with what a picture alone asks for."""
    events = DecisionEvent.objects.live().select_related("measure").order_by("on", "pk")
    return list(
        Decision.objects.live()
        .filter(cadre=cadre)
        .select_related("document", "measure")
        .prefetch_related(Prefetch("events", events))
        .order_by("decided_on", "pk")
    )


def title_of(decision: Decision) -> str:
    """「党内警告（2026年1月8日）」: tells the decisions of one person apart."""
    return f"{decision.present_measure.name}（{cn_date(decision.decided_on)}）"


def _decision(decision: Decision) -> DecisionShot:
    return DecisionShot(
        key=(decision.pk,),
        title=title_of(decision),
        decided_on=decision.decided_on,
        announced_on=decision.announced_on,
        measure=decision.present_measure.name,
        organ=decision.document.organ_name,
        number=decision.document.number,
        standing=decision.get_status_display(),
        system=decision.system,
        months=decision.months,
        reason=decision.reason,
        form=decision.get_form_display(),
        politics=decision.get_printed_politics_display(),
        identity=decision.get_printed_identity_display(),
    )


def _clocks(cadre: Cadre, decisions: Iterable[Decision]) -> Iterator[ClockShot]:
    by_key = {decision.pk: decision for decision in decisions}
    rows = Clock.objects.filter(cadre=cadre, decision__in=list(by_key))
    for clock in sorted(rows, key=lambda row: (by_key[row.decision_id].decided_on, row.pk)):
        decision = by_key[clock.decision_id]
        yield ClockShot(
            key=(clock.decision_id, clock.slot),
            title=f"{title_of(decision)}{Slot(clock.slot).label}",
            system=clock.system,
            measure=decision.measure_id,
            start=clock.start,
            end=clock.end,
            computed_end=clock.computed_end,
            safe=clock.safe,
            method=clock.method,
            steps=tuple(clock.steps),
            basis=tuple(clock.basis),
            matters=tuple(clock.matters),
        )


def _dossier(dossier: Dossier) -> DossierShot:
    kind = DossierKind(dossier.kind)
    # The number of a dossier that is only rehearsed would change until it is saved.
    title = f"档案{dossier.number}" if kind == DossierKind.SANCTION else "澄清回访档案"
    return DossierShot(
        key=(dossier.pk,),
        title=title,
        stage=dossier.get_status_display(),
        overall_end=dossier.overall_end,
        awaiting=dossier.awaiting_restoration,
        is_open=dossier.is_open,
    )


def _plans(dossiers: Iterable[Dossier]) -> Iterator[PlanShot]:
    plans = Plan.objects.filter(dossier__in=list(dossiers)).order_by("dossier_id", "number")
    for plan in plans.only("pk", "number", "status"):
        yield PlanShot((plan.pk,), str(plan), plan.get_status_display())


def _duties(dossiers: Iterable[Dossier]) -> Iterator[DutyShot]:
    duties = Obligation.objects.filter(dossier__in=list(dossiers))
    for duty in duties.order_by("dossier_id", "due_on", "kind"):
        yield DutyShot(
            key=(duty.dossier_id, duty.kind, duty.period),
            part=Part.DUTY,
            title=duty.words,
            due_on=duty.due_on,
            state=ObligationState(duty.state).label,
            is_owed=duty.is_open,
            why=duty.why_not,
        )


def _checks(decisions: Iterable[Decision]) -> Iterator[DutyShot]:
    """执行核查, derived as its own page derives it, with what was entered of it."""
    by_code = {decision.code: decision for decision in decisions if decision.dossier_id}
    entered = {
        (decision, item): (done_on, extended_to)
        for decision, item, done_on, extended_to in ExecutionCheck.objects.filter(
            decision__in=list(by_code.values())
        ).values_list("decision__code", "item", "done_on", "extended_to")
    }
    for due in check_list([sanction_of(each) for each in by_code.values()]):
        decision = by_code[due.decision]
        done_on, extended_to = entered.get(
            (due.decision, due.item), (_told_on(decision, due.item), None)
        )
        yield DutyShot(
            key=(decision.pk, str(due.item)),
            part=Part.EXECUTION,
            title=f"{title_of(decision)}{due.item.label}",
            due_on=extended_to or due.due_on,
            state="已办" if done_on else "列入核查",
            is_owed=done_on is None,
        )


def _told_on(decision: Decision, item: ExecutionItem) -> date | None:
    """The day the decision itself was registered with."""
    told = {
        ExecutionItem.DELIVERED: decision.delivered_on,
        ExecutionItem.ANNOUNCED: decision.announced_on,
    }
    return told.get(item)
