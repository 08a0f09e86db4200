"""Three offices' ways over the same twenty cases: the simulation is the publication, and going
back restores every clock and every task (peers 16)."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction

from cases.actions.versions import edit_draft, start_going_back
from cases.facts.policies import cadres_of
from cases.models import Clock, Dossier, Policy
from corrections.actions.publication import applied, preview, publish
from corrections.rules.publication import Moved
from dashboard.demo.story import BASELINE
from tests.factories import NOON
from visits.models import Obligation

PROFILES = {
    "天津": {"talk_min_days": 1, "most_visits_per_year": 2, "coverage_base": "two_years"},
    "汉阴": {"end_convention": "C", "first_visit_days": 90, "plan_days": 60, "talk_min_days": 60},
    "宁波": {
        "end_convention": "B", "combination": "S3", "first_visit_days": 45, "young_age": 35,
        "retired_half_yearly": False,
    },
}  # fmt: skip
TOMORROW = BASELINE + timedelta(days=1)


@pytest.fixture
def city(demo):
    return demo.units["city_organ"]


def clocks(office):
    own = Clock.objects.filter(cadre__in=cadres_of(office.pk))
    told = own.values_list("decision", "slot", "start", "end", "first_free", "safe")
    return {(pk, slot): days for pk, slot, *days in told}


def tasks(office):
    """What is asked for, whatever row says so: a withdrawn one keeps its row."""
    dossiers = Dossier.objects.filter(cadre__in=cadres_of(office.pk))
    own = Obligation.objects.filter(dossier__in=dossiers).exclude(state="withdrawn")
    return set(own.values_list("dossier", "kind", "period", "state", "due_on", "met_on"))


def old_tasks(rows):
    return {row for row in rows if row[2] != "2026Q4"}


def published(draft, by, *, on):
    at = datetime.combine(on, NOON.timetz())
    shown = preview(draft, on=on, at=at)
    publish(draft, version=draft.version, seen=shown.digest, by=by, on=on, at=at)
    return shown


@pytest.mark.parametrize("profile", PROFILES)
def test_simulation_and_publication_agree_and_going_back_restores_all(demo, city, profile):
    officer, director = demo.users["ganbu"], demo.users["zhuren"]
    with transaction.atomic():
        second = Policy.objects.get(office=city, number=2)
        draft = Policy.objects.select_related("office").get(office=city, status="draft")
        values = {name: getattr(second, name) for name in ("end_convention", "first_visit_days")}
        edit_draft(
            draft, version=draft.version, by=officer, valid_from=BASELINE,
            **(values | PROFILES[profile]),
        )  # fmt: skip
        before = clocks(city), tasks(city)
        shown = published(draft, director, on=BASELINE)
        assert Moved.read(applied(draft).result["moved"]) == shown
        after = clocks(city), tasks(city)
        ends = {key: value[:2] for key, value in before[0].items()}
        moved = [key for key, value in after[0].items() if value[:2] != ends[key]]
        assert shown.figures.clocks_moved == len(moved)
        assert (before[1] == after[1]) is not (
            shown.figures.duties_added + shown.figures.duties_moved
            + shown.figures.duties_withdrawn > 0
        )  # fmt: skip
        back = start_going_back(second, by=officer, on=TOMORROW)
        edit_draft(back, version=1, by=officer, document="临纪发〔2026〕30号")
        published(back, director, on=TOMORROW)
        assert clocks(city) == before[0]
        # A task that was found done by then stays done; the fourth quarter came overnight.
        was, now = old_tasks(before[1]), old_tasks(tasks(city))
        assert was <= now
        assert {row[3] for row in now - was} <= {"met"}
        transaction.set_rollback(True)


def test_the_way_of_ningbo_moves_what_a_lawyer_would_expect(demo, city):
    """Only what had not ended by the baseline, and nothing that a paper quotes."""
    officer = demo.users["ganbu"]
    with transaction.atomic():
        draft = Policy.objects.select_related("office").get(office=city, status="draft")
        edit_draft(draft, version=draft.version, by=officer, valid_from=BASELINE)
        shown = preview(draft, on=BASELINE, at=NOON)
        moved = {(each.decision, each.slot) for each in shown.clocks}
        own = Clock.objects.filter(cadre__in=cadres_of(city.pk), decision__office=city)
        running = own.filter(end__gte=BASELINE, decision__kept_policy__isnull=True)
        overridden = running.exclude(method__contains="override")
        assert moved == set(overridden.values_list("decision", "slot"))
        assert shown.figures.clocks_quoted == own.exclude(decision__kept_policy=None).count()
        transaction.set_rollback(True)
