"""JSON in, JSON out (engine.md 5)."""

import pytest

from clocks.wire import answer
from tests.clocks.build import day

TODAY = day("2026-11-21")


def one(**decision):
    return {"today": "2026-11-21", "decisions": [{"id": "d1", **decision}]}


def refusal(payload):
    (error,) = answer(payload, today=TODAY)["errors"]
    return error


def test_the_example_of_the_contract():
    payload = {
        "policy": {"end_convention": "A", "combination": "S1"},
        "today": "2026-11-21",
        "person": {"party": "member", "identity": "civil_servant"},
        "decisions": [
            {
                "id": "d1",
                "document": "x",
                "measure": "PSW",
                "decided_on": "2024-08-31",
                "announced_on": None,
                "months": None,
                "events": [{"kind": "changed", "on": "2024-11-08", "measure": "PW"}],
            }
        ],
    }
    found = answer(payload, today=None)
    assert list(found) == ["clocks", "overall_end", "free_from", "matters"]
    (clock,) = found["clocks"]
    assert list(clock) == [
        "decision", "system", "kind", "start", "end", "first_free", "safe", "months", "method",
        "certainty", "basis", "matters", "steps",
    ]  # fmt: skip
    assert clock["steps"][2].startswith("2024年11月8日由党内严重警告变更为党内警告")
    assert clock["basis"][0] == "《中国共产党纪律处分条例》第八条、第十条"
    assert {name: clock[name] for name in list(clock)[:10]} == {
        "decision": "d1",
        "system": "party",
        "kind": "bar",
        "start": "2024-08-31",
        "end": "2025-08-30",
        "first_free": "2025-08-31",
        "safe": "2025-09-01",
        "months": 12,
        "method": "A",
        "certainty": "medium",
    }
    assert clock["matters"] == ["PROMOTE_OR_USE", "RANK"]
    assert (found["overall_end"], found["free_from"]) == ("2025-08-30", "2025-08-31")
    assert found["matters"] == {"PROMOTE_OR_USE": "2025-08-30", "RANK": "2025-08-30"}


def test_what_may_be_left_out():
    found = answer(one(measure="PW", decided_on="2024-03-15"), today=None)
    assert found["overall_end"] == "2025-03-14"


def test_an_awaited_restoration_is_null():
    found = answer(one(measure="PP1", decided_on="2024-01-20"), today=None)
    bar = found["clocks"][1]
    assert (bar["start"], bar["end"], bar["first_free"], bar["safe"]) == (None,) * 4
    assert found["free_from"] is None


def test_nothing_runs_without_decisions():
    assert answer({"today": "2026-11-21", "decisions": []}, today=None) == {
        "clocks": [],
        "overall_end": None,
        "free_from": None,
        "matters": {},
    }


def test_an_array_answers_in_place():
    good = one(measure="PW", decided_on="2024-03-15")
    bad = one(measure="警告", decided_on="2024-03-15")
    found = answer([good, bad, 5], today=None)
    assert found[0]["overall_end"] == "2025-03-14"
    assert found[1]["errors"][0]["field"] == "measure"
    assert found[2]["errors"] == [
        {
            "decision": None,
            "field": "",
            "message": "输入应为一个对象，或者由对象组成的数组，请核对。",
        }
    ]


def test_the_day_of_the_input_comes_before_the_day_of_the_command():
    payload = one(measure="PW", decided_on="2026-11-01") | {"today": "2026-10-01"}
    assert "晚于今天（2026年10月1日）" in refusal(payload)["message"]


def test_no_day_at_all_is_refused():
    (error,) = answer({"decisions": []}, today=None)["errors"]
    assert error["field"] == "today"


def test_measures_may_be_written_in_words():
    found = answer(one(measure="党内严重警告", decided_on="2024-05-31", months=24), today=None)
    assert found["overall_end"] == "2026-05-30"
    assert found["matters"] == {"EQUAL_OR_HIGHER": "2026-05-30", "RANK": "2026-05-30"}


@pytest.mark.parametrize(
    ("party", "identity"),
    [("群众", "国企管理人员"), ("民主党派", "参照公务员法管理人员"), ("non_member", "other")],
)
def test_party_and_identity_may_be_written_in_words(party, identity):
    payload = one(measure="PW", decided_on="2024-05-31") | {
        "person": {"party": party, "identity": identity}
    }
    assert "只适用于中共党员" in refusal(payload)["message"]


def test_an_override_names_its_people_as_list_or_text():
    event = {"kind": "overridden", "end": "2025-01-01", "basis": "会议纪要", "by": ["甲", "乙"]}
    text = event | {"by": "甲、乙"}
    for each in (event, text):
        found = answer(one(measure="PW", decided_on="2024-03-15", events=[each]), today=None)
        assert found["clocks"][0]["method"] == "override"
        assert found["overall_end"] == "2025-01-01"


