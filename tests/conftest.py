"""What every test may ask for.

today          the suite's own day, 2026-09-30; rules take it as an argument
no_queries     a context in which any query raises
django_db / db rolled-back transaction as hf_app           (plugins/database.py)
committed_db   real commits, new database afterwards       (plugins/database.py)
worker, beat   a real Celery worker and beat               (plugins/worker.py)
page, browser  a real Chromium on the live server          (plugins/browser.py)
"""

import datetime as dt
from functools import lru_cache

import pytest

pytest_plugins = ["tests.plugins.database", "tests.plugins.worker", "tests.plugins.browser"]


@pytest.fixture
def today() -> dt.date:
    return dt.date(2026, 9, 30)


@pytest.fixture(scope="session", autouse=True)
def _one_hash_per_passphrase():
    """argon2 is slow by design, and every account of the suite has the same passphrase."""
    from django.contrib.auth import base_user

    real = base_user.make_password
    base_user.make_password = lru_cache(real)
    yield
    base_user.make_password = real
