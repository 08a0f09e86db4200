"""The pure parts: what moved, what a letter got wrong, where practice differs, what is possible."""

from dataclasses import replace
from datetime import date

import pytest

from corrections.choices import CorrectionKind as K
from corrections.rules.act import Act
from corrections.rules.moves import CORRECT, RECALL, REFRESH, Move, digest_of, moves_between
from corrections.rules.papers import GONE, quotes_that_differ
from corrections.rules.pictures import (
    ClockShot,
    DossierShot,
    DutyShot,
    PaperShot,
    Picture,
    Quote,
)
from corrections.rules.points import POINTS, Touched, points_of
from corrections.rules.possible import BECAUSE, WHEN, Standing, acts_open_to
from corrections.rules.words import shift_words
from reports.choices import Opinion
from reports.rules.facts import ClockFacts, DecisionFacts, LetterFacts, OpinionFacts

CLOCK = ClockShot(
    key=(1, "bar"),
    title="党内严重警告（2026年1月8日）影响期",
    system="party",
    measure="PSW",
    start=date(2026, 1, 8),
    end=date(2027, 7, 7),
    computed_end=date(2027, 7, 7),
    safe=date(2027, 7, 9),
    method="A",
    steps=("影响期为18个月。", "至2027年7月7日止。"),
    basis=("条例第八条",),
    matters=("PROMOTE_OR_USE", "RANK"),
)
BECAUSE_OF = "处分变更，按变更后的种类和期限重新推算。"


def moved(before, after, **words):
    return moves_between(before, after, because=BECAUSE_OF, **words)


def test_an_end_that_moves_is_told_with_the_new_sentences_only():
    lighter = replace(
        CLOCK,
        end=date(2027, 1, 7),
        computed_end=date(2027, 1, 7),
        steps=("影响期为18个月。", "由严重警告变更为警告。", "至2027年1月7日止。"),
    )
    assert moved(Picture(clocks=(CLOCK,)), Picture(clocks=(lighter,))) == (
        Move(
            part="clock",
            what=CLOCK.title,
            old="2026年1月8日至2027年7月7日",
            new="2026年1月8日至2027年1月7日",
            shift="提前181天",
            why=("由严重警告变更为警告。", "至2027年1月7日止。"),
        ),
    )


def test_what_does_not_move_is_not_told():
    same = Picture(clocks=(replace(CLOCK, safe=date(2027, 7, 10), steps=("另一句。",)),))
    assert moved(Picture(clocks=(CLOCK,)), same) == ()


def test_a_clock_that_goes_has_the_reason_of_the_act():
    (move,) = moved(Picture(clocks=(CLOCK,)), Picture())
    assert (move.old, move.new, move.why) == (
        "2026年1月8日至2027年7月7日",
        "不再计算",
        (BECAUSE_OF,),
    )


def test_a_settled_day_is_told_even_where_it_is_the_counted_one_and_without_names():
    settled = replace(CLOCK, end=date(2027, 7, 8), basis=("条例第八条", "会议纪要〔2026〕9号"))
    (move,) = moved(Picture(clocks=(CLOCK,)), Picture(clocks=(settled,)))
    assert move.shift == "推后1天"
    assert move.why == (
        "系统推算的届满日为2027年7月7日，由两人另行认定，二者都保留。",
        "认定依据：会议纪要〔2026〕9号。",
    )


def test_other_matters_are_a_move_of_their_own():
    wider = replace(CLOCK, matters=("EQUAL_OR_HIGHER", "RANK"))
    (move,) = moved(Picture(clocks=(CLOCK,)), Picture(clocks=(wider,)))
    assert move.what == f"{CLOCK.title} 期间受限事项"
    assert move.new == "担任与原任职务相当或者高于原任职务的职务、晋升职级、级别"


def duty(**facts):
    base = {
        "key": (1, "talk", "2026Q4"),
        "part": "duty",
        "title": "2026年第四季度谈心谈话",
        "due_on": date(2026, 12, 31),
        "state": "待办",
        "is_owed": True,
    }
    return DutyShot(**(base | facts))


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ((), (duty(),), ("无", "2026年12月31日前办", (BECAUSE_OF,))),
        (
            (duty(),),
            (duty(due_on=date(2026, 11, 7)),),
            ("2026年12月31日前办", "2026年11月7日前办", (BECAUSE_OF,)),
        ),
        (
            (duty(),),
            (duty(state="已撤回", is_owed=False, why="不在应办期间"),),
            ("2026年12月31日前办", "已撤回", ("不在应办期间",)),
        ),
    ],
)
def test_duties_are_made_moved_and_withdrawn(was, now, told):
    (move,) = moved(Picture(duties=was), Picture(duties=now))
    assert (move.old, move.new, move.why) == told


