"""The derived list of 处分执行核查: which items each measure and status brings, and their terms."""

from datetime import date

import pytest

from cases.choices.execution import ExecutionItem
from cases.rules.execution import Change, Sanction, check_list

DECIDED = date(2024, 8, 31)
MONTH, HALF_YEAR = date(2024, 9, 30), date(2025, 2, 28)
CIVIL, ENTERPRISE, VILLAGE = "civil_servant", "enterprise_manager", "village_cadre"
PAPER = "delivered announced filed"
PERSON = "appraisal honours gains titles"


def sanction(system, measure, *, identity=CIVIL, key="D", decided_on=DECIDED, **facts):
    return Sanction(key, system, measure, decided_on, identity, **facts)


def items(*sanctions):
    return " ".join(line.item.value for line in check_list(sanctions))


def lines(*sanctions):
    return {line.item.value: line for line in check_list(sanctions)}


@pytest.mark.parametrize(
    ("system", "measure", "identity", "expected"),
    [
        ("party", "PW", CIVIL, f"{PAPER} pay {PERSON} report"),
        ("party", "PSW", CIVIL, f"{PAPER} pay {PERSON} report"),
        ("party", "PSW-S", CIVIL, f"{PAPER} pay {PERSON} report"),
        ("party", "PR", CIVIL, f"{PAPER} post pay {PERSON} outside_posts report"),
        ("party", "PP1", CIVIL, f"{PAPER} post pay {PERSON} outside_posts rights report"),
        ("party", "PP2", CIVIL, f"{PAPER} post pay {PERSON} outside_posts rights report"),
        ("party", "PE", CIVIL, f"{PAPER} post pay {PERSON} outside_posts report"),
        ("party", "PW", VILLAGE, f"{PAPER} pay {PERSON} report"),
        ("party", "PW", "retired", f"{PAPER} pay honours gains titles report"),
        ("state", "AW", CIVIL, f"{PAPER} pay {PERSON} outside_posts"),
        ("state", "AD1", CIVIL, f"{PAPER} pay {PERSON} outside_posts"),
        ("state", "AD2", CIVIL, f"{PAPER} pay {PERSON} outside_posts"),
        ("state", "AL", CIVIL, f"{PAPER} post pay {PERSON} outside_posts"),
        ("state", "AR", ENTERPRISE, f"{PAPER} post pay {PERSON} outside_posts"),
        ("state", "AX", CIVIL, f"{PAPER} post pay gains titles outside_posts"),
        ("state", "AD1", VILLAGE, f"{PAPER} allowance {PERSON} outside_posts"),
        ("institution", "IW", "institution_staff", f"{PAPER} pay {PERSON}"),
        ("institution", "IG", "institution_staff", f"{PAPER} post pay {PERSON}"),
        ("organisational", "OD", CIVIL, "delivered filed pay appraisal honours organisational"),
        ("organisational", "OS", CIVIL, "delivered organisational"),
        ("light", "LA", CIVIL, "delivered filed appraisal honours"),
        ("light", "LT", CIVIL, "delivered"),
    ],
)
def test_each_measure_brings_its_items(system, measure, identity, expected):
    assert items(sanction(system, measure, identity=identity)) == expected


def test_the_terms_of_rules_5_5_row_20():
    """Decided 2024-08-31: announced by 09-30; the longest extension and the report 2025-02-28."""
    found = lines(sanction("party", "PR"))
    terms = {key: (line.due_on, line.latest) for key, line in found.items() if line.due_on}
    assert terms == {
        "announced": (MONTH, HALF_YEAR),
        "filed": (MONTH, HALF_YEAR),
        "post": (MONTH, HALF_YEAR),
        "pay": (MONTH, HALF_YEAR),
        "report": (HALF_YEAR, None),
    }


def test_a_light_party_measure_gives_pay_no_term():
    found = lines(sanction("party", "PSW"))
    assert (found["pay"].due_on, found["pay"].latest, found["pay"].pace) == (None, None, "及时")


def test_state_measures_have_a_term_for_treatment_only():
    found = lines(sanction("state", "AL"))
    assert {key for key, line in found.items() if line.due_on} == {"post", "pay"}
    assert found["post"].due_on == MONTH
    assert found["post"].articles == ("《中华人民共和国公职人员政务处分法》第五十四条",)


def test_an_enterprise_tells_within_a_month_and_may_not_extend_it():
    found = lines(sanction("state", "AW", identity=ENTERPRISE))
    for key in ("delivered", "announced"):
        assert (found[key].due_on, found[key].latest) == (MONTH, None)
        assert found[key].articles == ("《国有企业管理人员处分条例》第二十七条",)
    assert found["filed"].due_on is None


