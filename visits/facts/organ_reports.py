"""Facts of 月报 and 年报: what is open between two organs, and the figures such a report needs."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.urls import reverse

from accounts.acting import as_system
from accounts.models import Unit, User
from cases.choices import SHUT_STATUSES
from cases.models import Dossier, DossierRow, Policy
from visits.choices import ObligationState
from visits.choices.reporting import ReportKind
from visits.models import Obligation, OrganReport, Talk, Visit
from visits.rules.organ_reports import OwedReport, ReportingOrgan, ReportTerms, owed_reports

# Of the rows behind a figure; what is longer is looked up in the list of files.
MOST = 200
NOT_COUNTED = (ObligationState.WITHDRAWN, ObligationState.EXEMPT)
COLUMNS = ("office_id", "valid_from", "monthly_report_day", "yearly_report_day", "duties_from")


@dataclass(frozen=True)
class OpenReport:
    """Asked for by `office`, to be filed by `organ`; of the year they are one."""

    organ: Unit
    office: Unit
    owed: OwedReport

    @property
    def key(self) -> tuple[int, int, str]:
        return self.organ.pk, self.office.pk, self.owed.period

    @property
    def is_yearly(self) -> bool:
        return self.owed.kind == ReportKind.YEARLY

    def get_absolute_url(self) -> str:
        return reverse(
            "visits:organ_report", args=[self.organ.code, self.office.code, self.owed.period]
        )


@dataclass(frozen=True)
class Behind:
    """One row behind a figure."""

    row: DossierRow
    what: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Figure:
    slug: str
    label: str
    total: int
    rows: list[Behind]


def open_reports(user: User, *, on: date) -> list[OpenReport]:
    """What this person's organ owes or is owed and nobody has filed, the longest due first.

    Who carries files for whom is asked of all of them, so that a wall changes no date (decisions
    1.11); nothing is told of any file.
    """
    terms = _terms()
    if not terms:
        return []
    asked = list(_asked(user.unit, terms, on=on))
    filed = set(OrganReport.objects.visible_to(user).values_list("organ_id", "office_id", "period"))
    waiting = [key for key in asked if (key[0], key[1], key[2].period) not in filed]
    units = Unit.objects.in_bulk({pk for organ, office, _ in waiting for pk in (organ, office)})
    found = [OpenReport(units[organ], units[office], owed) for organ, office, owed in waiting]
    return sorted(found, key=lambda each: (each.owed.due_on, each.organ.full_name))


def _terms() -> dict[int, list[ReportTerms]]:
    """By office, of those that ever asked for a report: every version of their rules."""
    published = Policy.objects.published()
    asking = published.filter(Q(monthly_report_day__gt=0) | Q(yearly_report_day__gt=0))
    found: dict[int, list[ReportTerms]] = defaultdict(list)
    rows = published.filter(office__in=asking.values("office")).values_list(*COLUMNS)
    for office, valid_from, monthly, yearly, duties_from in rows:
        found[office].append(ReportTerms(valid_from, monthly, yearly, duties_from))
    return dict(found)


def _asked(
    unit: Unit, terms: dict[int, list[ReportTerms]], *, on: date
) -> Iterator[tuple[int, int, OwedReport]]:
    """(organ, office, report), filed or not."""
    for owed in owed_reports(ReportingOrgan(ReportKind.YEARLY), terms.get(unit.pk, ()), on=on):
        yield unit.pk, unit.pk, owed
    for office, carrier, organ in _carriers(unit, terms):
        for owed in owed_reports(organ, terms[office], on=on):
            yield carrier, office, owed


def _carriers(unit: Unit, offices: Iterable[int]) -> Iterator[tuple[int, int, ReportingOrgan]]:
    """(office, carrier, since when and until when), where `unit` is one of the two."""
    carried = Dossier.objects.live().filter(
        Q(carrier=unit) | Q(owner=unit), owner__in=list(offices), carrier__isnull=False
    )
    spans = (
        carried.exclude(carrier=F("owner"))
        .order_by()
        .values_list("owner", "carrier")
        .annotate(
            first=Min("opened_on"),
            last=Max("status_since"),
            in_hand=Count("pk", filter=~Q(status__in=sorted(SHUT_STATUSES))),
        )
    )
    with as_system():
        found = list(spans)
    for office, carrier, first, last, in_hand in found:
        yield office, carrier, ReportingOrgan(ReportKind.MONTHLY, first, None if in_hand else last)


def figures_of(organ: Unit, office: Unit, days: tuple[date, date], *, viewer: User) -> list[Figure]:
    """What a report of those days tells, as far as this person may find the files."""
    first, last = days
    rows = DossierRow.objects.visible_to(viewer).filter(owner=office)
    if organ != office:
        rows = rows.filter(carrier=organ)
    in_hand = rows.filter(
        Q(closed_on__isnull=True) | Q(closed_on__gte=first), dossier__opened_on__lte=last
    )
    dossiers = rows.values("dossier")
    due = (
        Obligation.objects.visible_to(viewer)
        .talks()
        .filter(dossier__in=dossiers, due_on__range=days)
        .exclude(state__in=NOT_COUNTED)
        .by_due()
        .select_related("dossier__row")
    )
    talks = (
        Talk.objects.visible_to(viewer)
        .live()
        .filter(dossier__in=dossiers, held_on__range=days)
        .select_related("dossier__row")
        .order_by("held_on", "pk")
    )
    visits = (
        Visit.objects.visible_to(viewer)
        .done()
        .filter(dossier__in=dossiers, visited_on__range=days)
        .select_related("dossier__row")
        .by_day()
    )
    return [
        _figure("files", "在办档案", in_hand.order_by("sort_key", "dossier"), _file),
        _figure("due", "到期的谈心谈话", due, _due),
        _figure("talks", "已开展的谈心谈话", talks, _talk),
        _figure("visits", "已完成的回访", visits, _visit),
    ]


def _figure(slug: str, label: str, query: QuerySet[Any], told: Callable[[Any], Behind]) -> Figure:
    found = list(query[: MOST + 1])
    total = len(found) if len(found) <= MOST else query.count()
    return Figure(slug, label, total, [told(each) for each in found[:MOST]])


def _file(row: DossierRow) -> Behind:
    return Behind(row, row.get_status_display())


def _due(duty: Obligation) -> Behind:
    return Behind(duty.dossier.row, f"{duty.words}（{duty.get_state_display()}）", duty.due_on)


def _talk(talk: Talk) -> Behind:
    return Behind(talk.dossier.row, f"{talk.period_words}谈心谈话", talk.held_on)


def _visit(visit: Visit) -> Behind:
    return Behind(visit.dossier.row, str(visit), visit.visited_on)
