"""load_demo: refuses to stand beside real people unless asked, prints the accounts, loads once."""

import json

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from dashboard.demo.story import Story
from tests import factories
from tests.dashboard.conftest import PLAIN_HASHER

pytestmark = pytest.mark.django_db
SHORT = "dashboard.management.commands.load_demo.read_story"


@pytest.fixture(autouse=True)
def _short_story(monkeypatch, settings):
    """Units and accounts only: the cases have their own tests."""
    from dashboard.demo.story import read_story

    def without_cases(*, today):
        story = read_story(today=today)
        return Story(story.baseline, story.today, story.units, story.accounts, cases=[])

    settings.PASSWORD_HASHERS = PLAIN_HASHER
    monkeypatch.setattr(SHORT, without_cases)


def test_it_prints_every_account_with_role_and_password(capsys):
    call_command("load_demo", "--unshifted", "--json")
    accounts = json.loads(capsys.readouterr().out)
    # The newcomer without rights has no password yet: nobody is told one.
    assert {account["username"] for account in accounts} | {"xinren"} == set(
        User.objects.values_list("username", flat=True)
    )
    first = accounts[0]
    assert first == {
        "role": "案件审理室主任　沈砚秋",
        "username": "zhuren",
        "password": "huifang-demo",
    }
    assert User.objects.get(username="zhuren").check_password("huifang-demo")


def test_beside_real_people_it_refuses_and_says_how(capsys):
    factories.cadre(factories.work_unit(within=factories.area("真实市")), name="真实的人")
    with pytest.raises(CommandError, match="--beside-real"):
        call_command("load_demo", "--unshifted")
    assert User.objects.count() == 0


def test_beside_real_people_the_password_is_not_the_known_one(capsys):
    factories.cadre(factories.work_unit(within=factories.area("真实市")), name="真实的人")
    call_command("load_demo", "--unshifted", "--beside-real", "--json")
    password = json.loads(capsys.readouterr().out)[0]["password"]
    assert (password == "huifang-demo", len(password)) == (False, 12)


def test_twice_is_refused(capsys):
    call_command("load_demo", "--unshifted")
    with pytest.raises(CommandError, match="clear_demo"):
        call_command("load_demo", "--unshifted")


def test_the_band_stands_on_every_page_while_it_is_loaded(client, capsys):
    assert "demo-band" not in client.get("/login/").content.decode()
    call_command("load_demo", "--unshifted")
    assert "demo-band" in client.get("/login/").content.decode()
    client.force_login(User.objects.get(username="zhuren"))
    assert "demo-band" in client.get("/todo/").content.decode()
