"""Remedies: which is open until when, whose term runs, and which entries are refused."""

from datetime import date

import pytest

from cases.choices.rights import AppealKind
from cases.rules.appeals import (
    Deciding,
    Lodged,
    accepting_faults,
    answer_faults,
    asked_late,
    delivery_faults,
    due_by,
    hearer_of,
    lodging_faults,
    options,
    organ_of,
    remedies_for,
)
from clocks.deadlines import REMEDIES

TODAY = date(2026, 9, 30)
DECIDED, RECEIVED = date(2026, 3, 2), date(2026, 3, 6)


def deciding(system="state", organ="临澜市望川区监委", identity="civil_servant", **facts):
    return Deciding(
        system=system,
        organ_name=organ,
        identity=identity,
        decided_on=facts.pop("decided_on", DECIDED),
        delivered_on=facts.pop("delivered_on", RECEIVED),
        **facts,
    )


def told(found, *, today=date(2026, 3, 20), appeals=()):
    return [str(each) for each in options(found, list(appeals), today=today)]


def test_every_remedy_of_the_table_is_a_kind_and_bears_its_name():
    assert set(AppealKind.values) == {*REMEDIES, AppealKind.OTHER}
    assert {key: AppealKind(key).label for key in REMEDIES} == {
        key: remedy.name for key, remedy in REMEDIES.items()
    }


@pytest.mark.parametrize(
    ("system", "organ", "identity", "expected"),
    [
        ("party", "临澜市纪委监委", "civil_servant", "party"),
        ("state", "临澜市望川区监委", "civil_servant", "supervision"),
        ("state", "临澜市纪委监委驻市教育局纪检监察组", "institution_manager", "supervision"),
        ("state", "临澜市青禾城投集团", "enterprise_manager", "enterprise"),
        ("state", "临澜市水利局", "civil_servant", "office"),
        ("institution", "临澜市第二人民医院", "institution_staff", "institution"),
        ("organisational", "中共临澜市委", "civil_servant", "organisational"),
    ],
)
def test_the_name_of_the_organ_says_whose_decision_it_is(system, organ, identity, expected):
    assert organ_of(deciding(system, organ, identity)) == expected


@pytest.mark.parametrize(
    ("found", "sentences"),
    [
        (
            deciding(),
            ["可在2026年4月6日前（含当日）向作出决定的监察机关申请复审。"],
        ),
        (
            deciding(organ="青禾城投集团", identity="enterprise_manager"),
            ["可在2026年4月6日前（含当日）向作出处分决定的任免机关、单位申请复核。"],
        ),
        (
            deciding(organ="临澜市水利局"),
            [
                "可在2026年4月5日前（含当日）向作出处分决定的机关申请复核。",
                "可在2026年4月5日前（含当日）向同级公务员主管部门或者上一级机关"
                "提出申诉（不经复核）。",
            ],
        ),
        (
            deciding(system="institution", organ="临澜市第二人民医院"),
            ["可在2026年4月5日前（含当日）向作出处分决定的单位申请复核。"],
        ),
        (
            deciding(system="party", organ="临澜市纪委监委"),
            [
                "可以向批准或者决定处分的党组织、纪检机关提出申诉（复议复查），"
                "规定没有限定提出的日期。"
            ],
        ),
        (deciding(system="light", organ="临澜市纪委监委"), []),
    ],
)
def test_until_when_each_remedy_is_open_is_said_in_a_sentence(found, sentences):
    assert told(found) == sentences


def test_a_legal_day_does_not_move_for_a_rest_day():
    """2026-04-05 is a Sunday and a holiday, 2026-04-06 a day off."""
    on_sunday = deciding(delivered_on=date(2026, 3, 5))
    assert told(on_sunday) == ["可在2026年4月5日前（含当日）向作出决定的监察机关申请复审。"]


@pytest.mark.parametrize(
    ("received", "last"),
    [
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2024, 1, 31), date(2024, 2, 29)),
        (date(2026, 5, 31), date(2026, 6, 30)),
        (date(2026, 12, 15), date(2027, 1, 15)),
    ],
)
def test_a_month_ends_on_the_matching_day_or_on_the_last_of_the_month(received, last):
    found = deciding(decided_on=date(2023, 1, 1), delivered_on=received)
    (option,) = options(found, [], today=received)
    assert (option.by, option.is_over) == (last, False)


def test_the_last_day_is_open_and_the_next_is_not():
    (last,) = options(deciding(), [], today=date(2026, 4, 6))
    (after,) = options(deciding(), [], today=date(2026, 4, 7))
    assert (last.is_over, after.is_over) == (False, True)
    assert str(after) == "提出复审的期限已于2026年4月6日届满。"


def test_without_a_day_of_receipt_the_decision_counts_and_the_page_says_so():
    (option,) = options(deciding(delivered_on=None), [], today=TODAY)
    assert option.by == date(2026, 4, 2)
    assert option.note == "“收到处分决定之日”没有登记，暂自决定之日推算；登记后重新推算。"
    (known,) = options(deciding(), [], today=TODAY)
    assert known.note == ""


