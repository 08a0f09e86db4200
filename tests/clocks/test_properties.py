"""What must hold for every person the engine is ever asked about."""

from calendar import monthrange
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from clocks.chain import Chain, spans_of
from clocks.facts import DecisionInput, Event, Person, Policy
from clocks.outcome import Outcome
from clocks.reader import Reader
from tests.clocks.build import TODAY, UNHURRIED, ask, load_catalogue

ANYONE = Person("member", "institution_staff")
CODES = sorted(load_catalogue().measures)
PLAIN = [code for code in CODES if load_catalogue().measures[code].kind == "bar"]
CHANGEABLE = ["PW", "PSW", "PR", "AW", "AD1", "AR", "OA", "OD"]

days = st.dates(min_value=date(2019, 1, 1), max_value=date(2026, 11, 20))
conventions = st.sampled_from("ABC")
combinations = st.sampled_from(["S1", "S2", "S3"])


@st.composite
def decisions(draw, codes=CODES, most=4):
    found = []
    for number in range(draw(st.integers(1, most))):
        code = draw(st.sampled_from(codes))
        # Close together, so that periods meet.
        on = date(2023, 6, 1) + timedelta(days=draw(st.integers(0, 900)))
        found.append(DecisionInput(f"d{number}", code, on, events=_events(draw, code, on)))
    return found


def _events(draw, code, on):
    if code not in CHANGEABLE or not draw(st.booleans()):
        return ()
    system = load_catalogue().measures[code].system
    others = [c for c in CHANGEABLE if c != code and load_catalogue().measures[c].system == system]
    later = on + timedelta(days=draw(st.integers(0, 300)))
    return (Event("changed", on=later, measure=draw(st.sampled_from(others))),)


def ends(answer):
    return {(c.decision, c.slot): (c.start, c.end, c.safe, c.method) for c in answer.clocks}


@UNHURRIED
@given(given_=decisions(PLAIN), extra=days, code=st.sampled_from(PLAIN), convention=conventions,
       combination=st.sampled_from(["S1", "S2"]))  # fmt: skip
def test_another_decision_never_moves_an_end_earlier(given_, extra, code, convention, combination):
    bare = [DecisionInput(d.id, d.measure, d.decided_on) for d in given_]
    how = {"person": ANYONE, "convention": convention, "combination": combination}
    before = ask(*bare, **how)
    after = ask(*bare, DecisionInput("new", code, extra), **how)
    assert isinstance(before, Outcome)
    assert isinstance(after, Outcome)
    for name, (_start, end, safe, _method) in ends(before).items():
        assert ends(after)[name][1] >= end
        assert ends(after)[name][2] >= safe


@UNHURRIED
@given(given_=decisions(PLAIN), extra=days, code=st.sampled_from(PLAIN), convention=conventions)
def test_under_s3_a_sum_may_lose_days_of_a_month_but_never_more(given_, extra, code, convention):
    """S3 counts months before days, so 1 month 0 days can be shorter than 30 days."""
    bare = [DecisionInput(d.id, d.measure, d.decided_on) for d in given_]
    how = {"person": ANYONE, "convention": convention, "combination": "S3"}
    before, after = ask(*bare, **how), ask(*bare, DecisionInput("new", code, extra), **how)
    most = timedelta(days=3 * len(given_))
    for name, (_start, end, _safe, _method) in ends(before).items():
        assert ends(after)[name][1] >= end - most


@UNHURRIED
@given(given_=decisions(), convention=conventions, combination=combinations)
def test_systems_never_change_each_other(given_, convention, combination):
    how = {"person": ANYONE, "convention": convention, "combination": combination}
    together = ask(*given_, **how)
    if not isinstance(together, Outcome):
        return
    measures = load_catalogue().measures
    for system in {measures[d.measure].system for d in given_}:
        alone = ask(*[d for d in given_ if measures[d.measure].system == system], **how)
        assert isinstance(alone, Outcome)
        own = {name: told for name, told in ends(together).items() if name in ends(alone)}
        assert own == ends(alone)


@UNHURRIED
@given(given_=decisions(), convention=conventions, combination=combinations)
def test_safe_is_never_before_the_first_free_day(given_, convention, combination):
    answer = ask(*given_, person=ANYONE, convention=convention, combination=combination)
    if isinstance(answer, Outcome):
        for found in answer.clocks:
            assert (found.safe is None) is (found.first_free is None) is (found.end is None)
            if found.safe is not None:
                assert found.safe >= found.first_free == found.end + timedelta(days=1)


@UNHURRIED
@given(data=st.data(), given_=decisions(), convention=conventions, combination=combinations)
def test_the_order_of_the_input_does_not_matter(data, given_, convention, combination):
    how = {"person": ANYONE, "convention": convention, "combination": combination}
    turned = data.draw(st.permutations(given_))
    one, other = ask(*given_, **how), ask(*turned, **how)
    if not isinstance(one, Outcome) or not isinstance(other, Outcome):
        assert set(one) == set(other)
        return
    assert ends(one) == ends(other)
    assert (one.overall_end, one.free_from) == (other.overall_end, other.free_from)
    assert one.matters == other.matters


