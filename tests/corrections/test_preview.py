"""What is shown is what is saved, and showing writes nothing: over generated histories."""

import os

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from accounts.roles import Role
from columns.refusal import Refused
from corrections.choices import CorrectionKind as K
from tests import factories
from tests.cases.histories import histories
from tests.corrections.acts import Ground
from tests.corrections.tables import row_counts
from tests.factories import TODAY

pytestmark = pytest.mark.django_db
# The proof of a thousand takes minutes: HISTORIES=1000 ./test tests/corrections/test_preview.py
HISTORIES, PARTS = int(os.environ.get("HISTORIES", "100")), 5
NO_CHECKS = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
EVENT_FACTS = {"measure_id": "measure", "end": "end", "basis": "basis"}


@pytest.fixture
def of():
    office = factories.office()
    return {
        "office": office,
        "officer": factories.user(Role.OFFICER, office),
        "director": factories.user(Role.DIRECTOR, office),
        "leader": factories.user(Role.LEADER, office),
    }


def begin(facts, of):
    """The first decision that can be entered opens the dossier; the rest are acts on it."""
    person = factories.cadre(of["office"])
    first = next(fact for fact in facts if not fact.of)
    decision = factories.decision(person, of["office"], number=first.name, **first.facts)
    return Ground(**of, dossier=decision.dossier, decision=decision), first


def acts_of(facts, first, draw):
    """Every other fact as an act, in whatever order; a decision's name leads to its code later."""
    rest = [fact for fact in facts if fact is not first]
    draw(st.randoms(use_true_random=False)).shuffle(rest)
    for fact in rest:
        if not fact.of:
            kind = draw(st.sampled_from((*(K.ADDED,) * 6, K.REOFFENDED, K.MISSED)))
            yield fact, lambda here, made, f=fact, k=kind: here.further(k, number=f.name, **f.facts)
        else:
            yield fact, lambda here, made, f=fact: _event(here, made, f)
    if draw(st.booleans()):
        yield (
            first,
            lambda here, made: here.act(
                K.TYPED_WRONG,
                measure=first.facts["measure"],
                decided_on=min(first.facts["decided_on"].replace(day=15), TODAY),
                organ_name=here.office.full_name,
                number=first.name,
            ),
        )


def _event(here, made, fact):
    told = dict(fact.facts)
    kind, day = told.pop("kind"), told.pop("on")
    facts = {EVENT_FACTS[name]: value for name, value in told.items()}
    if kind == "overridden":
        facts["slot"] = "bar"
    else:
        facts["on"] = day
    return here.act(kind, **({"decision": made[fact.of].code} | facts))


def compared(here, act):
    """Preview and saved result of one act; None where both refuse it with the same sentence."""
    before = row_counts()
    seen, refusal = answer(lambda: here.preview(act))
    assert row_counts() == before
    if seen is None:
        with transaction.atomic():
            assert answer(lambda: here.save_unseen(act)) == (None, refusal)
            transaction.set_rollback(True)
        return None
    saved = here.save(act, seen=seen)
    assert saved.told == seen.moves
    return saved


def answer(ask):
    """(result, "") or (None, the sentence)."""
    try:
        with transaction.atomic():
            return ask(), ""
    except Refused as refusal:
        return None, str(refusal)


def play(of, facts, draw):
    """One history, act by act; answers how many previews were compared with what was saved."""
    here, first = begin(facts, of)
    made, done = {first.name: here.decision}, 0
    for fact, act in acts_of(facts, first, draw):
        if fact.of and fact.of not in made:
            continue
        saved = compared(here, act(here, made))
        done += 1
        if saved is not None and not fact.of:
            made[fact.name] = saved.decision
    return done


@settings(max_examples=20, deadline=None, suppress_health_check=NO_CHECKS)
@given(data=st.data(), facts=histories())
def test_what_is_shown_is_what_is_saved(of, data, facts):
    with transaction.atomic():
        play(of, facts, data.draw)
        transaction.set_rollback(True)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_over_many_histories(of, part):
    """Act by act: what each would do to the history so far, and what it then did."""
    done = []

    @seed(part)
    @settings(
        max_examples=HISTORIES // PARTS,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=NO_CHECKS,
    )
    @given(data=st.data(), facts=histories(most=4).filter(lambda facts: len(facts) > 1))
    def many(data, facts):
        with transaction.atomic():
            done.append(play(of, facts, data.draw))
            transaction.set_rollback(True)

    many()
    assert len(done) >= HISTORIES // PARTS
    assert min(done) >= 1
