"""Where words end up besides pages: logs, queue, mail, file names, the record; and how to read
all of it as text, with what is wrapped in base64 unwrapped."""

import base64
import binascii
import io
import json
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from tests.plugins.database import House
from tests.walls.canaries import Register

WRAPPED = re.compile(rb"[A-Za-z0-9+/]{16,}={0,2}")
# Columns of jobs that hold what was planted there as a job's own words; the rest is checked.
JOB_COLUMNS = ("kind", "key", "params", "result", "holder")


@dataclass
class Media:
    """Everything one crawl leaves behind, read when it is over."""

    house: House
    media_root: Path
    postgres_log: Path
    postgres_from: int
    program: io.StringIO = field(default_factory=io.StringIO)
    children: list[Path] = field(default_factory=list)
    storage: list[str] = field(default_factory=list)

    def everything(self) -> dict[str, str]:
        return {name: read(self) for name, read in READERS.items()}

    def leaks(self, register: Register) -> dict[str, set[str]]:
        """Medium → words of the world in it; nothing else belongs into the answer."""
        found = {name: register.found_in(text) for name, text in self.everything().items()}
        return {name: words for name, words in found.items() if words}

    def database(self) -> psycopg.Connection[Any]:
        dsn = self.house.endpoints.dsn("hf_super", self.house.database)
        return psycopg.connect(dsn, autocommit=True)


def postgres_log(house: House) -> Path:
    return house.scratch / "logs" / "postgresql.log"


@contextmanager
def listening(media: Media, formatter: logging.Formatter) -> Iterator[None]:
    """Every record of this process, as the program's own log would have it."""
    handler = logging.StreamHandler(media.program)
    handler.setFormatter(formatter)
    handler.setLevel(logging.DEBUG)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        yield
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


def _program_log(media: Media) -> str:
    return media.program.getvalue()


def _children(media: Media) -> str:
    return "\n".join(path.read_text(errors="replace") for path in media.children)


def _postgres(media: Media) -> str:
    with media.postgres_log.open("rb") as log:
        log.seek(media.postgres_from)
        return log.read().decode(errors="replace")


def _queue(media: Media) -> str:
    """All databases of the broker, every type of key; messages travel in base64."""
    import redis

    parts: list[bytes] = []
    number = int(media.house.environment["REDIS_URL"].rpartition("=")[2])
    broker = redis.Redis(unix_socket_path=str(media.house.endpoints.redis_socket), db=number)
    with broker:
        for key in broker.scan_iter():
            parts += [key, *_values(broker, key)]
    return unwrapped(b"\n".join(parts))


def _values(broker: Any, key: bytes) -> Iterator[bytes]:
    kind = broker.type(key)
    if kind == b"list":
        yield from broker.lrange(key, 0, -1)
    elif kind == b"hash":
        for name, value in broker.hgetall(key).items():
            yield from (name, value)
    elif kind == b"set":
        yield from broker.smembers(key)
    elif kind == b"zset":
        yield from broker.zrange(key, 0, -1)
    elif kind == b"stream":
        yield from (str(entry).encode() for entry in broker.xrange(key))
    else:
        yield broker.get(key) or b""


def unwrapped(raw: bytes, depth: int = 3) -> str:
    """The bytes as text, followed by everything in them that is text in base64."""
    text = raw.decode("utf-8", "replace")
    if depth:
        for piece in WRAPPED.findall(raw):
            try:
                inner = base64.b64decode(piece + b"=" * (-len(piece) % 4))
            except binascii.Error:
                continue
            text += "\n" + unwrapped(inner, depth - 1)
    return text


def _mail(_media: Media) -> str:
    from django.core import mail

    return "\n".join(str(each.message()) for each in getattr(mail, "outbox", []))


def _files(media: Media) -> str:
    """Names alone; contents are sealed or answered by the matrix."""
    return "\n".join(str(path) for path in media.media_root.rglob("*"))


def _browser(media: Media) -> str:
    return "\n".join(media.storage)


def _record(media: Media) -> str:
    return _table(media, "audit_entry", "*")


def _jobs(media: Media) -> str:
    return _table(media, "jobs_job", ", ".join(JOB_COLUMNS))


def _sessions(media: Media) -> str:
    """Session data is signed, not sealed: base64 of JSON, perhaps compressed."""
    with media.database() as connection:
        rows = connection.execute("SELECT session_data FROM django_session").fetchall()
    return "\n".join(_decoded(data) for (data,) in rows)


def _decoded(data: str) -> str:
    from django.contrib.sessions.backends.db import SessionStore

    return json.dumps(SessionStore().decode(data), default=str)


def _attempts(media: Media) -> str:
    """What the lock-out keeps of a failed sign-in."""
    return "\n".join(
        _table(media, name, "*")
        for name in ("axes_accessattempt", "axes_accessfailurelog", "axes_accesslog")
    )


def _table(media: Media, name: str, columns: str) -> str:
    with media.database() as connection:
        found = connection.execute("SELECT to_regclass(%s)", [name]).fetchone()
        if not found or not found[0]:
            return ""
        query = f"SELECT row_to_json(t)::text FROM (SELECT {columns} FROM {name}) t"
        return "\n".join(line for (line,) in connection.execute(query).fetchall())


READERS: dict[str, Callable[[Media], str]] = {
    "program log": _program_log,
    "worker log": _children,
    "PostgreSQL log": _postgres,
    "queue": _queue,
    "mail": _mail,
    "file names": _files,
    "browser storage": _browser,
    "record": _record,
    "jobs": _jobs,
    "sessions": _sessions,
    "failed sign-ins": _attempts,
}
