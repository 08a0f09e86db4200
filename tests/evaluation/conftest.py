"""What the tests of evaluation may ask for."""

import pytest

from tests import factories
from tests.evaluation.rounds import Office
from workdays import clock


@pytest.fixture
def office(db):
    """A discipline organ with two officers, a leader and a dossier in 回访中."""
    return Office()


@pytest.fixture
def fixed_day(monkeypatch):
    """The clock of the pages stands at the suite's own day."""
    monkeypatch.setattr(clock, "today", lambda: factories.TODAY)
    monkeypatch.setattr(clock, "now", lambda: factories.NOON)
