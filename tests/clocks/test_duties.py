"""The terms of carrying out a decision, and the reference table of the annual appraisal."""

import pytest

from clocks.appraisal import EFFECTS, effects_of
from clocks.catalogue import load_catalogue
from clocks.deadlines import announce_by, execution_report_by, extended_announce_by
from clocks.duties import DUTIES
from clocks.words import CERTAINTIES, SYSTEMS
from tests.clocks.build import day

BY_KEY = {duty.key: duty for duty in DUTIES}


@pytest.mark.parametrize(
    ("key", "decided_on", "due", "extended"),
    [
        ("party_announce", "2024-08-31", "2024-09-30", "2025-02-28"),
        ("party_file", "2025-01-31", "2025-02-28", "2025-07-31"),
        ("party_treatment", "2025-11-08", "2025-12-08", "2026-05-08"),
        ("party_report", "2024-08-31", "2025-02-28", None),
        ("state_treatment", "2025-03-31", "2025-04-30", "2025-09-30"),
        ("enterprise_announce", "2025-12-31", "2026-01-31", None),
        ("enterprise_treatment", "2025-03-31", "2025-04-30", "2025-09-30"),
        ("party_outside_posts", "2025-03-31", None, None),
        ("state_announce", "2025-03-31", None, None),
        ("state_congress", "2025-03-31", None, None),
        ("state_file", "2025-03-31", None, None),
        ("village_pay", "2025-03-31", None, None),
    ],
)
def test_a_duty_is_due_by_its_last_day(key, decided_on, due, extended):
    duty = BY_KEY[key]
    assert duty.due_by(day(decided_on)) == (day(due) if due else None)
    assert duty.extended_due_by(day(decided_on)) == (day(extended) if extended else None)


def test_duties_and_functions_agree():
    for decided_on in (day("2024-08-31"), day("2025-06-15")):
        assert BY_KEY["party_announce"].due_by(decided_on) == announce_by(decided_on)
        assert BY_KEY["party_announce"].extended_due_by(decided_on) == extended_announce_by(
            decided_on
        )
        assert BY_KEY["party_report"].due_by(decided_on) == execution_report_by(decided_on)


def test_every_duty_names_its_system_article_and_certainty():
    assert len(BY_KEY) == len(DUTIES) == 12
    for duty in DUTIES:
        assert duty.system in SYSTEMS
        assert duty.certainty in CERTAINTIES
        assert all(article.startswith("《") for article in duty.articles)


def test_every_appraisal_row_names_measures_of_the_catalogue_once():
    codes = [code for effect in EFFECTS for code in effect.measures]
    assert set(codes) <= set(load_catalogue().measures)
    assert len(codes) == len(set(codes))
    assert {effect.certainty for effect in EFFECTS} <= set(CERTAINTIES)


def test_of_several_measures_the_heavier_effect_comes_last():
    found = effects_of(frozenset({"AD2", "PW"}))
    assert [effect.this_year for effect in found] == ["不得确定为优秀", "不确定等次"]
    assert effects_of(frozenset({"LT"})) == ()
