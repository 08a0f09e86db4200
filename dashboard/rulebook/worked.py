"""The worked examples in words: the facts, each clock under A, B and C, and why."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from cases.choices import Slot
from clocks.catalogue import Catalogue
from clocks.examples import DueDay, Example, examples
from clocks.facts import DecisionInput
from clocks.outcome import Clock, Outcome
from clocks.words import CERTAINTIES, EVENTS, MATTERS, cn_date


@dataclass(frozen=True)
class WorkedClock:
    title: str
    start: date | None
    ends: tuple[date | None, ...]
    """Under A, B and C."""
    first_free: date | None
    safe: date | None
    certainty: str
    steps: tuple[str, ...]
    basis: str


@dataclass(frozen=True)
class WorkedExample:
    anchor: str
    title: str
    facts: tuple[str, ...]
    clocks: tuple[WorkedClock, ...]
    terms: tuple[DueDay, ...]
    convention: str
    remarks: tuple[str, ...]
    answer: str
    """In a few words, so that a folded example already says its day."""


def worked_examples(catalogue: Catalogue) -> list[WorkedExample]:
    return [_worked(example, catalogue, place) for place, example in enumerate(examples(), start=1)]


def _worked(example: Example, catalogue: Catalogue, place: int) -> WorkedExample:
    answer = example.outcome(catalogue) if example.decisions else None
    return WorkedExample(
        anchor=f"example-{place}",
        title=f"例{example.number}　{example.title}",
        facts=tuple(_fact(decision, catalogue) for decision in example.decisions),
        clocks=tuple(_clock(clock, catalogue, example) for clock in answer.clocks)
        if answer
        else (),
        terms=tuple(replace(term, certainty=CERTAINTIES[term.certainty]) for term in example.terms),
        convention=example.convention,
        remarks=tuple(_remarks(example, catalogue, answer)),
        answer=_answer(example, answer),
    )


def _answer(example: Example, answer: Outcome | None) -> str:
    last = answer.clocks[-1].end if answer else example.terms[0].by
    return f"至{cn_date(last)}" if last else ""


def _fact(decision: DecisionInput, catalogue: Catalogue) -> str:
    told = f"{cn_date(decision.decided_on)}，{catalogue.measures[decision.measure].name}"
    if decision.months:
        told += f"，决定书写明{decision.months}个月"
    for event in decision.events:
        if event.on is not None:
            told += f"；{cn_date(event.on)}{EVENTS[event.kind]}"
        if event.measure:
            told += f"为{catalogue.measures[event.measure].name}"
    return told


def _clock(clock: Clock, catalogue: Catalogue, example: Example) -> WorkedClock:
    """Where several decisions stand together the title also says the day."""
    decision = next(each for each in example.decisions if each.id == clock.decision)
    title = f"{catalogue.measures[decision.measure].name}{_slot(clock)}"
    if len(example.decisions) > 1:
        title = f"{cn_date(decision.decided_on)}{title}"
    return WorkedClock(
        title=title,
        start=clock.start,
        ends=clock.by_convention,
        first_free=clock.first_free,
        safe=clock.safe,
        certainty=CERTAINTIES[clock.certainty],
        steps=clock.steps,
        basis="；".join(clock.basis),
    )


def _slot(clock: Clock) -> str:
    if clock.standalone:
        return "后不得重新入党的期限"
    if clock.slot == "bar" and clock.system in {"state", "institution"}:
        return "处分期"
    return Slot(clock.slot).label


def _remarks(example: Example, catalogue: Catalogue, answer: Outcome | None) -> Iterator[str]:
    if answer is not None:
        others = example.under_each_combination(catalogue)
        if others:
            told = "，".join(f"按方法{name}至{cn_date(end)}" for name, end in others.items() if end)
            yield f"剩余的期限怎样相加没有明文规定：{told}。"
        if len(set(answer.matters.values())) > 1:
            ends = [
                f"{MATTERS[code]}至{cn_date(end)}" for code, end in answer.matters.items() if end
            ]
            yield f"各事项受限：{'；'.join(ends)}。"
        if answer.free_from is not None and len(answer.clocks) > 1:
            yield f"全部期限届满的次日：{cn_date(answer.free_from)}。"
    if example.note:
        yield example.note
