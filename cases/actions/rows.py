"""The list's read model: kept by the actions that change its sources, made anew at will."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from cases.choices import SHUT_STATUSES, DecisionStatus
from cases.models import Decision, Dossier, DossierRow, HelperDesignation
from cases.rules.names import grams, spelling, typed_forms

BATCH = 2000
# Written by refresh_rows; next_due, next_what and last_visit_on are written by their own verbs.
REFRESHED = [
    "cadre_id",
    "code",
    "owner",
    "carrier",
    "unit",
    "unit_path",
    "unit_name",
    "name",
    "post",
    "sort_key",
    "typed",
    "name_grams",
    "measures",
    "measure_codes",
    "decided_on",
    "overall_end",
    "status",
    "is_open",
    "closed_on",
    "handler",
    "helper_name",
    "helper",
]


def refresh_rows(dossier_ids: Iterable[int]) -> int:
    """Write the rows of these dossiers from the truth; returns how many."""
    ids = list(dossier_ids)
    for start in range(0, len(ids), BATCH):
        rows = [row_of(each) for each in _sources(ids[start : start + BATCH])]
        DossierRow.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["dossier"], update_fields=REFRESHED
        )
    return len(ids)


def row_of(dossier: Dossier) -> DossierRow:
    """The row of a dossier fetched with what _sources prefetches."""
    helper = next(iter(dossier.helpers.all()), None)
    return row_from(dossier, decisions=dossier.decisions.all(), helper=helper)


def row_from(
    dossier: Dossier, *, decisions: Iterable[Decision], helper: HelperDesignation | None
) -> DossierRow:
    """The row of a dossier, with its cadre and their unit at hand, and of what belongs to it."""
    cadre = dossier.cadre
    unit = cadre.unit if cadre is not None else dossier.subject_unit
    name = cadre.name if cadre is not None else unit.name if unit is not None else ""
    if unit is None:
        raise ValueError(f"dossier {dossier.pk} has no subject")
    decisions = sorted(decisions, key=lambda each: (each.decided_on, each.pk))
    return DossierRow(
        dossier=dossier,
        cadre_id=dossier.cadre_id,
        code=dossier.code,
        owner_id=dossier.owner_id,
        carrier_id=dossier.carrier_id,
        unit=unit,
        unit_path=unit.path,
        unit_name=unit.full_name,
        name=name,
        post=cadre.post if cadre is not None else "",
        sort_key=spelling(name)[0],
        typed=typed_forms(name),
        name_grams=grams(name),
        measures="、".join(each.present_measure.name for each in decisions)[:200],
        measure_codes=[each.present_measure.pk for each in decisions],
        decided_on=decisions[-1].decided_on if decisions else None,
        overall_end=dossier.overall_end,
        status=dossier.status,
        is_open=dossier.status not in SHUT_STATUSES,
        closed_on=dossier.closed_on,
        handler_id=dossier.handler_id,
        helper_name=helper.name if helper is not None else "",
        helper_id=helper.user_id if helper is not None else None,
    )


def set_next_due(due: QuerySet[Any, Any], *, dossier_ids: Collection[int] | None = None) -> None:
    """Store what is due next. `due` yields (dossier_id, due_on, what), one row per dossier;
    dossiers of the scope that it leaves out have nothing due. `None`: all dossiers."""
    if dossier_ids is not None and not dossier_ids:
        return
    # The queryset's own SQL with its own placeholders; no text of a user enters it.
    sql, params = due.query.sql_with_params()
    scope = "" if dossier_ids is None else "AND r.dossier_id = ANY(%s)"
    limits = [] if dossier_ids is None else [list(dossier_ids)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH due(dossier_id, due_on, what) AS ({sql})
            UPDATE cases_dossierrow r
               SET next_due = d.due_on, next_what = coalesce(d.what, '')
              FROM cases_dossierrow s LEFT JOIN due d ON d.dossier_id = s.dossier_id
             WHERE r.dossier_id = s.dossier_id {scope}
               AND (r.next_due, r.next_what) IS DISTINCT FROM (d.due_on, coalesce(d.what, ''))""",  # noqa: S608
            [*params, *limits],
        )


def set_ends(dossier_ids: Collection[int]) -> None:
    """Repeat the overall ends of these dossiers, where nothing else of them has changed."""
    ends = Dossier.objects.filter(pk=OuterRef("pk")).values("overall_end")
    DossierRow.objects.filter(pk__within=dossier_ids).update(overall_end=Subquery(ends))


def set_last_visit(dossier_id: int, *, on: date) -> None:
    """The newest visit; an older one entered later does not move it back."""
    rows = DossierRow.objects.filter(dossier_id=dossier_id)
    rows.filter(last_visit_on__isnull=True).update(last_visit_on=on)
    rows.filter(last_visit_on__lt=on).update(last_visit_on=on)


def reset_last_visit(dossier_id: int, *, on: date | None) -> None:
    """After one of them was voided: the newest that stands, or none."""
    DossierRow.objects.filter(dossier_id=dossier_id).update(last_visit_on=on)


def _sources(ids: list[int]) -> QuerySet[Dossier]:
    current = HelperDesignation.objects.current()
    # An annulled decision leaves every list (rules.md 6.7).
    standing = Decision.objects.live().exclude(status=DecisionStatus.ANNULLED)
    told = standing.select_related("measure").prefetch_related("events__measure")
    return (
        Dossier.objects.filter(pk__in=ids)
        .select_related("cadre__unit", "subject_unit")
        .prefetch_related(Prefetch("helpers", current), Prefetch("decisions", told))
    )
