"""What is over goes by itself."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from signin.actions.kept import Typed, keep_form
from signin.actions.tallies import add_failure, failures
from signin.choices import KeptFor
from signin.models import KeptForm, Tally
from signin.tasks import sweep
from tests import factories

pytestmark = pytest.mark.django_db


def test_every_hour_what_is_over_goes_and_nothing_else(client, officer, hands):
    client.post("/login/", {"username": officer.username, "password": factories.PASSWORD})
    typed = Typed(address="/x/", page="/x/", fields={"note": ["x"]})
    keep_form(typed, by=officer, purpose=KeptFor.AGAIN, at=hands.at)
    add_failure("address:10.0.0.1", at=hands.at)
    assert sweep() == 0
    hands.pass_by(hours=2)
    add_failure("address:10.0.0.2", at=hands.at)
    assert sweep() == 2
    assert not KeptForm.objects.exists()
    assert Tally.objects.get().key == "address:10.0.0.2"
    assert Session.objects.count() == 1


def test_an_old_session_goes(client, officer, hands):
    client.post("/login/", {"username": officer.username, "password": factories.PASSWORD})
    Session.objects.update(expire_date=hands.at - timedelta(seconds=1))
    assert sweep() == 1
    assert not Session.objects.exists()


def test_failures_count_within_their_window(hands):
    assert [add_failure("all", at=hands.at) for _ in range(3)] == [1, 2, 3]
    hands.pass_by(minutes=15)
    assert failures("all", at=hands.at) == 0
    assert add_failure("all", at=hands.at) == 1
