"""What the engine refuses, where, and in which words."""

import re

import pytest

from clocks.facts import Event, Person
from tests.clocks.build import (
    annulled,
    ask,
    changed,
    day,
    decision,
    errors,
    extended,
    outcome,
    overridden,
    restored,
)

VILLAGE = Person("member", "village_cadre")
OTHER = Person("member", "other_public")
STAFF = Person("member", "institution_staff")
MANAGER = Person("member", "institution_manager")
CIVIL = Person("member", "civil_servant")
OUTSIDER = Person("non_member", "civil_servant")
PROBATION = decision("d1", "PP1", "2024-01-20")

REFUSED = [
    # dates
    (decision("d1", "PW", "2026-11-22"), "decided_on", "晚于今天"),
    (decision("d1", "PW", "1949-09-30"), "decided_on", "1949年10月1日以后"),
    (decision("d1", "PW", "2024-05-10", announced_on=day("2024-05-09")), "announced_on", "早于"),
    (decision("d1", "PW", "2024-05-10", announced_on=day("2026-12-01")), "announced_on", "晚于"),
    # measures
    (decision("d1", "XX", "2024-05-10"), "measure", "没有“XX”这一处分"),
    (decision("d1", "警告", "2024-05-10"), "measure", "“党内警告”或者“政务警告”"),
    (decision("d1", "党内记过", "2024-05-10"), "measure", "相近的有"),
    # months
    (decision("d1", "PW", "2024-05-10", months=6), "months", "应为12个月"),
    (decision("d1", "PSW", "2024-05-10", months=12), "months", "应为18个月"),
    (decision("d1", "PSW-S", "2024-05-10", months=18), "months", "应为24个月"),
    (decision("d1", "PP1", "2024-05-10", months=18), "months", "察看期为12个月"),
    (decision("d1", "AR", "2024-05-10", months=49), "months", "最长不得超过48个月"),
    (decision("d1", "AD1", "2024-05-10", months=6), "months", "应为12至48个月"),
    (decision("d1", "AX", "2024-05-10", months=6), "months", "不设期限"),
    (decision("d1", "PW", "2024-05-10", months=-1), "months", "应为12个月"),
    # events before, after, missing
    (decision("d1", "PSW", "2024-05-10", changed("2024-05-09", "PW")), "events[0].on", "早于处分"),
    (decision("d1", "PSW", "2024-05-10", changed("2026-11-22", "PW")), "events[0].on", "晚于今天"),
    (decision("d1", "PW", "2024-05-10", Event("annulled")), "events[0].on", "请填写撤销处分的日"),
    (decision("d1", "PSW", "2024-05-10", Event("lifted", on=day("2024-06-01"))), "events[0].kind",
     "没有“lifted”这种事项"),
    # changed
    (decision("d1", "PW", "2024-05-10", changed("2024-06-01", "PR"), changed("2024-06-01", "PSW")),
     "events[1].on", "一天只能变更一次"),
    (decision("d1", "PSW", "2024-05-10", Event("changed", on=day("2024-06-01"))),
     "events[0].measure", "变更后的处分种类"),
    (decision("d1", "PSW", "2024-05-10", changed("2024-06-01", "警告")), "events[0].measure",
     "没有写明"),
    (decision("d1", "PSW", "2024-05-10", changed("2024-06-01", "AW")), "events[0].measure",
     "同属党纪处分"),
    (decision("d1", "PSW", "2024-05-10", changed("2024-06-01", "PSW")), "events[0].measure",
     "变更前后都是"),
    (decision("d1", "AR", "2024-05-10", changed("2024-06-01", "AR", months=60)),
     "events[0].months", "最长不得超过48个月"),
    # annulled
    (decision("d1", "PW", "2024-05-10", annulled("2024-06-01"), annulled("2024-07-01")),
     "events[1].kind", "只能撤销一次"),
    (decision("d1", "PSW", "2024-05-10", annulled("2024-06-01"), changed("2024-07-01", "PW")),
     "events[1].on", "已于2024年6月1日撤销"),
    # probation
    (decision("d1", "PW", "2024-05-10", extended("2025-05-01")), "events[0].kind",
     "只有留党察看一年可以延长一次"),
    (decision("d1", "PP2", "2024-05-10", extended("2026-05-01")), "events[0].kind", "不超过二年"),
    (decision("d1", "PP1", "2024-05-10", extended("2025-05-01"), extended("2026-05-01")),
     "events[1].kind", "延长后共二年"),
    (decision("d1", "PR", "2024-05-10", restored("2025-05-10")), "events[0].kind", "只有留党察看"),
    (decision("d1", "PP1", "2024-05-10", restored("2025-05-10"), restored("2025-06-10")),
     "events[1].kind", "只能录入一次"),
    (decision("d1", "PP1", "2024-01-20", restored("2025-01-18")), "events[0].on",
     "早于察看期最后一日2025年1月19日"),
    (decision("d1", "PP1", "2024-01-20", extended("2025-01-15"), restored("2025-01-20")),
     "events[1].on", "早于察看期最后一日2026年1月19日"),
    (decision("d1", "PP1", "2024-01-20",
              restored("2025-01-20", publicity_from=day("2025-01-21"),
                       publicity_to=day("2025-01-24"))),
     "events[0].publicity_to", "不少于5天，您填写的是4天"),
    (decision("d1", "PP1", "2024-01-20", restored("2025-01-20", publicity_from=day("2025-01-21"))),
     "events[0].publicity_to", "同时填写"),
    # overridden
    (decision("d1", "PW", "2024-05-10", overridden("2025-01-01"), overridden("2025-02-01")),
     "events[1].kind", "只能有一个有效的认定期满日"),
    (decision("d1", "PW", "2024-05-10", overridden("2025-01-01", by=("冯修远",))), "events[0].by",
     "两名不同的人员"),
    (decision("d1", "PW", "2024-05-10", overridden("2025-01-01", by=("冯修远", "冯修远 "))),
     "events[0].by", "两名不同的人员"),
    (decision("d1", "PW", "2024-05-10", overridden("2025-01-01", basis=" ")), "events[0].basis",
     "请写明认定期满日的依据"),
    (decision("d1", "PW", "2024-05-10", Event("overridden", basis="x", by=("甲", "乙"))),
     "events[0].end", "请填写认定的期满日"),
    (decision("d1", "PW", "2024-05-10", overridden("9999-12-31")), "events[0].end", "超出范围"),
    (decision("d1", "PW", "2024-05-10", overridden("2024-05-09")), "events[0].end", "早于起算日"),
    (decision("d1", "PW", "2024-05-10", overridden("2025-05-09", slot="probation")),
     "events[0].end", "没有察看期"),
    (decision("d1", "PW", "2024-05-10", overridden("2025-05-09", slot="all")), "events[0].slot",
     "没有“all”这种期限"),
    (decision("d1", "AX", "2024-05-10", overridden("2025-05-09")), "events[0].end",
     "不需要认定期满日"),
    (decision("d1", "PP1", "2024-05-10", overridden("2027-05-09")), "events[0].end",
     "先录入恢复党员权利"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "field", "words"), REFUSED)
