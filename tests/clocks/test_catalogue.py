"""The measures as data: codes, months, matters (engine.md 4, rules.md 1.1, 2.1, 3, 7)."""

import pytest

from clocks.catalogue import catalogue_of, load_catalogue, measure_rows
from clocks.facts import Person
from clocks.words import IDENTITIES, MATTERS, SYSTEMS
from tests.clocks.build import MEMBER, clock, decision, outcome

USE = ("PROMOTE_OR_USE", "RANK")
EQUAL = ("EQUAL_OR_HIGHER", "RANK")
PAY = ("PROMOTE_OR_USE", "RANK", "PAY_STEP")
BARS = [
    ("PW", "party", 12, USE),
    ("PSW", "party", 18, USE),
    ("PSW-S", "party", 24, EQUAL),
    ("PR", "party", 24, EQUAL),
    ("PP1", "party", 24, EQUAL),
    ("PP2", "party", 24, EQUAL),
    ("PE", "party", 60, ("REJOIN_PARTY", "EQUAL_OR_HIGHER")),
    ("AW", "state", 6, USE),
    ("AD1", "state", 12, PAY),
    ("AD2", "state", 18, PAY),
    ("AL", "state", 24, PAY),
    ("AR", "state", 24, PAY),
    ("AX", "state", None, ()),
    ("IW", "institution", 6, ("PROMOTE_OR_USE",)),
    ("ID", "institution", 12, ("PROMOTE_OR_USE", "TITLE")),
    ("IG", "institution", 24, ("PROMOTE_OR_USE", "TITLE")),
    ("IX", "institution", None, ()),
    ("OS", "organisational", None, ()),
    ("OA", "organisational", 12, USE),
    ("OR", "organisational", 24, USE),
    ("OD", "organisational", 24, USE),
    ("OG", "organisational", 24, USE),
    ("LA", "light", 6, USE),
]
WITHOUT_CLOCK = ["AX", "IX", "OS", "LI", "LT", "LG", "LC", "LJ", "LS", "LN", "LZ", "LX"]


@pytest.mark.parametrize(("code", "system", "months", "matters"), BARS)
def test_each_measure_bars_what_the_table_says(code, system, months, matters):
    measure = load_catalogue().measures[code]
    assert (measure.system, measure.months) == (system, months)
    assert measure.matters_for(MEMBER) == matters


@pytest.mark.parametrize(("code", "months"), [("PP1", 12), ("PP2", 24)])
def test_probation_lengths(code, months):
    assert load_catalogue().measures[code].probation_months == months


@pytest.mark.parametrize("code", ["OR", "OD"])
def test_leading_posts_are_barred_for_a_year(code):
    answer = outcome(decision("d1", code, "2024-09-10"))
    assert clock(answer, "d1", "leading_post").matters == ("LEADING_POST",)
    assert clock(answer, "d1", "leading_post").months == 12


@pytest.mark.parametrize("code", WITHOUT_CLOCK)
def test_the_other_measures_have_no_clock(code):
    person = Person("member", "institution_staff")
    assert outcome(decision("d1", code, "2024-09-10"), person=person).clocks == ()


@pytest.mark.parametrize("code", ["AW", "AD1", "AD2", "AL", "AR"])
@pytest.mark.parametrize(
    "identity", ["institution_manager", "institution_staff", "enterprise_manager"]
)
def test_state_measures_bar_titles_of_institution_and_enterprise_staff(code, identity):
    """政务处分法 20, 21: 职称 from 政务警告 upward."""
    assert load_catalogue().measures[code].matters_for(Person("", identity))[-1] == "TITLE"


@pytest.mark.parametrize("identity", ["civil_servant", "reference_managed", "village_cadre", ""])
def test_state_measures_bar_no_title_of_others(identity):
    assert load_catalogue().measures["AD1"].matters_for(Person("", identity)) == PAY


def test_only_what_is_heavy_is_heavy():
    """rules 1.1, 2.1; 降级 counts as second form (3.5)."""
    heavy = {code for code, measure in load_catalogue().measures.items() if measure.heavy}
    assert heavy == {"PR", "PP1", "PP2", "PE", "AR", "AX", "IX"}


def test_the_admonition_follows_the_policy():
    one = decision("d1", "LA", "2024-10-31")
    assert clock(outcome(one, admonition_months=12), "d1").months == 12
    assert clock(outcome(one), "d1").months == 6


def test_stated_months_come_before_the_policy():
    one = decision("d1", "LA", "2024-10-31", months=3)
    assert clock(outcome(one, admonition_months=12), "d1").months == 3


def test_every_word_of_the_data_is_known():
    for measure in load_catalogue().measures.values():
        assert measure.system in SYSTEMS
        assert set(measure.matters) <= set(MATTERS)
        assert measure.identities | measure.title_for <= set(IDENTITIES)
        assert measure.basis
        assert measure.certainty in {"high", "medium", "low"}
        assert measure.kind in {"bar", "probation", "none"}
        assert (measure.kind == "none") is (measure.months is None)


def test_weights_order_each_system_from_light_to_heavy():
    measures = sorted(load_catalogue().measures.values(), key=lambda measure: measure.weight)
    party = [measure.code for measure in measures if measure.system == "party"]
    state = [measure.code for measure in measures if measure.system == "state"]
    assert party == ["PW", "PSW", "PSW-S", "PR", "PP1", "PP2", "PE"]
    assert state == ["AW", "AD1", "AD2", "AL", "AR", "AX"]


def test_table_rows_make_the_same_catalogue():
    assert catalogue_of(measure_rows()) == load_catalogue()


def test_table_rows_may_come_in_any_order_and_carry_more_columns():
    rows = [row | {"id": n} for n, row in enumerate(reversed(measure_rows()))]
    assert dict(catalogue_of(rows).measures) == dict(load_catalogue().measures)
