"""The demo as it stands at its baseline, played once for a module and rolled back after it."""

import pytest
from django.db import transaction
from django.test import override_settings

from dashboard.demo.play import play
from dashboard.demo.story import BASELINE, read_story
from tests.factories import NOON, PASSWORD

PLAIN_HASHER = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The stage with its units and users. Tests that ask for it only read, and stand in modules
    of their own: a test with a database of its own in between would find this transaction open."""
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(PASSWORD_HASHERS=PLAIN_HASHER):
            stage = play(read_story(today=BASELINE), password=PASSWORD, at=NOON)
        yield stage
        transaction.set_rollback(True)
