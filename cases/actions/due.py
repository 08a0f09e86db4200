"""The day a later version begins: the clocks it governs from then on are found and recomputed."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce

from accounts.acting import for_system
from audit.record import record
from cases.actions.periods import CHUNK, Recomputed, care_versions, recompute_set
from cases.choices import DossierKind
from cases.models import Clock, Dossier, Policy
from cases.rules.states import duty_span
from cases.rules.versions import months_of_care
from columns.refusal import Refused

JOB = "recompute-due"


def recompute_due(today: date) -> Recomputed:
    """The morning's first work, before duties are compared: a version that has begun governs.

    What one chunk did stays done. People whose decisions contradict each other under the new
    version keep what is stored and are told of in the record; nobody else waits for them.
    """
    with for_system(JOB):
        people = due_cadres(today)
    total, refused = Recomputed(), list[int]()
    for start in range(0, len(people), CHUNK):
        with for_system(JOB):
            done, left = recompute_willing(people[start : start + CHUNK], today=today)
        total += done
        refused += left
    if people:
        with for_system(JOB):
            record("policy.took_effect", by=None, on=today, people=len(people), done=asdict(total))
            for cadre_id in refused:
                record("policy.contradiction", by=None, cadre_id=cadre_id, on=today)
    return total


def recompute_willing(cadre_ids: Sequence[int], *, today: date) -> tuple[Recomputed, list[int]]:
    """recompute_set, and whom it left as they are because the engine refuses their decisions."""
    if not cadre_ids:
        return Recomputed(), []
    try:
        with transaction.atomic():
            return recompute_set(cadre_ids, today=today), []
    except Refused:
        if len(cadre_ids) == 1:
            return Recomputed(), list(cadre_ids)
    half = len(cadre_ids) // 2
    one, left = recompute_willing(cadre_ids[:half], today=today)
    other, more = recompute_willing(cadre_ids[half:], today=today)
    return one + other, left + more


def due_cadres(today: date) -> list[int]:
    """Who stands under a version although a later one has begun that should govern him."""
    return sorted({*_by_clock(today), *_by_care(today)})


def _by_clock(today: date) -> Iterable[int]:
    """A clock that had not ended when the later version began, and that no paper quotes."""
    later = Policy.objects.published().filter(
        office=OuterRef("decision__office"),
        valid_from__lte=today,
        valid_from__gt=OuterRef("policy__valid_from"),
    )
    running = later.filter(valid_from__lte=Coalesce(OuterRef("end"), today))
    clocks = Clock.objects.filter(
        Exists(running), decision__voided_at__isnull=True, decision__kept_policy__isnull=True
    )
    return clocks.values_list("cadre", flat=True).distinct()


def _by_care(today: date) -> Iterable[int]:
    """People without a clock are cared for as many months as the version says."""
    begun = Policy.objects.published().filter(valid_from__lte=today)
    offices = care_versions(begun.values_list("office", flat=True).distinct(), today)
    differing = {office: told for office, told in offices.items() if len({m for _, m in told}) > 1}
    cared = Dossier.objects.open().filter(
        owner__in=differing,
        kind=DossierKind.SANCTION,
        awaiting_restoration=False,
        overall_end__isnull=True,
    )
    for cadre, office, first, last in cared.values_list(
        "cadre", "owner", "active_from", "active_to"
    ):
        if first is None or cadre is None:
            continue
        span = duty_span(
            first_decided=first,
            overall_end=None,
            awaiting=False,
            has_clock=False,
            care_months=months_of_care(differing[office], first),
        )
        if span.last != last:
            yield cadre
