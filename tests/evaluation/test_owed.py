"""What the evaluation owes: the end always, the beginning and each year where the rules say so."""

from dataclasses import replace
from datetime import date

import pytest

from cases.models import Policy
from evaluation.actions import void_round
from evaluation.choices import RoundKind
from evaluation.facts.owed import round_duties
from tests import factories
from visits.choices import ObligationKind as K
from visits.choices import ObligationState
from visits.facts.owing import standings
from visits.models import Obligation
from visits.rules.owed import Duty

TODAY = factories.TODAY
BEGUN = date(2026, 3, 25)


def duties(office, *, on=TODAY, **changes):
    found = standings([office.dossier.pk], on=on)
    owing = {key: replace(each, **changes) for key, each in found.items()}
    return round_duties(owing, on).get(office.dossier.pk, [])


@pytest.fixture
def strict(office):
    Policy.objects.filter(office=office.unit).update(all_rounds=True)
    return office


def test_without_the_local_rule_only_the_end_is_owed(office):
    assert duties(office) == []
    end = date(2026, 11, 10)
    assert duties(office, ends_on=end) == [Duty(K.FINAL_ROUND, "2026Q4", end)]


def test_the_base_is_owed_with_the_first_visit(strict):
    assert duties(strict) == [Duty(K.BASELINE_ROUND, "once", date(2026, 5, 24))]
    strict.computed(RoundKind.BASELINE)
    assert duties(strict) == [Duty(K.BASELINE_ROUND, "once", date(2026, 5, 24), TODAY)]


def test_each_year_is_owed_but_the_last_sixty_days(strict):
    def years(on, end):
        found = duties(strict, on=on, active_to=end)
        return [(each.period, each.due_on) for each in found if each.kind == K.YEARLY_ROUND]

    assert years(TODAY, date(2027, 3, 24)) == []
    assert years(TODAY, date(2028, 3, 24)) == [("2027", date(2027, 3, 25))]
    assert years(date(2027, 3, 24), date(2029, 3, 24)) == [("2027", date(2027, 3, 25))]
    assert years(date(2027, 3, 25), date(2029, 3, 24)) == [
        ("2027", date(2027, 3, 25)), ("2028", date(2028, 3, 25)),
    ]  # fmt: skip


def test_the_rounds_of_a_year_meet_its_duties_in_their_order(strict):
    strict.computed(RoundKind.YEARLY)
    found = duties(strict, on=date(2027, 4, 1), active_to=date(2029, 3, 24))
    met = [(each.period, each.met_on) for each in found if each.kind == K.YEARLY_ROUND]
    assert met == [("2027", TODAY), ("2028", None)]


def test_a_round_that_is_closed_or_voided_is_off_or_on_the_desk_at_once(strict):
    round_ = strict.computed(RoundKind.BASELINE)
    duty = Obligation.objects.get(dossier=strict.dossier, kind=K.BASELINE_ROUND)
    assert (duty.state, duty.met_on) == (ObligationState.MET, TODAY)
    void_round(round_, reason="有人代填", by=strict.writer, at=factories.NOON, on=TODAY)
    duty.refresh_from_db()
    assert (duty.state, duty.met_on) == (ObligationState.OPEN, None)
