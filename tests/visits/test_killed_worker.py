"""A worker killed while it reconciles 2,000 dossiers, and its broker too."""

from datetime import date, timedelta
from functools import cache
from itertools import groupby
from operator import itemgetter

import pytest

from cases.models import Dossier, DossierRow, Policy
from tests import factories
from tests.reminders.crowd import crowd
from tests.reminders.owing import noon
from tests.reminders.virtual import VirtualWorker, owed
from tests.reminders.virtual_worker import DUTY_POINTS
from tests.visits.oracle import Facts, quarter, talks_owed, visit_before_end
from visits.models import Obligation

pytestmark = [pytest.mark.worker, pytest.mark.slow]
DAY = date(2026, 9, 10)
RECONCILE = "visits.tasks.reconcile"
# Spans of which the quarters, and the visit before the end, differ.
SPANS = (
    (date(2026, 2, 16), date(2028, 2, 15)),
    (date(2026, 6, 20), date(2026, 11, 5)),
    (date(2026, 8, 25), None),
)


@pytest.fixture
def house_of_two_thousand(committed_db):
    """Dossiers with one of three spans each, of which nothing is owed yet."""
    office = factories.office()
    for number, (first, last) in enumerate(SPANS):
        dossier = factories.dossier(office, name="陆知遥")
        spans = {"active_from": first, "active_to": last, "overall_end": last, "opened_on": first}
        Dossier.objects.filter(pk=dossier.pk).update(**spans)
        Obligation.objects.filter(dossier=dossier).delete()
        dossier.refresh_from_db()
        crowd(dossier, 665 + (number < 2))
    assert (DossierRow.objects.count(), Obligation.objects.count()) == (2000, 0)
    return committed_db


def test_killed_at_three_points_of_reconcile_it_owes_what_the_rule_says(
    house_of_two_thousand, broker, tmp_path
):
    for point, reached in zip(DUTY_POINTS, (500, 500, 2000), strict=True):
        dying = VirtualWorker(house_of_two_thousand, broker, tmp_path, point)
        dying.begin(noon(DAY), DIE_AT=point)
        dying.send(RECONCILE)
        dying.until_dead()
        assert Obligation.objects.values("dossier").distinct().count() == reached
    # The broker goes too, and with it every message that was on its way.
    broker.stop_servers()
    broker.start()
    worker = VirtualWorker(house_of_two_thousand, broker, tmp_path, "healthy")
    worker.begin(noon(DAY) + timedelta(minutes=10))
    try:
        worker.send(RECONCILE)
        worker.settle(RECONCILE, 1)
    finally:
        worker.stop()
    assert by_the_rule() == {
        key: {(kind, period): due for _, kind, period, due, _ in rows}
        for key, rows in groupby(of_the_rule(owed()), itemgetter(0))
    }


def of_the_rule(found):
    """What the oracle speaks of: talks, and the visit before the end."""
    return [row for row in found if row[1] in ("talk", "pre_expiry")]


def by_the_rule():
    """Dossier → {(kind, period): due day}, said day by day."""
    rules = Policy.objects.get()
    said = {}
    for span in Dossier.objects.values_list("pk", "active_from", "active_to", "opened_on"):
        key, *days = span
        said[key] = duties_by_the_rule(*days, rules.duties_from, rules.talk_min_days)
    return said


@cache
def duties_by_the_rule(first, last, opened_on, duties_from, min_days):
    facts = Facts(first, last, duties_from, min_days, opened_on=opened_on)
    said = {("talk", period): due for period, due in talks_owed(facts, on=DAY).items()}
    before = visit_before_end(facts, on=DAY)
    return said | ({("pre_expiry", quarter(last)): before} if before else {})
