"""What each act moves: the clocks, the dossier, the duties, the papers; seen before it is saved."""

from datetime import date

import pytest

from cases.choices import DossierKind, DossierStatus
from cases.models import Dossier
from corrections.choices import CorrectionKind as K
from tests.corrections.acts import ground, told

pytestmark = pytest.mark.django_db


def test_a_change_to_a_lighter_measure_counts_from_the_first_day():
    """Case 14 of the demo."""
    here = ground()
    act = here.act(K.CHANGED, on=date(2026, 6, 15), measure="PW")
    seen = here.preview(act)
    assert told(seen, "clock") == [
        (
            "党内警告（2026年1月8日）影响期",
            "2026年1月8日至2027年7月7日",
            "2026年1月8日至2027年1月7日",
        )
    ]
    assert here.ends() == {"bar": date(2027, 7, 7)}
    saved = here.save(act)
    assert saved.told == seen.moves
    assert here.ends() == {"bar": date(2027, 1, 7)}


def test_an_annulment_clears_the_dossier_and_opens_another():
    here = ground()
    saved = here.save(here.act(K.ANNULLED, on=date(2026, 7, 28)))
    here.dossier.refresh_from_db()
    assert here.dossier.status == DossierStatus.CLEARED
    assert saved.opened == Dossier.objects.get(kind=DossierKind.CLEARING)
    assert here.ends() == {}


def test_an_override_takes_two_people_and_keeps_what_was_counted():
    here = ground()
    act = here.act(K.OVERRIDDEN, slot="bar", end=date(2027, 7, 8))
    saved = here.save(act)
    assert saved.settled_by == here.director
    clock = here.decision.clocks.get()
    assert (clock.computed_end, clock.end) == (date(2027, 7, 7), date(2027, 7, 8))


def test_a_second_offence_joins_the_periods_and_begins_the_help_anew():
    here = ground(decided_on=date(2025, 9, 1))
    Dossier.objects.filter(pk=here.dossier.pk).update(status=DossierStatus.VISITING)
    act = here.further(K.REOFFENDED, measure="PR", decided_on=date(2026, 6, 20))
    here.save(act)
    here.dossier.refresh_from_db()
    assert here.dossier.status == DossierStatus.ASSESSING
    assert here.dossier.overall_end == date(2029, 2, 28)
