"""An account named like somebody whose file is kept here never finds it, from its first day."""

import pytest

from accounts.acting import acting_as
from accounts.roles import Role
from cases.models import Dossier, OwnFile
from stewards import tasks
from stewards.choices import ChangeKind
from tests import factories
from tests.stewards.conftest import TODAY


@pytest.fixture
def namesake(three):
    """A person of the very organ, named as the next account will be."""
    return factories.dossier(three.organ, name="程新民", unit=three.organ)


def finds(user, dossier) -> bool:
    with acting_as(user):
        return Dossier.objects.visible_to(user).filter(pk=dossier.pk).exists()


def test_the_pair_is_proposed_when_the_account_is_opened(three, namesake):
    user = three.granted()
    assert OwnFile.objects.get().user == user
    assert not finds(user, namesake)


def test_and_when_the_account_moves_to_his_unit(three, namesake):
    elsewhere = factories.office("青禾区纪委监委")
    user = three.granted()
    OwnFile.objects.all().delete()
    three.confirm(three.propose(user, ChangeKind.TRANSFER, unit=elsewhere, role=Role.OFFICER))
    assert OwnFile.objects.count() == 0
    user.refresh_from_db()
    three.confirm(three.propose(user, ChangeKind.TRANSFER, unit=three.organ, role=Role.OFFICER))
    assert OwnFile.objects.get().cadre_id == namesake.cadre_id


def test_the_night_finds_whatever_nobody_has_looked_at(three, namesake, monkeypatch):
    monkeypatch.setattr("stewards.tasks.today", lambda: TODAY)
    user = factories.user(Role.OFFICER, three.organ, name="程新民")
    assert finds(user, namesake)
    tasks.nightly()
    tasks.nightly()
    assert OwnFile.objects.get().proposed_on == TODAY
    assert not finds(user, namesake)
