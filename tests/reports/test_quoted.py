"""An issued letter quotes days: whatever the office publishes later, they stay."""

from datetime import timedelta

import pytest

from accounts.roles import Role
from cases.actions import recompute
from cases.actions.versions import edit_draft, publish_draft, start_draft
from cases.models import Clock, Decision
from tests import factories
from tests.reports.letters import NOON, TODAY, Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return Desk()


def days(desk) -> list:
    own = Clock.objects.filter(cadre=desk.dossier.cadre).order_by("pk")
    return list(own.values_list("start", "end", "policy__number"))


def publish_another_convention(desk) -> None:
    by = factories.user(Role.DIRECTOR, desk.unit)
    draft = start_draft(desk.unit, by=desk.writer, on=TODAY)
    edit_draft(
        draft, version=1, by=desk.writer, document="临纪发〔2026〕8号", note="改用C",
        end_convention="C",
    )  # fmt: skip
    publish_draft(draft, version=2, by=by, on=TODAY, at=NOON)
    recompute(desk.dossier.cadre, today=TODAY)


def test_until_the_letter_is_out_its_days_may_move(desk):
    desk.approved()
    before = days(desk)
    publish_another_convention(desk)
    (_, end, _), (_, moved, number) = before[0], days(desk)[0]
    assert (moved, number) == (end + timedelta(days=1), 2)


def test_once_it_is_out_they_stay(desk):
    desk.issued()
    before = days(desk)
    kept = Decision.objects.filter(cadre=desk.dossier.cadre)
    assert [each.kept_policy.number for each in kept] == [1]
    publish_another_convention(desk)
    assert days(desk) == before
