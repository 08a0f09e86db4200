"""What every test may ask for.

today          the suite's own day, 2026-09-30; rules take it as an argument
no_queries     a context in which any query raises
django_db / db rolled-back transaction as hf_app           (plugins/database.py)
committed_db   real commits, new database afterwards       (plugins/database.py)
worker, beat   a real Celery worker and beat               (plugins/worker.py)
page, browser  a real Chromium on the live server          (plugins/browser.py)
"""

import datetime as dt

import pytest

pytest_plugins = [
    "tests.plugins.database",
    "tests.plugins.worker",
    "tests.plugins.browser",
    "tests.plugins.matrix",
]


@pytest.fixture
def today() -> dt.date:
    return dt.date(2026, 9, 30)
