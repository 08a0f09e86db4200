"""The demo at its baseline: who finds a file beyond the anchors, and who does not."""

import pytest

from accounts.acting import acting_as
from accounts.models import User
from cases.models import Assignment, Dossier, OwnFile, Recusal, Seal
from tests.factories import TODAY

pytestmark = pytest.mark.slow


def readers(demo, name):
    """Account keys that find the person's file."""
    found = set()
    for key, user in demo.users.items():
        with acting_as(User.objects.get(pk=user.pk)):
            if Dossier.objects.visible_to(user).filter(cadre__name=name).exists():
                found.add(key)
    return found


@pytest.fixture
def clock_stands(monkeypatch):
    monkeypatch.setattr("workdays.clock.today", lambda: TODAY)


def test_one_of_each_is_on_the_stage(demo):
    assert Assignment.objects.get().user == demo.users["jiandu"]
    assert Recusal.objects.get().user == demo.users["ganbu2"]
    assert Seal.objects.get().grants.count() == 2
    assert OwnFile.objects.count() == 0


def test_the_sealed_person_is_found_by_the_two_who_are_named(demo, clock_stands):
    assert readers(demo, "冯雪凝") == {"zhuren", "ganbu"}


def test_who_stepped_back_finds_nothing_of_that_person_alone(demo, clock_stands):
    assert "ganbu2" not in readers(demo, "王树槐")
    assert {"zhuren", "ganbu", "fenguan"} <= readers(demo, "王树槐")
    assert "ganbu2" in readers(demo, "许明澈")


def test_the_room_finds_the_one_file_it_was_assigned_besides_its_own(demo, clock_stands):
    room = User.objects.get(username="jiandu")
    with acting_as(room):
        mine = Dossier.objects.visible_to(room).exclude(carrier=room.unit)
        assert list(mine.values_list("cadre__name", flat=True)) == ["邓启航"]
