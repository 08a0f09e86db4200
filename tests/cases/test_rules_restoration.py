"""The chain towards 恢复党员权利: order, working days, publicity, the vote."""

from datetime import date, timedelta

import pytest

from cases.choices.rights import RestorationKind as K
from cases.rules.restoration import (
    ORDER,
    Due,
    Tally,
    Terms,
    due_of,
    earliest_of,
    next_kind,
    step_faults,
    tally_faults,
    term_words,
    voiding_fault,
)
from workdays.rules import Calendar

TODAY = date(2026, 9, 30)
END = date(2026, 7, 17)
# Case 9 of practice G.
STORY = {
    K.NOTICE: date(2026, 7, 20),
    K.APPLICATION: date(2026, 7, 27),
    K.PUBLICITY_BEGUN: date(2026, 8, 3),
    K.PUBLICITY_ENDED: date(2026, 8, 9),
    K.MEETING: date(2026, 8, 14),
    K.REPORT: date(2026, 8, 19),
}
PLAIN = Calendar(special={}, years=frozenset({2026}))


def upto(kind):
    return {each: STORY[each] for each in ORDER[: ORDER.index(kind)]}


def due(kind, *, done=None, end=END, terms=None, calendar=PLAIN):
    return due_of(
        kind,
        probation_end=end,
        done=upto(kind) if done is None else done,
        terms=terms or Terms(),
        calendar=calendar,
    )


@pytest.mark.parametrize(
    ("kind", "day"),
    [
        (K.NOTICE, date(2026, 7, 31)),
        (K.APPLICATION, date(2026, 8, 3)),
        (K.PUBLICITY_BEGUN, date(2026, 8, 5)),
        (K.REPORT, date(2026, 8, 25)),
    ],
)
def test_terms_are_working_days_after_the_day_that_opens_them(kind, day):
    assert due(kind) == Due(day)


@pytest.mark.parametrize("kind", [K.PUBLICITY_ENDED, K.MEETING])
def test_steps_without_a_term_have_none(kind):
    assert due(kind) is None


@pytest.mark.parametrize("kind", [K.APPLICATION, K.PUBLICITY_BEGUN, K.REPORT])
def test_a_term_waits_for_the_day_that_opens_it(kind):
    assert due(kind, done={}) is None


def test_holidays_and_make_up_days_move_a_working_day_term():
    """Seven days off in October 2026, one Saturday worked instead."""
    off = {date(2026, 10, day): False for day in range(1, 8)}
    calendar = Calendar(special={**off, date(2026, 10, 10): True}, years=frozenset({2026}))
    found = due(K.NOTICE, end=date(2026, 9, 25), calendar=calendar)
    # 28, 29, 30 September; 8, 9, 10 (worked), 12, 13, 14, 15 October.
    assert found == Due(date(2026, 10, 15))


@pytest.mark.parametrize(
    ("years", "assumed"),
    [({2026, 2027}, False), ({2026}, True), (set(), True)],
)
def test_a_year_without_published_holidays_is_counted_monday_to_friday_and_marked(years, assumed):
    calendar = Calendar(special={}, years=frozenset(years))
    found = due(K.NOTICE, end=date(2026, 12, 25), calendar=calendar)
    assert found == Due(date(2027, 1, 8), is_assumed=assumed)


def test_the_offices_own_terms_govern():
    terms = Terms(notice=3, apply=5, publicity_start=2, publicity=9, report=1)
    assert due(K.NOTICE, terms=terms) == Due(date(2026, 7, 22))
    assert due(K.APPLICATION, terms=terms) == Due(date(2026, 7, 27))
    assert due(K.PUBLICITY_BEGUN, terms=terms) == Due(date(2026, 7, 29))
    assert due(K.REPORT, terms=terms) == Due(date(2026, 8, 17))
    assert earliest_of(K.PUBLICITY_ENDED, done=STORY, terms=terms) == date(2026, 8, 11)
    assert [term_words(kind, terms) for kind in ORDER] == [
        "察看期满后3个工作日内",
        "通知后5个工作日内",
        "申请后2个工作日内开始",
        "不少于9天，在现在和原来的单位、支部公示",
        "公示结束后召开，本人到会汇报，一般回避表决",
        "大会后1个工作日内",
    ]


def faults(kind, on, *, done=None, terms=None, today=TODAY):
    return list(
        step_faults(
            kind,
            on=on,
            probation_end=END,
            done=upto(kind) if done is None else done,
            terms=terms or Terms(),
            today=today,
        )
    )


@pytest.mark.parametrize("kind", ORDER)
def test_the_story_of_case_nine_passes_step_by_step(kind):
    assert faults(kind, STORY[kind]) == []
    assert next_kind(upto(kind)) == kind