def test_a_dossier_that_awaits_restoration_has_no_last_day():
    was = DossierShot((1,), "档案2026-00001", "回访中", None, awaiting=True, is_open=True)
    now = replace(was, overall_end=date(2028, 7, 17), awaiting=False)
    (move,) = moved(Picture(dossiers=(was,)), Picture(dossiers=(now,)))
    assert (move.old, move.new) == ("待恢复党员权利后确定", "2028年7月17日")


QUOTE = Quote("党内严重警告影响期2026年1月8日至2027年7月7日", GONE)
OUT = PaperShot(
    (1,), (1,), "回访情况反馈函（临纪函〔2026〕3号）", "已送达", is_open=False, is_out=True
)
DRAFT = replace(OUT, key=(2,), state="草稿", is_open=True, is_out=False)


@pytest.mark.parametrize(
    ("paper", "recalls", "task"),
    [
        (replace(OUT, quotes=(QUOTE,)), False, CORRECT),
        (OUT, True, RECALL),
        (replace(DRAFT, quotes=(QUOTE,)), False, REFRESH),
    ],
)
def test_a_paper_that_differs_asks_for_something(paper, recalls, task):
    before = Picture(papers=(replace(paper, quotes=()),))
    moves = moved(before, Picture(papers=(paper,)), recalls=recalls)
    assert [move.task for move in moves] == [task]


def test_a_paper_that_differed_before_is_not_blamed_on_the_act():
    wrong = Picture(papers=(replace(OUT, quotes=(QUOTE,)),))
    assert moved(wrong, wrong) == ()


def test_the_mark_follows_every_word():
    move = Move(part="clock", what="影响期", why=("理由。",))
    assert digest_of([move]) == digest_of([Move.read(move.stored())])
    assert digest_of([move]) != digest_of([replace(move, why=("另一理由。",))])


# Letters --------------------------------------------------------------------------------------

WARNING = DecisionFacts(
    decided_on=date(2026, 1, 8),
    organ="青禾区纪委监委",
    number="青纪决〔2026〕2号",
    system="party",
    measure="党内严重警告",
)
PERIOD = ClockFacts(
    system="party",
    kind="bar",
    measure="党内严重警告",
    start=date(2026, 1, 8),
    end=date(2027, 7, 7),
)
LETTER = LetterFacts(as_of=date(2026, 5, 20), decisions=(WARNING,), clocks=(PERIOD,))


def test_a_letter_that_says_what_is_so_differs_in_nothing():
    later = replace(
        LETTER,
        decisions=(WARNING, replace(WARNING, number="另一份", measure="撤销党内职务")),
        clocks=(PERIOD, replace(PERIOD, start=date(2026, 6, 20), end=date(2029, 2, 28))),
        as_of=date(2026, 9, 30),
    )
    assert quotes_that_differ(LETTER, later) == ()


def test_a_changed_decision_is_quoted_old_and_new():
    now = replace(
        LETTER,
        decisions=(replace(WARNING, measure="党内警告"),),
        clocks=(replace(PERIOD, measure="党内警告", end=date(2027, 1, 7)),),
    )
    assert quotes_that_differ(LETTER, now) == (
        Quote(
            "2026年1月8日党内严重警告处分（青禾区纪委监委青纪决〔2026〕2号）",
            "2026年1月8日党内警告处分（青禾区纪委监委青纪决〔2026〕2号）",
        ),
        Quote(
            "党内严重警告处分影响期2026年1月8日至2027年7月7日",
            "党内警告处分影响期2026年1月8日至2027年1月7日",
        ),
    )


def test_an_annulled_decision_is_no_more():
    assert [quote.now for quote in quotes_that_differ(LETTER, LetterFacts(as_of=LETTER.as_of))] == [
        GONE,
        GONE,
    ]


