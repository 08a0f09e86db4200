"""Accounts of these tests never sign in with a password, so hashing one may be quick."""

import pytest


@pytest.fixture(autouse=True)
def _quick_hashes(settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
