"""What must hold for any ballots: bounds, monotony, renormalising, care."""

from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluation.rules.ballots import Ballot
from evaluation.rules.instrument import Group
from evaluation.rules.outcome import outcome_of
from tests.evaluation.sheets import WORKED, item, small

# A machine under load is slow, not wrong.
steady = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
GROUPS = ("LD", "TS", "QZ")
EVERY = list(GROUPS)
TABLE = small(
    [
        item(1, "A1+", "A", EVERY, flags=("core",)),
        item(2, "A2-", "A", EVERY, flags=("care",)),
        item(3, "A3+", "A", EVERY, weight=3),
        item(4, "B1+", "B", EVERY, flags=("care",)),
        item(5, "B2-", "B", EVERY),
    ]
)
ANSWER = st.sampled_from([None, -1, 0, 1, 2, 3, 4])
ROWS = st.tuples(st.sampled_from(GROUPS), st.tuples(*[ANSWER] * len(TABLE.items)))


def rounds(most):
    return st.lists(ROWS, min_size=1, max_size=most).map(
        lambda rows: [Ballot(n, group, answers) for n, (group, answers) in enumerate(rows)]
    )


def total(ballots, instrument=TABLE):
    return outcome_of(ballots, instrument).scores.total


@steady
@given(rounds(12))
def test_every_score_lies_between_0_and_100(ballots):
    outcome = outcome_of(ballots, TABLE)
    every = [*outcome.scores.items.values(), *outcome.scores.dimensions.values()]
    every += [score for score in (outcome.scores.total, outcome.positive) if score is not None]
    every += [each.total for each in outcome.groups.values() if each.total is not None]
    assert all(0 <= score <= 100 for score in every)


# Five ballots at most: trimming looks at whole ballots, so above that a better answer may
# change which ballot is dropped.
@steady
@given(rounds(5), st.data())
def test_a_better_answer_never_lowers_the_composite_or_the_grade(ballots, data):
    at = data.draw(st.integers(0, len(ballots) - 1))
    seq = data.draw(st.integers(0, len(TABLE.items) - 1))
    was = ballots[at].answers[seq]
    better = 1 if TABLE.items[seq].positive else -1
    if was is None or was == -1 or not 0 <= was + better <= 4:
        return
    answers = [*ballots[at].answers]
    answers[seq] = was + better
    raised = [*ballots]
    raised[at] = Ballot(ballots[at].number, ballots[at].group, tuple(answers))
    before, after = outcome_of(ballots, TABLE), outcome_of(raised, TABLE)
    assert after.scores.total >= before.scores.total
    if before.grade is not None:
        assert after.grade.rank <= before.grade.rank


@steady
@given(rounds(12), st.integers(2, 9))
def test_scaling_all_weights_changes_nothing(ballots, factor):
    groups = tuple(Group(g.code, g.name, g.weight * factor, g.min_ballots) for g in TABLE.groups)
    scaled = small(TABLE.items, groups=groups)
    assert total(ballots, scaled) == total(ballots)


@steady
@given(rounds(12), st.sampled_from(GROUPS))
def test_a_missing_group_weighs_nothing_at_all(ballots, absent):
    rest = [ballot for ballot in ballots if ballot.group != absent]
    groups = tuple(
        Group(g.code, g.name, Fraction(99 if g.code == absent else g.weight), g.min_ballots)
        for g in TABLE.groups
    )
    assert total(rest, small(TABLE.items, groups=groups)) == total(rest)


@steady
@given(rounds(12), st.randoms())
def test_the_order_of_groups_in_the_pile_changes_nothing(ballots, random):
    shuffled = [*ballots]
    random.shuffle(shuffled)
    assert outcome_of(shuffled, TABLE).scores == outcome_of(ballots, TABLE).scores


@steady
@given(rounds(12))
def test_alike_ballots_score_as_one(ballots):
    one = ballots[0]
    many = [Ballot(n, one.group, one.answers) for n in range(8)]
    assert total(many) == total([one])


# practice B.4 step 13
@steady
@given(rounds(5), st.data())
def test_no_answer_to_a_care_item_costs_a_grade(ballots, data):
    seqs = [each.seq - 1 for each in TABLE.items if each.is_care]
    calm = []
    for ballot in ballots:
        answers = [None if n in seqs else raw for n, raw in enumerate(ballot.answers)]
        calm.append(Ballot(ballot.number, ballot.group, tuple(answers)))
    distressed = []
    for ballot in calm:
        answers = [*ballot.answers]
        for seq in seqs:
            answers[seq] = data.draw(st.integers(0, 4))
        distressed.append(Ballot(ballot.number, ballot.group, tuple(answers)))
    before, after = outcome_of(calm, TABLE).grade, outcome_of(distressed, TABLE).grade
    if before is not None:
        assert after.rank <= before.rank


@steady
@given(st.integers(0, 4), st.integers(0, 4))
def test_worked_instrument_with_a_single_answer_scores_that_answer(praise, blame):
    ballots = [Ballot(1, "LD", (praise, blame, None, None))]
    assert total(ballots, WORKED) == Fraction(25 * praise + 25 * (4 - blame), 2)