def test_each_impossible_decision_is_refused_in_its_field(one, field, words):
    person = STAFF if one.measure in {"IW", "ID", "IG", "IX"} else CIVIL
    (error,) = errors(one, person=person)
    assert (error.decision, error.field) == ("d1", field)
    assert words in error.message


@pytest.mark.parametrize(
    ("person", "measure", "words"),
    [
        (VILLAGE, "AL", "第二十二条"),
        (VILLAGE, "AR", "第二十二条"),
        (VILLAGE, "AX", "第二十二条"),
        (OTHER, "AL", "第二十三条"),
        (MANAGER, "IW", "请选择政务处分"),
        (CIVIL, "IG", "请选择政务处分"),
        (VILLAGE, "ID", "请选择政务处分"),
        (OUTSIDER, "PW", "只适用于中共党员"),
        (OUTSIDER, "PP1", "只适用于中共党员"),
    ],
)
def test_a_measure_the_person_cannot_receive(person, measure, words):
    (error,) = errors(decision("d1", measure, "2024-05-10"), person=person)
    assert error.field == "measure"
    assert words in error.message


@pytest.mark.parametrize(
    ("person", "measure"),
    [
        (VILLAGE, "AW"),
        (VILLAGE, "AD2"),
        (VILLAGE, "PR"),
        (OTHER, "AD1"),
        (STAFF, "AW"),
        (STAFF, "AR"),
        (STAFF, "IG"),
        (MANAGER, "AR"),
        (Person(), "IG"),
        (Person(), "AR"),
        (OUTSIDER, "AW"),
        (OUTSIDER, "LA"),
    ],
)
def test_a_measure_the_person_can_receive(person, measure):
    assert outcome(decision("d1", measure, "2024-05-10"), person=person).clocks


