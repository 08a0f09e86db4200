"""The list of 处分执行核查 of a dossier: what is owed by rule beside what was entered."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q

from accounts.models import User
from cases.choices import DecisionStatus, DossierKind, EventKind
from cases.choices.execution import ExecutionItem, ExecutionResult
from cases.models import Decision, DecisionEvent, Dossier, ExecutionCheck, Measure
from cases.querysets import DecisionQuerySet
from cases.querysets.rule import dossiers_of
from cases.rules.appraisal import Judged
from cases.rules.execution import Change, Due, Sanction, check_list

# Days the decision itself was registered with.
TOLD = {ExecutionItem.DELIVERED: "delivered_on", ExecutionItem.ANNOUNCED: "announced_on"}


@dataclass(frozen=True, slots=True)
class CheckLine:
    """`told_on`: the day the decision itself was registered with (送达, 宣布)."""

    decision: Decision
    due: Due
    check: ExecutionCheck | None
    told_on: date | None

    @property
    def item(self) -> ExecutionItem:
        return self.due.item

    @property
    def due_on(self) -> date | None:
        """As extended with approval, else as the article has it."""
        extended = self.check.extended_to if self.check is not None else None
        return extended or self.due.due_on

    @property
    def waits(self) -> bool:
        """Nobody has settled it, and its day is not known otherwise."""
        if self.check is None:
            return self.told_on is None
        return self.check.result == ExecutionResult.UNDER_WAY

    def is_late(self, today: date) -> bool:
        return self.waits and self.due_on is not None and self.due_on < today

    @property
    def done_on(self) -> date | None:
        return self.check.done_on if self.check is not None else self.told_on


@dataclass(frozen=True, slots=True)
class DecisionChecks:
    """`gone`: entered while the decision still asked for it; kept, no longer asked for."""

    decision: Decision
    lines: tuple[CheckLine, ...]
    gone: tuple[ExecutionCheck, ...]


def checks_of(dossier: Dossier, *, viewer: User) -> list[DecisionChecks]:
    """Decision by decision, oldest first, in three queries."""
    return listed(decisions_of(dossier, viewer=viewer))


def listed(decisions: list[Decision]) -> list[DecisionChecks]:
    """The lists of decisions from loaded(), all of one dossier."""
    lines: dict[str, list[Due]] = {}
    for due in check_list([sanction_of(each) for each in decisions]):
        lines.setdefault(due.decision, []).append(due)
    return [_checks(each, lines.get(each.code, [])) for each in decisions]


def line_of(
    dossier: Dossier, *, viewer: User, decision: str, item: str
) -> tuple[CheckLine, list[CheckLine]] | None:
    """One line by its address, with all lines of the page; None where the list has no such item."""
    every = [line for each in checks_of(dossier, viewer=viewer) for line in each.lines]
    wanted = (line for line in every if (line.decision.code, line.item) == (decision, item))
    found = next(wanted, None)
    return (found, every) if found is not None else None


def decisions_of(dossier: Dossier, *, viewer: User) -> list[Decision]:
    """Of this dossier; a clearing dossier also shows what is to be made good of the decisions that
    were annulled, which stay with the dossier they were made in."""
    own = Q(dossier=dossier)
    if dossier.kind == DossierKind.CLEARING and dossier.cadre_id is not None:
        own |= Q(
            cadre=dossier.cadre_id, status=DecisionStatus.ANNULLED, dossier__isnull=False
        ) & dossiers_of(viewer, "dossier__")
    return loaded(Decision.objects.visible_to(viewer).filter(own))


def loaded(decisions: DecisionQuerySet) -> list[Decision]:
    """With everything the list looks at."""
    events = DecisionEvent.objects.live().select_related("measure").order_by("on", "pk")
    checks = ExecutionCheck.objects.select_related("entered_by", "verified_by")
    return list(
        decisions.live()
        .select_related("measure", "document", "dossier", "cadre__unit")
        .prefetch_related(
            Prefetch("events", queryset=events), Prefetch("execution_checks", queryset=checks)
        )
        .order_by("decided_on", "pk")
    )


def sanction_of(decision: Decision) -> Sanction:
    """The decision as a value, with what became of it; from decisions_of()."""
    annulled = (each.on for each in _events(decision, EventKind.ANNULLED))
    return Sanction(
        key=decision.code,
        system=decision.system,
        measure=decision.measure_id,
        decided_on=decision.decided_on,
        identity=decision.printed_identity,
        changes=tuple(_changes(decision)),
        annulled_on=next(annulled, None),
    )


def measure_words(decision: Decision) -> str:
    """党内严重警告，变更为党内警告."""
    later = (event.measure.name for event in _events(decision, EventKind.CHANGED) if event.measure)
    return "，变更为".join([decision.measure.name, *later])


def judged_of(decisions: Iterable[Decision]) -> list[Judged]:
    """What the annual appraisal may look at: decisions that stand, each with its changes."""
    return [
        Judged(sanction_of(each), _names(each))
        for each in decisions
        if each.status != DecisionStatus.ANNULLED
    ]


def _checks(decision: Decision, lines: list[Due]) -> DecisionChecks:
    entered = {check.item: check for check in decision.execution_checks.all()}
    told = {item: getattr(decision, column) for item, column in TOLD.items()}
    return DecisionChecks(
        decision,
        tuple(
            CheckLine(decision, due, entered.pop(due.item, None), told.get(due.item))
            for due in lines
        ),
        tuple(entered.values()),
    )


def _changes(decision: Decision) -> Iterator[Change]:
    before = decision.measure
    for event in _events(decision, EventKind.CHANGED):
        after = event.measure
        if after is not None:
            yield Change(event.on, after.pk, is_lighter=_weight(after) < _weight(before))
            before = after


def _events(decision: Decision, kind: EventKind) -> list[DecisionEvent]:
    return [each for each in decision.events.all() if each.kind == kind]


def _names(decision: Decision) -> dict[str, str]:
    named = {decision.measure_id: decision.measure.name}
    for event in _events(decision, EventKind.CHANGED):
        if event.measure is not None:
            named[event.measure.pk] = event.measure.name
    return named


def _weight(measure: Measure) -> Any:
    """Light to heavy within a system, as the catalogue has it."""
    return measure.spec["weight"]