REVIEWED = Lodged(
    "state_review", date(2026, 3, 30), date(2026, 4, 28), "maintained", date(2026, 4, 30)
)


def test_what_is_maintained_opens_the_next_step_from_its_own_receipt():
    assert told(deciding(), appeals=[REVIEWED]) == [
        "可在2026年5月30日前（含当日）向上一级监察机关申请复核。"
    ]


def test_a_pending_remedy_is_not_offered_again_and_one_taken_back_is():
    pending = Lodged("state_review", date(2026, 3, 10))
    back = Lodged("state_review", date(2026, 3, 10), date(2026, 3, 12), "withdrawn")
    assert told(deciding(), appeals=[pending]) == []
    assert told(deciding(), appeals=[back]) == [
        "可在2026年4月6日前（含当日）向作出决定的监察机关申请复审。"
    ]


def test_whoever_asked_for_a_recheck_is_not_offered_the_direct_appeal():
    office = deciding(organ="临澜市水利局")
    assert told(office, appeals=[Lodged("office_recheck", date(2026, 3, 10))]) == []
    rechecked = Lodged(
        "office_recheck", date(2026, 3, 10), date(2026, 4, 1), "maintained", date(2026, 4, 3)
    )
    assert told(office, appeals=[rechecked]) == [
        "可在2026年4月18日前（含当日）向同级公务员主管部门或者上一级机关提出申诉（经复核）。"
    ]


@pytest.mark.parametrize("outcome", ["changed", "annulled"])
def test_an_outcome_that_moves_the_decision_opens_no_further_step(outcome):
    done = Lodged("state_review", date(2026, 3, 10), date(2026, 4, 1), outcome)
    assert told(deciding(), appeals=[done]) == []


def test_nothing_is_open_against_an_annulled_decision():
    assert told(deciding(annulled_on=date(2026, 3, 15))) == []


@pytest.mark.parametrize(
    ("kind", "accepted_on", "extended", "due"),
    [
        ("state_review", date(2026, 4, 1), False, date(2026, 5, 1)),
        ("state_review", None, False, date(2026, 4, 30)),
        ("state_recheck", date(2026, 5, 29), False, date(2026, 7, 29)),
        ("party_appeal", date(2026, 4, 1), False, date(2026, 7, 1)),
        ("enterprise_recheck", date(2026, 4, 1), False, date(2026, 5, 1)),
        ("enterprise_appeal", date(2026, 4, 1), False, date(2026, 6, 1)),
        ("enterprise_appeal", date(2026, 4, 1), True, date(2026, 7, 1)),
        ("office_recheck", date(2026, 4, 1), False, date(2026, 5, 1)),
        ("office_appeal", date(2026, 4, 1), False, date(2026, 5, 31)),
        ("office_appeal", date(2026, 4, 1), True, date(2026, 6, 30)),
        ("institution_appeal", date(2026, 4, 1), True, date(2026, 6, 30)),
        ("other", date(2026, 4, 1), False, None),
    ],
)
def test_the_answer_is_due_from_acceptance_and_until_then_from_lodging(
    kind, accepted_on, extended, due
):
    found = due_by(kind, lodged_on=date(2026, 3, 30), accepted_on=accepted_on, extended=extended)
    assert found == due


def lodging(kind="state_review", appeals=(), *, lodged_on=date(2026, 3, 30), **facts):
    found = deciding(**facts)
    return list(lodging_faults(kind, found, list(appeals), lodged_on=lodged_on, today=TODAY))


def test_a_good_entry_has_no_fault():
    assert lodging() == []
    assert lodging("other") == []
    assert lodging("state_recheck", [REVIEWED], lodged_on=date(2026, 5, 28)) == []


@pytest.mark.parametrize(
    ("faults", "sentence"),
    [
        (
            lodging("party_appeal"),
            "申诉（复议复查）不适用于这项决定，请从列出的几项里选择。",
        ),
        (
            lodging(lodged_on=date(2026, 10, 1)),
            "提出日期2026年10月1日还没有到，请核对。例如2026年9月30日。",
        ),
        (
            lodging(lodged_on=date(2026, 3, 1)),
            "提出日期2026年3月1日早于决定日期2026年3月2日，请核对。",
        ),
        (
            lodging(lodged_on=date(2026, 8, 1), annulled_on=date(2026, 7, 28)),
            "这项决定已于2026年7月28日撤销，此后不再有可以申诉的决定，请核对日期。",
        ),
        (
            lodging(appeals=[Lodged("state_review", date(2026, 3, 10))]),
            "同一项申诉正在办理，不能重复登记。请打开已登记的一项办理。",
        ),
        (
            lodging("state_recheck"),
            "复核在收到复审决定以后提出，请先登记复审和它的结果。",
        ),
        (
            lodging("state_recheck", [REVIEWED], lodged_on=date(2026, 4, 27)),
            "提出日期2026年4月27日早于复审决定日期2026年4月28日，请核对。",
        ),
    ],
)
def test_each_impossible_entry_is_refused_with_its_own_sentence(faults, sentence):
    assert faults == [sentence]