def test_an_expelled_person_keeps_the_decisions_from_before():
    answer = outcome(
        decision("d1", "PW", "2024-01-10"), decision("d2", "PE", "2024-05-10"), person=OUTSIDER
    )
    assert [found.decision for found in answer.clocks] == ["d1", "d2"]


def test_an_annulled_expulsion_does_not_explain_a_party_measure_of_a_non_member():
    found = errors(
        decision("d1", "PW", "2024-01-10"),
        decision("d2", "PE", "2024-05-10", annulled("2024-06-10")),
        person=OUTSIDER,
    )
    assert [error.decision for error in found] == ["d1", "d2"]


def test_a_party_measure_of_a_probationary_member_is_doubted_not_refused():
    answer = outcome(decision("d1", "PW", "2024-05-10"), person=Person("probationary", ""))
    assert answer.clocks[0].certainty == "low"
    assert any("预备党员" in step for step in answer.clocks[0].steps)


@pytest.mark.parametrize("on", ["2024-01-20", "2024-06-01", "2025-01-19"])
@pytest.mark.parametrize("measure", ["PW", "PR", "PP2"])
def test_during_probation_every_party_decision_but_expulsion_is_refused(on, measure):
    found = errors(PROBATION, decision("d2", measure, on))
    assert {error.field for error in found} == {"decided_on"}
    assert all("应当开除党籍" in error.message for error in found)
    assert "d2" in {error.decision for error in found}


@pytest.mark.parametrize(
    ("measure", "on"), [("PE", "2024-06-01"), ("AR", "2024-06-01"), ("PW", "2024-01-19")]
)
def test_beside_probation_expulsion_other_systems_and_earlier_decisions_stand(measure, on):
    assert outcome(PROBATION, decision("d2", measure, on)).clocks


def test_during_an_extended_probation_too():
    extended_one = decision("d1", "PP1", "2024-01-20", extended("2025-01-15"))
    (error,) = errors(extended_one, decision("d2", "PW", "2025-06-01"))
    assert (error.decision, "2026年1月19日" in error.message) == ("d2", True)


def test_an_annulled_decision_during_probation_does_not_matter():
    assert outcome(PROBATION, decision("d2", "PW", "2024-06-01", annulled("2024-07-01"))).clocks


def test_announced_on_the_day_of_the_decision():
    one = decision("d1", "PW", "2024-05-10", announced_on=day("2024-05-10"))
    assert outcome(one).overall_end == day("2025-05-09")


def test_decided_and_announced_today():
    one = decision("d1", "PW", "2026-11-21", announced_on=day("2026-11-21"))
    assert outcome(one).overall_end == day("2027-11-20")


def test_the_first_day_of_the_republic_is_early_enough():
    assert outcome(decision("d1", "PW", "1949-10-01")).overall_end == day("1950-09-30")


def test_two_decisions_may_not_share_an_id():
    (error,) = errors(decision("d1", "PW", "2024-05-10"), decision("d1", "AW", "2024-05-10"))
    assert error.field == "id"


@pytest.mark.parametrize(
    ("how", "field"),
    [
        ({"convention": "D"}, "policy.end_convention"),
        ({"combination": "S4"}, "policy.combination"),
        ({"admonition_months": 0}, "policy.admonition_months"),
        ({"person": Person("foreign", "")}, "person.party"),
        ({"person": Person("", "king")}, "person.identity"),
        ({"today": day("9999-12-31")}, "today"),
    ],
)
def test_settings_are_checked_before_any_decision(how, field):
    found = errors(**how)
    assert [(error.decision, error.field) for error in found] == [("", field)]


def test_all_errors_are_told_at_once():
    found = errors(
        decision("d1", "XX", "2027-01-01"),
        decision("d2", "PW", "2024-05-10", months=6),
    )
    assert [(error.decision, error.field) for error in found] == [
        ("d1", "decided_on"),
        ("d1", "measure"),
        ("d2", "months"),
    ]


def _sentences():
    for one, _field, _words in REFUSED:
        answer = ask(one)
        assert isinstance(answer, list)
        yield from (error.message for error in answer)


def test_every_refusal_is_a_plain_chinese_sentence():
    for message in _sentences():
        assert message.endswith(("。", "）。"))
        assert not re.search(r"[！!]|None|错误|非法|无效输入", message)
