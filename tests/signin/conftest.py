"""An officer, and a clock that can be moved."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.roles import Role
from tests import factories
from workdays import clock

START = datetime(2026, 9, 30, 1, 0, tzinfo=UTC)


class Hands:
    """The one clock of the program, moved by the test."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def pass_by(self, **time: float) -> None:
        self.at += timedelta(**time)


@pytest.fixture
def hands(monkeypatch):
    moved = Hands(START)
    monkeypatch.setattr(clock, "now", lambda: moved.at)
    return moved


@pytest.fixture
def officer():
    return factories.user(Role.OFFICER, factories.office())
