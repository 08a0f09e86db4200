"""Whom a version may move, how they stand, and the lines of what it moved for one viewer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from accounts.acting import as_system
from accounts.models import User
from cases.choices import DossierKind, Slot
from cases.facts.policies import cadres_of
from cases.models import Clock, Decision, Dossier
from corrections.rules.publication import ClockMove, ClockState, DutyState, Moved, State
from corrections.rules.words import shift_words
from visits.models import Obligation

# One transaction for so many people; up to as many are done while the page waits.
PORTION = 2000


@dataclass(frozen=True, slots=True)
class Portion:
    """Some people with all their dossiers; the last one also has the dossiers of units."""

    cadres: list[int]
    dossiers: list[int]
    sanctions: list[int]

    @property
    def last(self) -> int:
        return self.cadres[-1] if self.cadres else 0


@dataclass(frozen=True)
class ClockLine:
    name: str
    unit: str
    url: str
    what: str
    old: date | None
    new: date | None
    shift: str
    why: str


@dataclass(frozen=True)
class DutyLine:
    name: str
    unit: str
    url: str
    what: str
    old: date | None
    new: date | None


def portions_of(office_id: int, *, after: int = 0) -> Iterator[Portion]:
    """Everybody the office's rules reach, by key; `after` is the last one that is done."""
    cadres = [pk for pk in cadres_of(office_id) if pk > after]
    # At least one, for the dossiers whose subject is a unit.
    for start in range(0, max(len(cadres), 1), PORTION):
        chunk = cadres[start : start + PORTION]
        theirs = Q(cadre__in=chunk)
        if start + PORTION >= len(cadres):
            theirs |= Q(owner=office_id, cadre__isnull=True)
        with as_system():  # whoever asks: ids and kinds only
            dossiers = Dossier.objects.live().filter(theirs).order_by("pk")
            kinds = dict(dossiers.values_list("pk", "kind"))
        yield Portion(
            chunk, list(kinds), [pk for pk, kind in kinds.items() if kind == DossierKind.SANCTION]
        )


def state_of(portion: Portion, *, office_id: int) -> State:
    clocks = Clock.objects.filter(cadre__in=portion.cadres, decision__voided_at__isnull=True)
    duties = Obligation.objects.filter(dossier__in=portion.dossiers)
    return State(
        {
            (decision, slot): ClockState(
                cadre, start, end, method, policy, kept is not None, office == office_id
            )
            for cadre, decision, slot, start, end, method, policy, kept, office in (
                clocks.values_list(
                    "cadre_id", "decision_id", "slot", "start", "end", "method", "policy_id",
                    "decision__kept_policy_id", "decision__office_id",
                )
            )
        },
        {
            (dossier, kind, period): DutyState(state, due_on)
            for dossier, kind, period, state, due_on in duties.values_list(
                "dossier_id", "kind", "period", "state", "due_on"
            )
        },
    )  # fmt: skip


def clock_lines(moved: Moved, *, viewer: User) -> list[ClockLine]:
    """Of the people the viewer may see, each person's together; the figures count everybody
    (decisions 1.11)."""
    seen = (
        Decision.objects.visible_to(viewer)
        .select_related("cadre__unit", "measure", "dossier")
        .prefetch_related("events__measure")
    )
    found = seen.in_bulk([each.decision for each in moved.clocks])
    shown = [each for each in moved.clocks if each.decision in found]
    shown.sort(key=lambda each: (found[each.decision].cadre_id, each.decision))
    return [_clock_line(each, found[each.decision]) for each in shown]


def duty_lines(moved: Moved, *, viewer: User) -> list[DutyLine]:
    seen = Dossier.objects.visible_to(viewer).select_related("row")
    found = seen.in_bulk({each.dossier for each in moved.duties})
    return [
        DutyLine(
            name=dossier.row.name,
            unit=dossier.row.unit_name,
            url=dossier.get_absolute_url(),
            what=Obligation(kind=each.kind, period=each.period).words,
            old=each.old,
            new=each.new,
        )
        for each in moved.duties
        if (dossier := found.get(each.dossier)) is not None
    ]


def left_lines(moved: Moved, *, viewer: User) -> list[tuple[str, str]]:
    """(name, address) of whom the version leaves as they are."""
    theirs = Dossier.objects.visible_to(viewer).filter(cadre__in=moved.left)
    found = theirs.select_related("cadre").order_by("cadre_id", "pk")
    lines = {each.cadre_id: (str(each.cadre), each.get_absolute_url()) for each in found}
    return list(lines.values())


def _clock_line(move: ClockMove, decision: Decision) -> ClockLine:
    return ClockLine(
        name=decision.cadre.name,
        unit=decision.cadre.unit.full_name,
        url=decision.dossier.get_absolute_url() if decision.dossier else "",
        what=f"{decision.present_measure.name} {Slot(move.slot).label}",
        old=move.old_end,
        new=move.new_end,
        shift=shift_words(move.old_end, move.new_end),
        why=move.why,
    )


def people_reached(office_id: int) -> int:
    return len(cadres_of(office_id))