FAULTS = [
    ({"measure": "PW", "decided_on": "2024-02-30"}, "decided_on", "2月没有30日"),
    ({"measure": "PW", "decided_on": "2023-02-29"}, "decided_on", "2023年不是闰年，2月只有28日"),
    ({"measure": "PW", "decided_on": "2024-13-01"}, "decided_on", "没有13月"),
    ({"measure": "PW", "decided_on": "2024-00-01"}, "decided_on", "没有0月"),
    ({"measure": "PW", "decided_on": "0000-01-01"}, "decided_on", "年份"),
    ({"measure": "PW", "decided_on": "2024-04-00"}, "decided_on", "4月没有0日"),
    ({"measure": "PW", "decided_on": "20240305"}, "decided_on", "应写成年-月-日"),
    ({"measure": "PW", "decided_on": "2024-3-5"}, "decided_on", "应写成年-月-日"),
    ({"measure": "PW", "decided_on": "２０２４-03-05"}, "decided_on", "应写成年-月-日"),
    ({"measure": "PW", "decided_on": 20240305}, "decided_on", "应写成年-月-日"),
    ({"measure": "PW", "decided_on": ["x" * 99]}, "decided_on", "……"),
    ({"measure": "PW", "decided_on": None}, "decided_on", "请填写处分决定日期"),
    ({"measure": "PW"}, "decided_on", "请填写处分决定日期"),
    ({"measure": "", "decided_on": "2024-03-05"}, "measure", "请填写处分种类"),
    ({"decided_on": "2024-03-05"}, "measure", "请填写处分种类"),
    ({"measure": 7, "decided_on": "2024-03-05"}, "measure", "应为文字"),
    ({"measure": "AR", "decided_on": "2024-03-05", "months": "24"}, "months", "应为整数"),
    ({"measure": "AR", "decided_on": "2024-03-05", "months": 24.5}, "months", "应为整数"),
    ({"measure": "AR", "decided_on": "2024-03-05", "months": True}, "months", "应为整数"),
    ({"measure": "AR", "decided_on": "2024-03-05", "months": 49}, "months", "48个月"),
    ({"measure": "PW", "decided_on": "2024-03-05", "events": {}}, "events", "数组"),
    ({"measure": "PW", "decided_on": "2024-03-05", "events": [1]}, "events", "数组"),
    ({"measure": "PW", "decided_on": "2024-03-05", "events": [{"on": "2024-03-06"}]},
     "events[0].kind", "请填写事项种类"),
    ({"measure": "PSW", "decided_on": "2024-03-05",
      "events": [{"kind": "changed", "on": "x", "measure": "PW"}]}, "events[0].on", "年-月-日"),
    ({"measure": "PSW", "decided_on": "2024-03-05",
      "events": [{"kind": "overridden", "end": "2025-01-01", "basis": "x", "by": [1, 2]}]},
     "events[0].by", "两个人的姓名"),
]  # fmt: skip


@pytest.mark.parametrize(("decision", "field", "words"), FAULTS)
def test_each_wrong_field_is_named(decision, field, words):
    error = refusal(one(**decision))
    assert (error["decision"], error["field"]) == ("d1", field)
    assert words in error["message"]


@pytest.mark.parametrize("month", range(1, 13))
def test_no_month_has_32_days(month):
    error = refusal(one(measure="PW", decided_on=f"2024-{month:02}-32"))
    assert f"{month}月没有32日" in error["message"]


@pytest.mark.parametrize(
    ("payload", "field"),
    [
        ({}, "decisions"),
        ({"decisions": "x"}, "decisions"),
        ({"decisions": [{"measure": "PW", "decided_on": "2024-03-05"}]}, "decisions[0].id"),
        ({"decisions": [{"id": 1, "measure": "PW", "decided_on": "2024-03-05"}]},
         "decisions[0].id"),
        ({"decisions": [], "person": []}, "person"),
        ({"decisions": [], "person": {"party": 1}}, "person.party"),
        ({"decisions": [], "person": {"party": "x"}}, "person.party"),
        ({"decisions": [], "person": {"identity": "x"}}, "person.identity"),
        ({"decisions": [], "policy": 1}, "policy"),
        ({"decisions": [], "policy": {"end_convention": "D"}}, "policy.end_convention"),
        ({"decisions": [], "policy": {"combination": 1}}, "policy.combination"),
        ({"decisions": [], "today": "21.11.2026"}, "today"),
        ({"decisions": [], "today": "9999-12-31"}, "today"),
    ],
)  # fmt: skip
def test_what_is_wrong_outside_a_decision_names_no_decision(payload, field):
    error = refusal(payload)
    assert (error["decision"], error["field"]) == (None, field)
    assert error["message"].endswith("。")
