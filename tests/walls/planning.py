"""Builders of what stands around a plan: states, 会商, classes, lanes, steps, what was settled."""

from datetime import date
from uuid import uuid4

from tests.walls.lives import Life
from visits.models import (
    Assessment,
    AssessmentFamilyTalk,
    Classification,
    ColleagueTalk,
    Consultation,
    GroupDecision,
    MeasureStep,
    Plan,
    PlanLane,
    PlanStep,
    StateEntry,
)

ON = date(2026, 9, 20)


def state(life: Life) -> None:
    StateEntry.objects.create(
        dossier=life.dossier,
        state="engaged",
        on=ON,
        reason=life.word(),
        source="hand",
        by=life.officer,
    )


def consultation(life: Life) -> None:
    """Concluded: an open one would hold up the papers of the story."""
    called = StateEntry.objects.create(
        dossier=life.dossier,
        state="worsening",
        on=date(2026, 9, 1),
        reason=life.word(),
        source="hand",
        by=life.officer,
    )
    Consultation.objects.create(
        dossier=life.dossier,
        entry=called,
        opened_on=date(2026, 9, 1),
        opened_by=life.officer,
        held_on=date(2026, 9, 2),
        participants=life.word(),
        opinions=life.word(),
        division=life.word(),
        conclusion=life.word(),
        chair=life.word(),
        outcome="reminded",
        concluded_by=life.director,
        concluded_on=date(2026, 9, 2),
    )


def classification(life: Life) -> None:
    Classification.objects.filter(dossier=life.dossier).update(is_current=False)
    Classification.objects.create(
        dossier=life.dossier,
        grade="key",
        package="deep",
        reason=life.word(),
        on=ON,
        by=life.officer,
    )


def lane(life: Life) -> None:
    plan = _plan(life)
    PlanLane.objects.filter(plan=plan, lane="use").delete()
    PlanLane.objects.create(
        plan=plan,
        dossier=life.dossier,
        lane="use",
        body="组织部",
        who=life.word(),
        task=life.word(),
    )


def step(life: Life) -> None:
    PlanStep.objects.create(
        plan=_plan(life),
        dossier=life.dossier,
        kind="visit",
        planned_on=ON,
        who=life.word(),
        focus=life.word(),
        order=90,
    )


def settled(life: Life) -> None:
    measure = _plan(life).measures.first()
    MeasureStep.objects.create(
        dossier=life.dossier,
        plan=measure.plan,
        measure=measure,
        key=measure.key,
        outcome="done",
        on=ON,
        text=life.word(),
        by=life.officer,
    )


def colleague(life: Life) -> None:
    ColleagueTalk.objects.create(
        assessment=Assessment.objects.filter(dossier=life.dossier).first(),
        dossier=life.dossier,
        on=ON,
        who=life.word(),
        text=life.word(),
        told=True,
        by=life.officer,
        order=90,
    )


def relative(life: Life) -> None:
    AssessmentFamilyTalk.objects.create(
        assessment=Assessment.objects.filter(dossier=life.dossier).first(),
        dossier=life.dossier,
        on=ON,
        relation="spouse",
        text=life.word(),
        by=life.officer,
    )


def decided(life: Life) -> None:
    GroupDecision.objects.create(
        dossier=life.dossier,
        on=ON,
        document=life.word(),
        text=life.word(),
        by=life.officer,
        token=uuid4().hex[:12].upper(),
    )


def _plan(life: Life) -> Plan:
    return Plan.objects.filter(dossier=life.dossier).order_by("-number").first()
