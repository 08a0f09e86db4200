"""A city's office with its three stewards, and an account without rights."""

from dataclasses import dataclass
from datetime import date, datetime

import pytest

from accounts.models import Unit, User
from accounts.roles import Role
from stewards.actions import Asked, Person, confirm, create_account, propose
from stewards.choices import ChangeKind
from tests import factories

NOON, TODAY = factories.NOON, factories.TODAY


@dataclass
class Three:
    """The organ, its three stewards, and short words for what they do on the suite's day."""

    organ: Unit
    admin: User
    security: User
    auditor: User

    def account(self, *, username: str = "xinren", staff_no: str = "A100", by=None) -> User:
        person = Person(username, "程新民", staff_no, self.organ)
        return create_account(person, by=by or self.admin, at=NOON)[0]

    def propose(self, user, kind=ChangeKind.GRANT, *, by=None, on: date = TODAY, **asked):
        asked.setdefault("reason", "任职")
        if kind in (ChangeKind.GRANT, ChangeKind.TRANSFER):
            asked.setdefault("role", Role.OFFICER)
            asked.setdefault("unit", self.organ)
        who = by or self.security
        return propose(user, kind=kind, asked=Asked(**asked), by=who, at=NOON, on=on)

    def confirm(self, change, *, by=None, at: datetime = NOON, on: date = TODAY) -> str:
        return confirm(change, by=by or self.admin, at=at, on=on)

    def granted(self, **asked) -> User:
        user = self.account()
        self.confirm(self.propose(user, **asked))
        user.refresh_from_db()
        return user


@pytest.fixture(autouse=True)
def quick_hashes(settings):
    """argon2 is slow on purpose, and these tests make many secrets."""
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher",
        "django.contrib.auth.hashers.Argon2PasswordHasher",
    ]


@pytest.fixture
def three(db) -> Three:
    organ = factories.office()
    return Three(
        organ,
        admin=factories.user(Role.ADMIN, organ, name="舒朗"),
        security=factories.user(Role.SECURITY, organ, name="秦守拙"),
        auditor=factories.user(Role.AUDITOR, organ, name="钱明鉴"),
    )
