"""Facts of what is owed: the standings of many dossiers, fetched table by table."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Greatest

from cases.choices import SHUT_STATUSES, DossierKind, DossierStatus, Identity
from cases.models import Dossier, HelperDesignation, Policy, Posting, Suspension
from visits.choices import IN_FORCE_PLANS
from visits.choices.planning import MANDATORY
from visits.choices.visiting import VisitMode
from visits.models import Assessment, Classification, Plan, Talk, Visit
from visits.rules.owed import LONG_AGO, Standing, Terms
from visits.rules.spans import Rest, merged

TERMS = (
    "duties_from", "talk_min_days", "first_visit_days", "assessment_days", "plan_days",
    "notice_days", "clearing_first_days", "clearing_second_days", "retired_half_yearly",
    "visits_per_year", "all_rounds",
)  # fmt: skip
COLUMNS = (
    "pk", "owner_id", "kind", "status", "paused_from", "opened_on", "active_from", "active_to",
    "overall_end", "awaiting_restoration", "cadre_id", "cadre__retired_on", "cadre__identity",
)  # fmt: skip


def standings(dossier_ids: Collection[int], *, on: date) -> dict[int, Standing]:
    """Of those that owe anything on that day: not shut, begun, of an office with rules in force.

    Eleven statements, however many dossiers; the caller holds them and works as the system, for a
    wall must not move a date (decisions 1.11).
    """
    terms = _terms(on)
    rows = [
        row
        for row in _owing(dossier_ids).values(*COLUMNS)
        if row["owner_id"] in terms
        and (row["kind"] == DossierKind.CLEARING or row["active_from"] is not None)
    ]
    ids = [row["pk"] for row in rows]
    told = _Told(ids, [row["cadre_id"] for row in rows if row["cadre_id"] is not None])
    return {row["pk"]: _standing(row, terms[row["owner_id"]], told) for row in rows}


def _owing(dossier_ids: Collection[int]) -> QuerySet[Dossier]:
    """Not shut; the rest is asked of the row."""
    return Dossier.objects.filter(pk__in=list(dossier_ids), voided_at__isnull=True).exclude(
        status__in=sorted(SHUT_STATUSES)
    )


def _terms(on: date) -> dict[int, Terms]:
    """By office: the version of the rules that is in force on that day."""
    newest = Policy.objects.published().filter(valid_from__lte=on)
    rows = newest.order_by("office_id", "-valid_from", "-number").distinct("office_id")
    return {
        office: Terms(**dict(zip(TERMS, values, strict=True)))
        for office, *values in rows.values_list("office_id", *TERMS)
    }


class _Told:
    """What the records of these dossiers tell, by dossier (or by cadre)."""

    def __init__(self, ids: list[int], cadres: list[int]) -> None:
        of = {"dossier_id__in": ids}
        self.rests = _listed(
            Suspension.objects.filter(**of).values_list("dossier_id", "from_on", "to_on")
        )
        self.visits = _listed(
            Visit.objects.done().filter(**of).values_list("dossier_id", "visited_on", "mode")
        )
        yearly = Classification.objects.filter(grade__in=sorted(MANDATORY), **of)
        self.yearly = _earliest(yearly.values_list("dossier_id", "on"))
        self.yearly_now = set(yearly.filter(is_current=True).values_list("dossier_id", flat=True))
        self.talks = _listed(
            Talk.objects.live().filter(**of).values_list("dossier_id", "period", "held_on")
        )
        self.helpers = _listed(
            HelperDesignation.objects.filter(**of).values_list("dossier_id", "from_on")
        )
        self.assessed = _earliest(
            Assessment.objects.filter(finished_on__isnull=False, **of).values_list(
                "dossier_id", "finished_on"
            )
        )
        approved = Plan.objects.filter(status__in=sorted(IN_FORCE_PLANS), **of)
        self.planned = _earliest(
            approved.annotate(day=Greatest("approved_on", "confirmed_on")).values_list(
                "dossier_id", "day"
            )
        )
        self.posted = dict(
            Posting.objects.filter(
                cadre_id__in=cadres, to_on__isnull=True, from_on__isnull=False
            ).values_list("cadre_id", "from_on")
        )


def _standing(row: dict[str, Any], terms: Terms, told: _Told) -> Standing:
    key, cadre = row["pk"], row["cadre_id"]
    retired = row["cadre__retired_on"]
    if retired is None and row["cadre__identity"] == Identity.RETIRED:
        retired = LONG_AGO
    paused = row["status"] == DossierStatus.PAUSED
    rests: list[Rest] = [(first, last) for first, last in told.rests.get(key, ())]
    visits = told.visits.get(key, ())
    moves = (told.posted.get(cadre), row["cadre__retired_on"])
    return Standing(
        kind=DossierKind(row["kind"]),
        stage=DossierStatus(row["paused_from"] if paused else row["status"]),
        opened_on=row["opened_on"],
        active_from=row["active_from"],
        active_to=row["active_to"],
        ends_on=None if row["awaiting_restoration"] else row["overall_end"],
        retired_on=retired,
        moves=tuple(day for day in moves if day is not None),
        rests=merged(rests),
        over=merged(each for each in rests if each[1] is not None),
        terms=terms,
        visits=tuple(sorted(day for day, _ in visits)),
        met_in_person=tuple(sorted(day for day, mode in visits if mode != VisitMode.PHONE)),
        visited_yearly_since=told.yearly[key] if key in told.yearly_now else None,
        talks=tuple((period, day) for period, day in told.talks.get(key, ())),
        helpers=tuple(sorted(day for (day,) in told.helpers.get(key, ()))),
        assessed_on=told.assessed.get(key),
        planned_on=told.planned.get(key),
    )


def _listed(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for key, *values in rows:
        found[key].append(tuple(values))
    return found


def _earliest(rows: Iterable[tuple[int, date | None]]) -> dict[int, date]:
    found: dict[int, date] = {}
    for key, day in rows:
        if day is not None:
            found[key] = min(day, found.get(key, day))
    return found