def test_an_appeal_of_before_the_annulment_may_be_entered_after_it():
    assert lodging(annulled_on=date(2026, 7, 28)) == []


@pytest.mark.parametrize(
    ("kind", "lodged_on", "appeals", "sentence"),
    [
        ("state_review", date(2026, 4, 6), [], ""),
        (
            "state_review",
            date(2026, 4, 7),
            [],
            "提出日期晚于复审的期限2026年4月6日，是否受理由办理机关决定。",
        ),
        ("state_recheck", date(2026, 5, 30), [REVIEWED], ""),
        (
            "state_recheck",
            date(2026, 5, 31),
            [REVIEWED],
            "提出日期晚于复核的期限2026年5月30日，是否受理由办理机关决定。",
        ),
        ("other", date(2030, 1, 1), [], ""),
    ],
)
def test_asking_late_is_said_and_not_refused(kind, lodged_on, appeals, sentence):
    assert asked_late(kind, deciding(), appeals, lodged_on=lodged_on) == sentence


def accepting(kind="enterprise_appeal", *, on, extended=False):
    return list(
        accepting_faults(
            kind, lodged_on=date(2026, 3, 30), accepted_on=on, extended=extended, today=TODAY
        )
    )


def test_acceptance_lies_between_lodging_and_today():
    assert accepting(on=date(2026, 3, 30)) == []
    assert accepting(on=date(2026, 3, 29)) == [
        "受理日期2026年3月29日早于提出日期2026年3月30日，请核对。"
    ]
    assert accepting(on=date(2026, 10, 1)) == [
        "受理日期2026年10月1日还没有到，请核对。例如2026年9月30日。"
    ]


@pytest.mark.parametrize("kind", list(AppealKind))
def test_only_a_term_that_an_article_extends_can_be_extended(kind):
    remedy = REMEDIES.get(kind)
    allowed = remedy is not None and remedy.extension is not None
    sentence = "这项申诉的办理期限没有延长的规定，请取消“经批准延长”。"
    assert accepting(kind, on=date(2026, 4, 1), extended=True) == ([] if allowed else [sentence])


def answering(outcome="maintained", *, on=date(2026, 4, 28), accepted_on=date(2026, 4, 1)):
    return list(
        answer_faults(
            outcome,
            lodged_on=date(2026, 3, 30),
            accepted_on=accepted_on,
            decided_on=on,
            today=TODAY,
        )
    )


@pytest.mark.parametrize("outcome", ["maintained", "changed", "annulled", "withdrawn"])
def test_what_was_accepted_may_end_in_every_way_but_one(outcome):
    assert answering(outcome) == []
    assert answering("not_accepted") == ["已于2026年4月1日受理，不能再登记“不予受理”，请核对结果。"]


def test_a_result_on_the_merits_needs_its_acceptance():
    for outcome in ("maintained", "changed", "annulled"):
        assert answering(outcome, accepted_on=None) == [
            "还没有登记受理日期，请先登记受理，再登记结果。"
        ]
    assert answering("withdrawn", accepted_on=None) == []
    assert answering("not_accepted", accepted_on=None) == []


def test_a_result_lies_between_acceptance_and_today():
    assert answering(on=date(2026, 3, 31)) == [
        "结果日期2026年3月31日早于受理日期2026年4月1日，请核对。"
    ]
    assert answering("withdrawn", on=date(2026, 3, 29), accepted_on=None) == [
        "结果日期2026年3月29日早于提出日期2026年3月30日，请核对。"
    ]
    assert answering(on=date(2026, 10, 1)) == [
        "结果日期2026年10月1日还没有到，请核对。例如2026年9月30日。"
    ]


def test_the_outcome_reaches_the_person_after_it_was_made():
    def faults(day):
        return list(delivery_faults(day, decided_on=date(2026, 4, 28), today=TODAY))

    assert faults(date(2026, 4, 28)) == []
    assert faults(date(2026, 4, 27)) == ["送达日期2026年4月27日早于结果日期2026年4月28日，请核对。"]
    assert faults(date(2026, 10, 1)) == [
        "送达日期2026年10月1日还没有到，请核对。例如2026年9月30日。"
    ]


def test_who_hears_is_the_deciding_organ_by_name_or_the_one_above_in_words():
    organ = "临澜市望川区监委"
    assert hearer_of("state_review", organ) == organ
    assert hearer_of("party_appeal", organ) == organ
    assert hearer_of("state_recheck", organ) == "上一级监察机关"
    assert hearer_of("other", organ) == organ


def test_remedies_against_this_kind_of_organ_come_first():
    names = [each.organ for each in remedies_for(deciding(organ="临澜市水利局"))]
    assert names[:3] == ["office"] * 3
    assert set(names) == {"office", "supervision", "enterprise"}
