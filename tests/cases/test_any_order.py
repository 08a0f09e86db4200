"""Whatever is entered in whatever order: what is stored is what the engine says of the facts."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.roles import Role
from cases.actions import recompute, recompute_set
from cases.actions.periods import COMPUTED, Recomputed
from cases.facts.reckoning import catalogue
from cases.models import Clock, Dossier, Policy
from cases.rules.versions import Rules, Version, compute_governed
from clocks.facts import DecisionInput, Event, Person
from clocks.facts import Policy as PolicyValue
from tests import factories
from tests.cases.histories import enter, histories
from tests.factories import TODAY

pytestmark = pytest.mark.django_db
EXAMPLES = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SINCE = date(1949, 10, 1)


@pytest.fixture
def office():
    return factories.office()


@pytest.fixture
def people(office):
    return factories.user(Role.OFFICER, office), factories.user(Role.DIRECTOR, office)


def publish(office, people, *, since, convention, combination):
    return Policy.objects.create(
        office=office, number=2, document="本地规则", valid_from=since, status="published",
        end_convention=convention, combination=combination, drafted_by=people[0],
        published_by=people[1],
        published_at=datetime(2026, 9, 30, 12, tzinfo=ZoneInfo("Asia/Shanghai")),
    )  # fmt: skip


def stored(cadre, made):
    """Name of the decision and slot → everything the engine computes, as the database has it."""
    names = {row.pk: name for name, row in made.items() if "-" not in name}
    rows = Clock.objects.filter(cadre=cadre)
    told = ("decision_id", "slot", *(name for name in COMPUTED if name != "policy_id"))
    return {(names[pk], slot): values for pk, slot, *values in rows.values_list(*told)}


def expected(facts, made, rules, people):
    """The engine asked directly: nothing of what the actions build is used."""
    by = tuple(each.display_name for each in people)
    inputs = [
        DecisionInput(
            each.name,
            each.facts["measure"],
            each.facts["decided_on"],
            document=each.name,
            person=Person("member", "civil_servant"),
            events=tuple(
                Event(
                    event.facts["kind"],
                    on=event.facts["on"],
                    measure=event.facts.get("measure_id", ""),
                    end=event.facts.get("end"),
                    basis=event.facts.get("basis", ""),
                    by=by if event.facts["kind"] == "overridden" else by[:1],
                )
                for event in facts
                if event.of == each.name and event.name in made
            ),
        )
        for each in facts
        if not each.of and each.name in made
    ]
    answer = compute_governed(
        inputs, {each.id: rules for each in inputs}, today=TODAY, catalogue=catalogue()
    )
    return {
        (each.decision, each.slot): [
            each.system, each.kind, each.start, each.end, each.first_free, each.safe,
            each.computed_end, each.months, each.method, each.certainty, list(each.basis),
            list(each.matters), list(each.steps),
        ]
        for each in answer.outcome.clocks
    }, answer.outcome  # fmt: skip


@EXAMPLES
@given(
    facts=histories(),
    order=st.randoms(use_true_random=False),
    since=st.dates(date(2024, 1, 1), TODAY),
    convention=st.sampled_from("ABC"),
    combination=st.sampled_from(("S1", "S2", "S3")),
)
def test_what_is_stored_is_what_the_engine_says(
    office, people, facts, order, since, convention, combination
):
    with transaction.atomic():
        publish(office, people, since=since, convention=convention, combination=combination)
        cadre = factories.cadre(office)
        shuffled = list(facts)
        order.shuffle(shuffled)
        made = enter(shuffled, cadre, office, people=people)
        rules = Rules(
            (
                Version(1, SINCE, PolicyValue("A", "S1", 6)),
                Version(2, since, PolicyValue(convention, combination, 6)),
            )
        )
        clocks, outcome = expected(facts, made, rules, people)
        assert stored(cadre, made) == clocks
        dossier = Dossier.objects.filter(cadre=cadre).exclude(status="cleared").first()
        if dossier is not None and not outcome.awaiting and outcome.overall_end:
            assert dossier.overall_end == outcome.overall_end
        # Asked again, there is nothing to write.
        recompute(cadre, today=TODAY)
        assert recompute_set([cadre.pk], today=TODAY) == Recomputed(cadres=1)
        transaction.set_rollback(True)


@EXAMPLES
@given(facts=histories(), one=st.randoms(use_true_random=False), other=st.randoms())
def test_two_orders_of_entry_end_in_the_same_clocks(office, people, facts, one, other):
    ends = []
    for order in (one, other):
        with transaction.atomic():
            cadre = factories.cadre(office)
            shuffled = list(facts)
            order.shuffle(shuffled)
            made = enter(shuffled, cadre, office, people=people)
            ends.append((len(made), stored(cadre, made)))
            transaction.set_rollback(True)
    entered = [count for count, _ in ends]
    if entered == [len(facts)] * 2:
        assert ends[0][1] == ends[1][1]
