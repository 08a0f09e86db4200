"""What the leading group looks at: how far the year has come, and what is out of order."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from accounts.models import Unit, User
from cases.choices import WORKING_STATUSES
from cases.models import Dossier
from visits.choices import ObligationKind, State
from visits.models import Consultation, Obligation, Plan, StateEntry, Visit


@dataclass(frozen=True)
class OutOfOrder:
    """One dossier the group should know of, and why."""

    dossier: Dossier
    words: str


@dataclass(frozen=True)
class Standing:
    open_files: int
    with_plan: int
    visits: int
    talks_owed: int
    talks_met: int
    states: tuple[tuple[str, int], ...]
    exceptions: tuple[OutOfOrder, ...]


def standing_of(office: Unit, *, viewer: User, today: date) -> Standing:
    """Figures of the office's own dossiers, as far as this person may find them."""
    files = Dossier.objects.visible_to(viewer).filter(owner=office, status__in=WORKING_STATUSES)
    ids = list(files.values_list("pk", flat=True))
    year = (date(today.year, 1, 1), date(today.year, 12, 31))
    talks = Obligation.objects.visible_to(viewer).filter(
        dossier__in=ids, kind=ObligationKind.TALK, due_on__range=year
    )
    plans = Plan.objects.visible_to(viewer).standing().filter(dossier__in=ids)
    visits = Visit.objects.visible_to(viewer).done().filter(dossier__in=ids, visited_on__range=year)
    return Standing(
        open_files=len(ids),
        with_plan=plans.count(),
        visits=visits.count(),
        talks_owed=talks.exclude(state__in=("withdrawn", "exempt")).count(),
        talks_met=talks.filter(state="met").count(),
        states=_states(viewer, ids),
        exceptions=_exceptions(viewer, ids, today),
    )


def _states(viewer: User, ids: list[int]) -> tuple[tuple[str, int], ...]:
    newest = StateEntry.objects.visible_to(viewer).filter(dossier__in=ids).current()
    counted = (
        StateEntry.objects.visible_to(viewer)
        .filter(pk__in=newest.values("pk"))
        .values_list("state")
        .annotate(number=Count("pk"))
    )
    numbers = dict(counted.order_by("state"))
    return tuple((state.label, numbers.get(state.value, 0)) for state in State)


def _exceptions(viewer: User, ids: list[int], today: date) -> tuple[OutOfOrder, ...]:
    open_ = (
        Consultation.objects.visible_to(viewer)
        .open()
        .filter(dossier__in=ids)
        .select_related("dossier__row")
        .order_by("opened_on")
    )
    late = (
        Obligation.objects.visible_to(viewer)
        .pending()
        .filter(dossier__in=ids)
        .overdue(today=today)
        .by_due()
        .for_list()[:50]
    )
    return (
        *(OutOfOrder(each.dossier, "会商待作结论") for each in open_),
        *(OutOfOrder(each.dossier, f"{each.words}已过期限") for each in late),
    )