def test_a_period_the_letter_did_not_tell_is_not_wrong():
    awaited = replace(LETTER, clocks=(replace(PERIOD, start=None, end=None),))
    assert quotes_that_differ(awaited, replace(LETTER, clocks=())) == ()


def test_the_sentence_on_being_free_counts_only_where_it_stands():
    free = replace(
        LETTER, opinion=OpinionFacts(choice=Opinion.ORDINARY), free_from=date(2026, 5, 1)
    )
    now = replace(free, free_from=date(2029, 3, 1))
    assert quotes_that_differ(free, now) == (
        Quote("影响期自2026年5月1日起已满", "影响期自2029年3月1日起已满"),
    )
    bound = replace(free, bound=True)
    assert quotes_that_differ(bound, replace(now, bound=True)) == ()


# Points and possibilities ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("act", "numbers"),
    [
        (Touched(K.CHANGED, frozenset({"party"})), [1, 8]),
        (Touched(K.RESTORED, frozenset({"party"})), [1, 7]),
        (Touched(K.TYPED_WRONG, frozenset({"state"}), frozenset({"AL"})), [1, 2, 10]),
        (Touched(K.ADDED, frozenset({"light"})), [1, 2, 9]),
        (
            Touched(K.REOFFENDED, frozenset({"party"}), joined=True, earliest=date(2023, 12, 31)),
            [1, 2, 3, 5, 6],
        ),
        (
            Touched(K.MISSED, frozenset({"state"}), joined=True, earliest=date(2024, 1, 1)),
            [1, 2, 3, 4, 6],
        ),
        (Touched(K.OVERRIDDEN, frozenset({"party"})), []),
        (Touched(K.ANNULLED, frozenset({"party"})), []),
    ],
)
def test_each_act_touches_its_points(act, numbers):
    assert [point.number for point in points_of(act)] == numbers


def test_there_are_eleven_points():
    assert [point.number for point in POINTS] == list(range(1, 12))


PLAIN = Standing(
    is_probation=False,
    is_one_year=False,
    is_annulled=False,
    is_extended=False,
    is_restored=False,
    has_clock=True,
    has_override=False,
    has_events=False,
)
ALWAYS = [K.CHANGED, K.ANNULLED, K.OVERRIDDEN, K.TYPED_WRONG, K.DECISION_VOIDED]


@pytest.mark.parametrize(
    ("standing", "acts"),
    [
        (PLAIN, ALWAYS),
        (replace(PLAIN, is_annulled=True), [K.EVENT_VOIDED]),
        (
            replace(PLAIN, is_probation=True, is_one_year=True),
            [*ALWAYS[:2], K.EXTENDED, K.RESTORED, *ALWAYS[2:]],
        ),
        (
            replace(PLAIN, is_probation=True, is_one_year=True, is_extended=True, has_events=True),
            [*ALWAYS[:2], K.RESTORED, *ALWAYS[2:4], K.EVENT_VOIDED, K.DECISION_VOIDED],
        ),
        (
            replace(PLAIN, has_override=True, has_clock=False),
            [*ALWAYS[:2], K.OVERRIDE_WITHDRAWN, *ALWAYS[3:]],
        ),
    ],
)
def test_a_decision_is_open_to_what_can_be_filled_in(standing, acts):
    assert list(acts_open_to(standing)) == acts


def test_every_kind_says_when_to_choose_it_and_why_things_move():
    assert set(WHEN) == set(BECAUSE) == set(K)


def test_an_act_survives_being_stored():
    act = Act(
        kind=K.RESTORED,
        basis="决定",
        decision="0123456789AB",
        on=date(2026, 7, 18),
        publicity_from=date(2026, 8, 3),
        months=None,
        event=7,
    )
    assert Act.read(act.kind, act.basis, act.stored()) == act
    assert act.stored() == {
        "decision": "0123456789AB",
        "event": 7,
        "on": "2026-07-18",
        "publicity_from": "2026-08-03",
    }


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (date(2026, 1, 1), date(2026, 1, 11), "推后10天"),
        (date(2026, 1, 11), date(2026, 1, 1), "提前10天"),
        (date(2026, 1, 1), date(2026, 1, 1), ""),
        (None, date(2026, 1, 1), ""),
    ],
)
def test_a_shift_in_words(old, new, words):
    assert shift_words(old, new) == words
