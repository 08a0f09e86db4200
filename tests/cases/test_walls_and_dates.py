"""Walls never change a date: whoever asks, one cadre has one set of dates (decisions 1.11)."""

from datetime import date

import pytest
from django.db import connection

from accounts.acting import acting_as, as_system, for_system
from accounts.roles import Role
from cases.actions import designate_helper, recompute
from cases.choices import DossierStatus
from cases.models import Clock, Decision, Dossier
from cases.views.header import header_of
from tests import factories
from tests.factories import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared():
    """A cadre with a closed dossier of the city and an open one of the county: the second
    decision falls into the period of the first, which the county cannot see."""
    city, county = factories.office("市纪委监委"), factories.office("县纪委监委")
    unit = factories.work_unit()
    person = factories.cadre(unit)
    earlier = factories.decision(person, city, measure="PSW", decided_on=date(2025, 3, 10))
    Dossier.objects.filter(pk=earlier.dossier_id).update(
        status=DossierStatus.CLOSED, closed_on=TODAY
    )
    later = factories.decision(person, county, measure="PW", decided_on=date(2026, 5, 20))
    helper = factories.user(Role.HELPER, unit)
    designate_helper(
        later.dossier, name="冯修远", post="副局长", user=helper, from_on=TODAY, by=None
    )
    return person, later.dossier, helper, factories.user(Role.DIRECTOR, county)


def dates(person):
    return list(
        Clock.objects.filter(cadre=person)
        .order_by("decision__decided_on")
        .values_list("start", "end", "first_free", "safe", "method")
    )


def test_the_narrowest_actor_and_the_system_compute_equal_dates(shared):
    person, _, helper, director = shared
    # 严重警告 2025-03-10 to 2026-09-09; 警告 from 2026-09-10, twelve months (条例 21).
    expected = [
        (date(2025, 3, 10), date(2026, 9, 9), date(2026, 9, 10), date(2026, 9, 11), "A"),
        (date(2026, 5, 20), date(2027, 9, 9), date(2027, 9, 10), date(2027, 9, 12), "A+S1"),
    ]
    assert dates(person) == expected
    for user in (helper, director):
        with acting_as(user):
            recompute(person, today=TODAY)
        assert dates(person) == expected
    with for_system("test"):
        recompute(person, today=TODAY)
    assert dates(person) == expected


def test_every_reader_of_a_dossier_is_told_the_same_dates(shared):
    _, dossier, helper, director = shared
    told = {
        user.role: [
            (clock.title, clock.bars.bars, clock.steps)
            for clock in header_of(
                Dossier.objects.visible_to(user).for_page().get(pk=dossier.pk), TODAY, user
            ).clocks
        ]
        for user in (helper, director)
    }
    assert len(told[Role.HELPER]) == 2
    assert told[Role.HELPER] == told[Role.DIRECTOR]


def test_computing_leaves_the_actor_who_he_was(shared):
    person, _, helper, _ = shared
    ask = "SELECT current_setting('role'), current_setting('app.user_id', true)"
    with acting_as(helper), connection.cursor() as cursor:
        cursor.execute(ask)
        before = cursor.fetchone()
        recompute(person, today=TODAY)
        with as_system(), as_system():
            assert Decision.objects.filter(cadre=person).count() == 2
        cursor.execute(ask)
        assert cursor.fetchone() == before
