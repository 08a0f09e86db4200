"""The demo shows a grant that waits, a colleague on loan, and is swept away whole."""

import pytest

from accounts.acting import for_system
from accounts.models import Delegation, User
from accounts.roles import Role
from dashboard.demo.play import play
from dashboard.demo.story import BASELINE, Story, read_story
from stewards.choices import ChangeKind, ChangeState
from stewards.models import RightsChange
from tests.factories import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage():
    story = read_story(today=BASELINE)
    with for_system("test"):
        bare = Story(story.baseline, story.today, story.units, story.accounts, cases=[])
        return play(bare, password="huifang-demo", at=NOON)


def test_a_grant_waits_for_the_system_administrator(stage):
    change = RightsChange.objects.get(kind=ChangeKind.GRANT)
    assert (change.state, change.user.username) == (ChangeState.WAITING, "xinren")
    assert change.proposed_by == stage.users["anquan"]
    assert change.user.role == ""
    assert not change.user.has_usable_password()


def test_a_colleague_is_on_loan_with_both_names(stage):
    lent = Delegation.objects.get(user=stage.users["xiangzhen2"])
    assert (lent.granted_by.username, lent.confirmed_by.username) == ("anquan", "guanli")
    assert lent.unit == stage.units["qinghe_organ"]


def test_each_of_the_three_and_a_room_have_an_account(stage):
    roles = dict(User.objects.filter(is_demo=True).values_list("username", "role"))
    assert roles["guanli"] == Role.ADMIN
    assert roles["anquan"] == Role.SECURITY
    assert roles["shenji"] == Role.AUDITOR
    assert roles["jiandu"] == Role.ROOM