def test_after_the_last_step_nothing_is_next():
    assert next_kind(STORY) is None


@pytest.mark.parametrize("kind", [K.NOTICE, K.APPLICATION, K.PUBLICITY_BEGUN, K.REPORT])
def test_a_late_step_is_entered_all_the_same(kind):
    late = due(kind).day + timedelta(days=1)
    assert faults(kind, late) == []


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (
            faults(K.MEETING, date(2026, 8, 14), done=upto(K.APPLICATION)),
            "请先登记“本人申请”，再登记“支部党员大会”。",
        ),
        (
            faults(K.NOTICE, date(2026, 7, 20), done=upto(K.APPLICATION)),
            "通知本人已经登记，不能重复登记。登记有误的，请先作废再重新登记。",
        ),
        (
            faults(K.NOTICE, date(2026, 10, 1)),
            "通知本人日期2026年10月1日还没有到，请核对。例如2026年9月30日。",
        ),
        (
            faults(K.NOTICE, date(2026, 7, 16)),
            "通知本人日期2026年7月16日早于察看期满日2026年7月17日，请核对。"
            "恢复党员权利的手续在察看期满后办理。",
        ),
        (
            faults(K.APPLICATION, date(2026, 7, 19)),
            "本人申请日期2026年7月19日早于通知本人日期2026年7月20日，请核对。",
        ),
        (
            faults(K.MEETING, date(2026, 8, 8)),
            "支部党员大会日期2026年8月8日早于公示结束日期2026年8月9日，请核对。",
        ),
        (
            faults(K.PUBLICITY_ENDED, date(2026, 8, 8)),
            "公示不少于7天，自2026年8月3日起最早到2026年8月9日，您填写的只有6天，请核对。",
        ),
        (
            faults(K.PUBLICITY_ENDED, date(2026, 8, 2)),
            "公示结束日期2026年8月2日早于公示开始日期2026年8月3日，请核对。",
        ),
    ],
)
def test_each_impossible_step_is_refused_with_its_own_sentence(found, sentence):
    assert found == [sentence]


def test_publicity_is_never_shorter_than_five_days_whatever_the_office_sets():
    short = Terms(publicity=2)
    assert faults(K.PUBLICITY_ENDED, date(2026, 8, 7), terms=short) == []
    assert faults(K.PUBLICITY_ENDED, date(2026, 8, 6), terms=short) == [
        "公示不少于5天，自2026年8月3日起最早到2026年8月7日，您填写的只有4天，请核对。"
    ]


@pytest.mark.parametrize(
    ("tally", "result"),
    [
        (Tally(due=21, present=19, in_favour=18, against=0, abstained=1), "通过"),
        (Tally(due=21, present=19, in_favour=11, against=8, abstained=0), "通过"),
        (Tally(due=20, present=19, in_favour=10, against=8, abstained=1), "没有通过"),
        (Tally(due=21, present=11, in_favour=10, against=0, abstained=1), "没有通过"),
        (Tally(due=20, present=10, in_favour=10, against=0, abstained=0), "没有通过"),
        (Tally(due=21, present=10, in_favour=10, against=0, abstained=0), "到会人数不足，表决无效"),
    ],
)
def test_a_vote_passes_by_more_than_half_of_all_who_may_vote(tally, result):
    assert (tally.result, tally.is_passed) == (result, result == "通过")


def test_a_vote_reads_as_the_form_has_it():
    tally = Tally(due=21, present=19, in_favour=18, against=0, abstained=1)
    assert str(tally) == "应到21人，实到19人，赞成18人，反对0人，弃权1人，通过"


@pytest.mark.parametrize(
    ("tally", "sentences"),
    [
        (Tally(21, 19, 18, 0, 1), []),
        (Tally(21, 19, 18, 0, 0), []),
        (Tally(19, 21, 18, 0, 1), ["实到21人多于应到19人，请核对。"]),
        (Tally(21, 19, 18, 1, 1), ["赞成、反对、弃权合计20人，多于实到19人，请核对。"]),
        (Tally(0, 0, 0, 0, 0), ["应到人数至少为1人，请核对。例如21。"]),
    ],
)
def test_the_numbers_of_a_vote_must_agree(tally, sentences):
    assert list(tally_faults(tally)) == sentences


def test_steps_are_taken_back_from_the_last_one():
    assert voiding_fault(K.REPORT, STORY) == ""
    assert voiding_fault(K.MEETING, STORY) == "后面的“报上级党委”已经登记，请先作废后面的步骤。"
    assert voiding_fault(K.NOTICE, upto(K.APPLICATION)) == ""