@pytest.mark.parametrize(
    ("item", "article"),
    [
        ("announced", "《中国共产党纪律处分条例》第四十四条"),
        ("filed", "《中国共产党纪律处分条例》第四十四条"),
        ("report", "《中国共产党纪律处分条例》第四十五条"),
        ("rights", "《中国共产党纪律处分条例》第十二条"),
    ],
)
def test_each_term_names_its_article(item, article):
    assert lines(sanction("party", "PP1"))[item].articles == (article,)


def test_what_concerns_the_person_is_asked_once_for_the_decisions_of_one_day():
    party, state = sanction("party", "PSW", key="P"), sanction("state", "AD2", key="S")
    asked = [(line.decision, line.item.value) for line in check_list([party, state])]
    assert [item for key, item in asked if key == "P"] == (f"{PAPER} pay {PERSON} report".split())
    assert [item for key, item in asked if key == "S"] == f"{PAPER} outside_posts".split()


def test_pay_is_asked_under_the_decision_that_gives_it_a_term():
    party, state = sanction("party", "PSW", key="P"), sanction("state", "AR", key="S")
    asked = {(line.item.value): line for line in check_list([party, state]) if line.item == "pay"}
    assert (asked["pay"].decision, asked["pay"].due_on) == ("S", MONTH)


def test_decisions_of_two_days_are_asked_separately():
    later = sanction("state", "AD1", key="S", decided_on=date(2025, 1, 5))
    asked = [line.decision for line in check_list([sanction("party", "PW", key="P"), later])]
    assert asked.count("P") == len(check_list([sanction("party", "PW", key="P")]))
    assert asked.count("S") == len(check_list([later]))


def test_a_lighter_change_asks_to_tell_repay_and_grade_anew():
    changed = Change(date(2026, 6, 15), "PW", is_lighter=True)
    found = lines(sanction("party", "PSW", decided_on=date(2026, 1, 8), changes=(changed,)))
    made_good = {"change_told", "repaid", "reappraised"}
    assert set(found) == set(f"{PAPER} pay {PERSON} report".split()) | made_good
    assert {found[key].since for key in made_good} == {date(2026, 6, 15)}
    assert found["announced"].due_on == date(2026, 2, 8)


def test_a_lighter_change_of_a_removal_gives_the_post_back_and_asks_for_no_removal():
    changed = Change(date(2026, 6, 15), "AD2", is_lighter=True)
    found = lines(sanction("state", "AR", decided_on=date(2026, 1, 8), changes=(changed,)))
    assert "post" not in found
    assert found["post_restored"].since == date(2026, 6, 15)


def test_a_heavier_change_starts_the_term_of_what_it_adds():
    changed = Change(date(2025, 3, 31), "PR", is_lighter=False)
    found = lines(sanction("party", "PW", changes=(changed,)))
    assert found["post"].due_on == date(2025, 4, 30)
    assert found["announced"].due_on == MONTH
    assert "change_told" in found
    assert "repaid" not in found


def test_an_annulled_decision_asks_only_to_make_good():
    annulled = {"annulled_on": date(2026, 7, 28)}
    light = sanction("state", "AW", identity="institution_staff", **annulled)
    heavy = sanction("party", "PP1", **annulled)
    assert items(light) == "name_restored repaid reappraised"
    assert items(heavy) == "name_restored post_restored repaid reappraised"
    assert {line.since for line in check_list([light])} == {date(2026, 7, 28)}
    assert {line.due_on for line in check_list([light])} == {None}
    assert lines(light)["repaid"].articles == ("《中华人民共和国公职人员政务处分法》第六十条",)
    assert lines(heavy)["repaid"].articles == ("参照《中华人民共和国公职人员政务处分法》第六十条",)


def test_an_annulled_removal_by_the_organisation_gives_the_post_back():
    found = items(sanction("organisational", "OD", annulled_on=date(2026, 7, 28)))
    assert found == "name_restored post_restored repaid reappraised"


def test_every_word_of_the_form_can_come_about():
    every = [
        sanction("party", "PP1"),
        sanction("state", "AD1", identity=VILLAGE),
        sanction("organisational", "OD"),
        sanction("party", "PP1", annulled_on=date(2025, 1, 1)),
        sanction("party", "PSW", changes=(Change(date(2025, 1, 1), "PW", is_lighter=True),)),
    ]
    seen = {line.item for each in every for line in check_list([each])}
    assert seen == set(ExecutionItem)


def test_nothing_decided_asks_for_nothing():
    assert check_list([]) == []
