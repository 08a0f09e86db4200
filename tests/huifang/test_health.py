"""/healthz: well, unwell part by part, and silent about people."""

import datetime as dt

import redis

from huifang import health
from jobs.actions import stamp_heart

MOMENT = dt.datetime.now(dt.UTC)
PARTS = {"database", "broker", "worker", "worker_seconds", "disk", "disk_free_percent"}


def test_all_is_well_with_a_fresh_heart(client, db):
    stamp_heart("worker", at=dt.datetime.now(dt.UTC))
    answer = client.get("/healthz")
    found = answer.json()
    assert answer.status_code == 200
    assert set(found) == PARTS
    assert [found[part] for part in ("database", "broker", "worker", "disk")] == ["ok"] * 4
    assert found["worker_seconds"] < 5


def test_no_heart_or_an_old_one_is_a_503(client, db):
    assert client.get("/healthz").status_code == 503
    stamp_heart("worker", at=dt.datetime.now(dt.UTC) - dt.timedelta(seconds=90))
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["worker"]) == (503, "silent")
    assert 89 < answer.json()["worker_seconds"] < 100


def test_a_lost_broker_is_a_503(client, db, settings):
    stamp_heart("worker", at=dt.datetime.now(dt.UTC))
    settings.REDIS_URL = "redis+socket:///nowhere/redis.sock?virtual_host=0"
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["broker"]) == (503, "down")


def test_a_full_disk_is_a_503(client, db, monkeypatch):
    stamp_heart("worker", at=dt.datetime.now(dt.UTC))
    monkeypatch.setattr(health, "disk_free", lambda: 4.9)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["disk"]) == (503, "full")


def test_a_lost_database_is_a_503_and_not_an_error_page(client, committed_db):
    with committed_db.superuser() as superuser:
        name = committed_db.database
        superuser.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        superuser.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["database"]) == (503, "down")


def test_it_asks_the_broker_of_the_settings(db, house):
    with health.broker_client() as client:
        assert isinstance(client, redis.Redis)
        assert client.ping() is True
        assert client.connection_pool.connection_kwargs["path"] == str(house.endpoints.redis_socket)
