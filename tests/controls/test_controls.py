"""Each control holds, and each, switched off, is missed by the very check that says it holds."""

import logging

import pytest

from tests.controls.ground import Ground, Proof
from tests.controls.proofs import PROOFS


def cases() -> list:
    """A check that needs rows runs in the tests' own transaction."""
    return [
        pytest.param(proof, id=proof.id, marks=[pytest.mark.django_db] if proof.rows else [])
        for proof in PROOFS
    ]


@pytest.fixture
def ground(request) -> Ground:
    return Ground(request)


@pytest.fixture(autouse=True)
def quiet():
    """What is refused here is refused on purpose."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("proof", cases())
def test_a_control_holds(ground, proof: Proof):
    assert proof.check(ground) == []


@pytest.mark.parametrize("proof", cases())
def test_a_control_switched_off_is_missed(ground, proof: Proof):
    proof.off(ground)
    assert proof.check(ground) != []
