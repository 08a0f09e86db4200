"""Every term of rules.md 1.5, 1.6, 2.5 and 2.6, on days with and without a matching day."""

import pytest

from clocks.deadlines import (
    ORGANS,
    REMEDIES,
    Term,
    announce_by,
    execution_report_by,
    extended_announce_by,
    next_steps,
    remedies_of,
    review_request_by,
)
from clocks.words import CERTAINTIES, SYSTEMS
from tests.clocks.build import day

ASKED = [  # remedy, known on, last day to ask
    ("state_review", "2025-01-31", "2025-02-28"),  # rules 5.5 row 21
    ("state_review", "2024-01-31", "2024-02-29"),
    ("state_review", "2025-12-15", "2026-01-15"),
    ("state_recheck", "2025-03-31", "2025-04-30"),
    ("enterprise_recheck", "2025-08-31", "2025-09-30"),
    ("enterprise_appeal", "2025-10-08", "2025-11-08"),
    ("office_recheck", "2025-01-31", "2025-03-02"),
    ("office_recheck", "2024-01-31", "2024-03-01"),
    ("office_appeal", "2025-12-20", "2026-01-04"),
    ("office_direct_appeal", "2025-06-01", "2025-07-01"),
    ("institution_recheck", "2025-06-01", "2025-07-01"),
    ("institution_appeal", "2025-07-01", "2025-07-31"),
]
DECIDED = [  # remedy, accepted on, last day to decide, the same with the longest extension
    ("party_appeal", "2025-11-30", "2026-02-28", "2026-02-28"),
    ("state_review", "2025-01-31", "2025-02-28", "2025-02-28"),
    ("state_recheck", "2025-12-31", "2026-02-28", "2026-02-28"),
    ("enterprise_recheck", "2025-05-31", "2025-06-30", "2025-06-30"),
    ("enterprise_appeal", "2025-06-16", "2025-08-16", "2025-09-16"),
    ("office_recheck", "2025-06-01", "2025-07-01", "2025-07-01"),
    ("office_appeal", "2025-06-01", "2025-07-31", "2025-08-30"),
    ("office_direct_appeal", "2025-12-31", "2026-03-01", "2026-03-31"),
    ("institution_recheck", "2025-06-01", "2025-07-01", "2025-07-01"),
    ("institution_appeal", "2025-06-01", "2025-07-31", "2025-08-30"),
]


@pytest.mark.parametrize(("key", "known_on", "last"), ASKED)
def test_a_remedy_is_asked_for_by_its_last_day(key, known_on, last):
    assert REMEDIES[key].ask_by(day(known_on)) == day(last)


def test_no_text_limits_an_appeal_against_party_discipline():
    assert REMEDIES["party_appeal"].ask_by(day("2025-01-31")) is None


@pytest.mark.parametrize(("key", "accepted_on", "last", "extended"), DECIDED)
def test_a_remedy_is_decided_by_its_last_day(key, accepted_on, last, extended):
    remedy = REMEDIES[key]
    assert remedy.decide_by(day(accepted_on)) == day(last)
    assert remedy.extended_decide_by(day(accepted_on)) == day(extended)


def test_every_remedy_is_tried_above():
    assert {key for key, *_ in DECIDED} == set(REMEDIES)
    assert {key for key, *_ in ASKED} == set(REMEDIES) - {"party_appeal"}


def test_a_remedy_speaks_the_engines_words():
    for remedy in REMEDIES.values():
        assert (remedy.system in SYSTEMS, remedy.organ in ORGANS) == (True, True)
        assert remedy.certainty in CERTAINTIES
        assert all(article.startswith("《") for article in remedy.articles)
        assert remedy.follows == "" or remedy.follows in REMEDIES


def test_the_first_review_is_the_same_by_function_and_by_table():
    assert review_request_by(day("2025-01-31")) == REMEDIES["state_review"].ask_by(
        day("2025-01-31")
    )


def test_the_steps_follow_each_other():
    assert [r.key for r in next_steps("state_review")] == ["state_recheck"]
    assert [r.key for r in next_steps("office_recheck")] == ["office_appeal"]
    assert next_steps("state_recheck") == ()


def test_each_system_has_its_own_remedies():
    assert [r.key for r in remedies_of("party")] == ["party_appeal"]
    assert len(remedies_of("state")) == 7
    assert remedies_of("organisational") == ()


@pytest.mark.parametrize(
    ("decided_on", "announced", "extended"),
    [
        ("2024-08-31", "2024-09-30", "2025-02-28"),  # rules 5.5 row 20
        ("2025-01-31", "2025-02-28", "2025-07-31"),
        ("2023-12-31", "2024-01-31", "2024-06-30"),
        ("2025-11-08", "2025-12-08", "2026-05-08"),
    ],
)
def test_execution_is_announced_and_reported_in_time(decided_on, announced, extended):
    assert announce_by(day(decided_on)) == day(announced)
    assert extended_announce_by(day(decided_on)) == day(extended)
    assert execution_report_by(day(decided_on)) == day(extended)


@pytest.mark.parametrize(("term", "words"), [(Term(months=2), "2个月"), (Term(days=30), "30日")])
def test_a_term_says_its_length(term, words):
    assert str(term) == words
