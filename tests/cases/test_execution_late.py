"""Terms that have run out, asked of many decisions: the same answer as the list of each."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.actions.execution import CheckFacts, enter_check
from cases.choices import EventKind
from cases.choices.execution import ExecutionItem, ExecutionResult
from cases.facts.execution import checks_of, line_of
from cases.facts.execution_late import waiting_lines, with_late_items
from cases.models import Decision
from cases.rules.execution import Sanction, check_list
from cases.rules.execution_terms import terms_of
from clocks.catalogue import load_catalogue
from clocks.facts import Person
from clocks.months import add_months
from tests import factories
from tests.cases.checking import desk
from tests.factories import TODAY

CATALOGUE = load_catalogue().measures
MEASURES = [(each.system, each.code) for each in CATALOGUE.values()]
IDENTITIES = (
    "civil_servant",
    "enterprise_manager",
    "village_cadre",
    "retired",
    "institution_staff",
)


@pytest.mark.parametrize(
    ("system", "measure", "identity"),
    [
        (*each, identity)
        for each in MEASURES
        for identity in IDENTITIES
        if CATALOGUE[each[1]].is_open_to(Person(identity=identity))
    ],
)
def test_the_table_of_terms_says_what_the_list_says(system, measure, identity):
    decided = date(2024, 8, 31)
    listed = {
        line.item: line.due_on
        for line in check_list([Sanction("D", system, measure, decided, identity)])
        if line.due_on is not None
    }
    tabled = {
        term.item: add_months(decided, term.months)
        for term in terms_of(MEASURES)
        if measure in term.measures and term.enterprise in {None, identity == "enterprise_manager"}
    }
    assert tabled == listed


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_a_term_has_run_out_for_all_days_up_to_the_last_and_for_none_after_it(today):
    for term in terms_of(MEASURES):
        last = term.last_passed(today)
        assert add_months(last, term.months) < today
        assert add_months(last + timedelta(days=1), term.months) >= today


def late_by_list(user):
    """Decisions with a late line on their own dossier's page."""
    found = set()
    for decision in Decision.objects.all():
        for each in checks_of(decision.dossier, viewer=user):
            if any(line.is_late(TODAY) for line in each.lines):
                found.add(each.decision.pk)
    return found


def late_by_query():
    return set(with_late_items(Decision.objects.all(), today=TODAY).values_list("pk", flat=True))


def settle(user, decision, item, result, **facts):
    line, _ = line_of(decision.dossier, viewer=user, decision=decision.code, item=item)
    done = {"done_on": TODAY, "evidence": "凭证"} if result == ExecutionResult.DONE else {}
    enter_check(
        line,
        facts=CheckFacts(result=result, **done, **facts),
        version=line.check.version if line.check else 0,
        by=user,
        on=TODAY,
    )


def test_many_decisions_and_the_list_of_each_agree(db):
    """Measures of every kind around the edges of their terms, two on one day, entries of every
    sort, a day the decision was registered with, an annulment."""
    who = desk(measure="PR", decided_on=date(2026, 8, 30))
    edges = [
        ("PW", date(2026, 8, 31)),
        ("PW", date(2026, 8, 29)),
        ("AR", date(2026, 8, 30)),
        ("AW", date(2026, 1, 5)),
        ("IG", date(2026, 1, 6)),
        ("LA", date(2026, 1, 7)),
        ("OD", date(2026, 1, 8)),
        ("PSW", date(2026, 3, 29)),
        ("PSW", date(2026, 3, 31)),
    ]
    made = []
    for number, (measure, day) in enumerate(edges):
        person = factories.cadre(
            who.unit,
            name=f"第{number}人",
            identity="institution_staff" if measure == "IG" else "civil_servant",
        )
        made.append(factories.decision(person, who.office, measure=measure, decided_on=day))
    boss = factories.cadre(who.unit, name="企业", identity="enterprise_manager")
    made.append(factories.decision(boss, who.office, measure="AW", decided_on=date(2026, 5, 4)))
    both = factories.cadre(who.unit, name="两项")
    made += [
        factories.decision(both, who.office, measure=measure, decided_on=date(2026, 6, 1))
        for measure in ("PR", "AR")
    ]
    Decision.objects.filter(pk=made[1].pk).update(announced_on=date(2026, 9, 1))
    annulled = made[7]
    annulled.events.create(cadre=annulled.cadre, kind=EventKind.ANNULLED, on=date(2026, 9, 1))
    Decision.objects.filter(pk=annulled.pk).update(status="annulled")
    assert late_by_query() == late_by_list(who.officer)
    # Then everything is entered, item by item, in one way or another; they agree throughout.
    turns = list(ExecutionResult.values)[:3]
    for turn, decision in enumerate(Decision.objects.order_by("pk")):
        for each in checks_of(decision.dossier, viewer=who.officer):
            for line in each.lines:
                if line.decision.pk == decision.pk and line.due.due_on is not None:
                    settle(who.officer, line.decision, line.item, turns[turn % 3])
        assert late_by_query() == late_by_list(who.officer)


def test_an_extension_puts_a_term_off_until_its_day(db):
    who = desk(decided_on=date(2026, 8, 20))
    for item in ("announced", "filed"):
        settle(
            who.officer,
            who.decision,
            item,
            ExecutionResult.UNDER_WAY,
            extended_to=TODAY,
            extension_basis="批复",
        )
    assert late_by_query() == late_by_list(who.officer) == set()
    tomorrow = TODAY + timedelta(days=1)
    assert with_late_items(Decision.objects.all(), today=tomorrow).count() == 1


def test_a_dossier_shows_what_still_waits_of_all_its_decisions(db):
    who = desk()
    settle(who.officer, who.decision, "announced", ExecutionResult.DONE)
    [found] = waiting_lines([who.dossier.pk], viewer=who.officer).values()
    late = [line.item for line in found if line.is_late(TODAY)]
    assert late == [ExecutionItem.FILED, ExecutionItem.REPORT]
