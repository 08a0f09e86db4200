"""A connection that may change the catalogue, and whose changes are always taken back."""

from collections.abc import Iterator

import psycopg
import pytest


@pytest.fixture
def catalogue(django_db_setup, house) -> Iterator[psycopg.Connection]:
    """As superuser, in one transaction that is rolled back; the checks take their role in it."""
    with (
        psycopg.connect(house.endpoints.dsn("hf_super", house.database)) as connection,
        connection.transaction(force_rollback=True),
    ):
        yield connection
