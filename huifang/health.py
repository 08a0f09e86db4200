"""/healthz: whether database, broker, worker and disk are well; no session, no personal data."""

import shutil
from collections.abc import Callable

import redis
from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

PATH = "/healthz"
OLD_HEART = 60.0  # seconds; beat asks every ten
LITTLE_DISK = 5.0  # percent
Report = dict[str, str | float | None]
BEAT_AGE = "SELECT extract(epoch FROM now() - max(at)) FROM jobs_heartbeat"


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Stands first: the answer needs neither a session nor a transaction nor a host name."""

    def handle(request: HttpRequest) -> HttpResponse:
        if request.path == PATH:
            return answer()
        return get_response(request)

    return handle


def answer() -> JsonResponse:
    found = report()
    well = all(found[part] == "ok" for part in ("database", "broker", "worker", "disk"))
    response = JsonResponse(found, status=200 if well else 503)
    response["Cache-Control"] = "no-store"
    return response


def report() -> Report:
    free = disk_free()
    database, age = database_and_heart()
    beating = age is not None and age < OLD_HEART
    return {
        "database": database,
        "broker": broker(),
        "worker": "ok" if beating else "silent",
        "worker_seconds": age,
        "disk": "ok" if free > LITTLE_DISK else "full",
        "disk_free_percent": free,
    }


def database_and_heart() -> tuple[str, float | None]:
    """One query tells both: that it answers, and when the worker last answered beat."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(BEAT_AGE)
            (age,) = cursor.fetchone()
    except Error:
        return "down", None
    return "ok", None if age is None else round(float(age), 1)


def broker() -> str:
    try:
        with broker_client() as client:
            client.ping()
    except (redis.RedisError, OSError):
        return "down"
    return "ok"


def broker_client() -> redis.Redis:
    """Celery spells a unix socket redis+socket://, redis-py unix://; the number is named apart."""
    url = settings.REDIS_URL.replace("redis+socket://", "unix://").replace("virtual_host=", "db=")
    return redis.Redis.from_url(url, socket_connect_timeout=2, socket_timeout=2)


def disk_free() -> float:
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    usage = shutil.disk_usage(settings.MEDIA_ROOT)
    return round(100 * usage.free / usage.total, 1)
