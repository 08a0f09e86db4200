"""The demo as it stands at its baseline, played once for a module and rolled back after it."""

import pytest
from django.db import transaction

from dashboard.demo.play import play
from dashboard.demo.story import BASELINE, read_story
from tests.factories import NOON, PASSWORD

PLAIN_HASHER = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The stage with its units and users. Tests that ask for it only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("django.conf.settings.PASSWORD_HASHERS", PLAIN_HASHER)
            stage = play(read_story(today=BASELINE), password=PASSWORD, at=NOON)
        yield stage
        transaction.set_rollback(True)