@UNHURRIED
@given(given_=decisions())
def test_asking_again_answers_the_same(given_):
    one, other = ask(*given_, person=ANYONE), ask(*given_, person=ANYONE)
    assert one == other
    if isinstance(one, Outcome):
        assert [(c.steps, c.basis) for c in one.clocks] == [
            (c.steps, c.basis) for c in other.clocks
        ]


@UNHURRIED
@given(on=days, code=st.sampled_from(PLAIN))
def test_for_a_single_clock_a_is_not_after_b_nor_b_after_c(on, code):
    answer = ask(DecisionInput("d1", code, on), person=ANYONE)
    for found in answer.clocks:
        a, b, c = found.by_convention
        assert a <= b <= c
        assert found.safe == c + timedelta(days=1)


@UNHURRIED
@given(given_=decisions())
def test_the_overall_end_is_the_latest_and_every_matter_has_its_latest(given_):
    answer = ask(*given_, person=ANYONE)
    if not isinstance(answer, Outcome):
        return
    counted = [c.end for c in answer.clocks if c.end and not c.standalone]
    assert answer.overall_end == max(counted, default=None)
    for matter, end in answer.matters.items():
        bars = [c.end for c in answer.clocks if matter in c.matters]
        assert end == (None if None in bars else max(bars))


@UNHURRIED
@given(given_=decisions(), combination=combinations)
def test_every_clock_tells_why_with_articles(given_, combination):
    answer = ask(*given_, person=ANYONE, combination=combination)
    if isinstance(answer, Outcome):
        for found in answer.clocks:
            assert len(found.steps) >= 2
            assert found.basis
            assert all(step.endswith("。") and "None" not in step for step in found.steps)
            if found.end is not None:
                end = f"{found.end.year}年{found.end.month}月{found.end.day}日"
                assert sum(end in step for step in found.steps) >= 2


@UNHURRIED
@given(on=days, code=st.sampled_from(PLAIN), convention=conventions)
def test_the_short_way_of_a_plain_decision_is_the_long_one(on, code, convention):
    reader = Reader(ANYONE, Policy(), today=TODAY, catalogue=load_catalogue())
    readings = reader.read([DecisionInput("d1", code, on)])
    long = Chain(readings[0].law, convention).run(readings)
    assert spans_of(readings, convention) == long


def _later(start, months):
    """Month arithmetic once more, by another road than the engine's."""
    year, month = start.year, start.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def _last(start, months, convention):
    match = _later(start, months)
    exact = match.day == start.day
    return match - timedelta(days={"A": 1, "B": int(exact), "C": 0}[convention])


def _expected(given_, convention, combination, *, cap):
    """engine.md 2 read line by line, for decisions of one system without events."""
    found, old_end = {}, None
    months = {d.id: load_catalogue().measures[d.measure].months for d in given_}
    for one in sorted(given_, key=lambda d: (d.decided_on, months[d.id], d.measure, d.id)):
        start, length = one.decided_on, months[one.id]
        end = _last(start, length, convention)
        if old_end is not None and start <= old_end:
            after = old_end + timedelta(days=1)
            if combination == "S1":
                end = _last(after, length, convention)
            elif combination == "S2":
                end += after - start
            else:
                whole = max(n for n in range(200) if _later(start, n) <= after)
                end = _later(end, whole) + (after - _later(start, whole))
            if cap:
                end = max(old_end, min(end, _last(start, cap, convention)))
        found[one.id] = end
        old_end = end if old_end is None else max(old_end, end)
    return found


@UNHURRIED
@given(given_=decisions(["PW", "PSW", "PSW-S", "PR"], most=6), convention=conventions,
       combination=combinations)  # fmt: skip
def test_party_chains_are_what_the_contract_says_read_line_by_line(given_, convention, combination):
    bare = [DecisionInput(d.id, d.measure, d.decided_on) for d in given_]
    answer = ask(*bare, convention=convention, combination=combination)
    told = {found.decision: found.end for found in answer.clocks}
    assert told == _expected(bare, convention, combination, cap=None)


@UNHURRIED
@given(given_=decisions(["AW", "AD1", "AD2", "AL", "AR"], most=6), convention=conventions,
       combination=combinations)  # fmt: skip
def test_state_chains_are_what_the_contract_says_read_line_by_line(given_, convention, combination):
    bare = [DecisionInput(d.id, d.measure, d.decided_on) for d in given_]
    answer = ask(*bare, convention=convention, combination=combination)
    told = {found.decision: found.end for found in answer.clocks}
    assert told == _expected(bare, convention, combination, cap=48)
