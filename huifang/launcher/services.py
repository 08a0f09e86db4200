"""A private PostgreSQL and a private Redis-protocol server: unix sockets, no port, no password."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from huifang.launcher.binaries import Account, account, postgres_bin, redis_server
from huifang.launcher.processes import Janitor, start, stop, tail

PG, REDIS = "PostgreSQL", "Redis"
SUPERUSER = "hf_super"
DATABASE = "huifang"
ROLES = Path(__file__).with_name("roles.sql")
# A refused statement would stand in the log with every value it carried, and its message quotes
# what could not be read; the program logs each error by type and place (data protection 04).
DISCREET = (
    "log_min_messages=log",
    "log_min_error_statement=panic",
    "log_error_verbosity=terse",
    "log_parameter_max_length=0",
    "log_parameter_max_length_on_error=0",
    "log_min_duration_statement=-1",
    "log_statement=none",
)
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")


class ServiceFailed(Exception):
    """A private server did not come up; the text carries the end of its log."""


@dataclass(frozen=True)
class Endpoints:
    """Where the services answer, as the settings want to read it."""

    pg_dir: Path
    redis_socket: Path

    def database_url(self, role: str, database: str = DATABASE) -> str:
        # django-environ wants the socket folder after a double slash.
        return f"postgres://{role}@/{self.pg_dir}/{database}"

    def dsn(self, role: str, database: str = "postgres") -> str:
        return f"host={self.pg_dir} user={role} dbname={database}"

    def redis_url(self, number: int = 0) -> str:
        return f"redis+socket://{self.redis_socket}?virtual_host={number}"

    def environment(self) -> dict[str, str]:
        return {
            "DATABASE_URL": self.database_url("hf_app"),
            "MIGRATION_DATABASE_URL": self.database_url("hf_owner"),
            "REDIS_URL": self.redis_url(),
        }


@dataclass(frozen=True)
class Places:
    """Where the servers keep their data and logs between two runs."""

    postgres: Path
    redis: Path
    logs: Path


class Services:
    """The servers. With `places` they keep their data safely; without, they are scratch.

    `wanted` leaves out what the caller has elsewhere; with nothing wanted only the janitor runs.
    """

    def __init__(
        self, places: Places | None = None, wanted: frozenset[str] = frozenset({PG, REDIS})
    ) -> None:
        self.who: Account = account()
        self.janitor = Janitor()
        self.wanted = wanted
        self.running: dict[str, tuple[subprocess.Popen[bytes], signal.Signals]] = {}
        self.sockets = _short_directory(self.who)
        self.janitor.remove(self.sockets)
        self.endpoints = Endpoints(self.sockets / "pg", self.sockets / "redis.sock")
        self.durable = places is not None
        self.places = places or Places(
            self.sockets / "data", self.sockets / "redis", self.sockets / "logs"
        )

    def start(self) -> Endpoints:
        try:
            if REDIS in self.wanted:
                self._start_redis()  # comes up while PostgreSQL makes its cluster
            if PG in self.wanted:
                self._bring_up_postgres()
            if REDIS in self.wanted:
                self._until(self._ping, REDIS)
        except BaseException:
            self.stop()
            raise
        return self.endpoints

    def environment(self) -> dict[str, str]:
        """What the settings read, of the servers that run here."""
        ours = self.endpoints.environment()
        names = {"DATABASE_URL": PG, "MIGRATION_DATABASE_URL": PG, "REDIS_URL": REDIS}
        return {name: value for name, value in ours.items() if names[name] in self.wanted}

    def stop_servers(self) -> None:
        for process, sig in reversed(self.running.values()):
            stop(process, sig, patience=20)
        self.running.clear()

    def stop(self) -> None:
        self.stop_servers()
        shutil.rmtree(self.sockets, ignore_errors=True)
        self.janitor.close()

    def dead(self) -> list[str]:
        """Names of servers that ended by themselves."""
        return [name for name, (child, _) in self.running.items() if child.poll() is not None]

    def log(self, name: str) -> Path:
        return self.places.logs / f"{name.lower()}.log"

    def _bring_up_postgres(self) -> None:
        new = not (self.places.postgres / "PG_VERSION").exists()
        if new:
            self._make_cluster()
        self._start_postgres()
        if new or not self._database_exists():
            self._make_database()

    def _make_cluster(self) -> None:
        folder = postgres_bin(self.who)
        self.places.postgres.mkdir(parents=True, exist_ok=True)
        if self.who.borrowed:
            os.chown(self.places.postgres, self.who.uid, self.who.gid)
        self.places.postgres.chmod(0o700)
        result = self._initdb(folder, builtin=True)
        if result.returncode and b"builtin" in result.stderr:  # PostgreSQL before 17
            result = self._initdb(folder, builtin=False)
        if result.returncode:
            shutil.rmtree(self.places.postgres, ignore_errors=True)
            raise ServiceFailed(
                f"PostgreSQL 建不了数据目录：\n{result.stderr.decode(errors='replace')}"
            )
        (self.places.postgres / "pg_hba.conf").write_text("local all all peer map=house\n")
        ours = pwd.getpwuid(os.geteuid()).pw_name
        (self.places.postgres / "pg_ident.conf").write_text(ident(ours, self.who.name))

    def _initdb(self, folder: Path, *, builtin: bool) -> subprocess.CompletedProcess[bytes]:
        provider = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if builtin else []
        command = [
            folder / "initdb",
            "-D",
            self.places.postgres,
            "-U",
            SUPERUSER,
            "--auth=peer",
            "-E",
            "UTF8",
        ]
        command += [*provider, "--locale=C.UTF-8", *([] if self.durable else ["--no-sync"])]
        return subprocess.run(
            [str(word) for word in command],
            cwd="/",
            env=_plain_environment(),
            capture_output=True,
            check=False,
            **self.who.options(),
        )

    def _start_postgres(self) -> None:
        settings = ["listen_addresses=", "unix_socket_permissions=0700", "max_connections=100"]
        settings += [f"unix_socket_directories={self.endpoints.pg_dir}", "timezone=Asia/Shanghai"]
        settings += ["log_timezone=Asia/Shanghai", "shared_buffers=128MB", *DISCREET]
        if not self.durable:
            settings += CARELESS
        command: list[str | Path] = [
            postgres_bin(self.who) / "postgres",
            "-D",
            self.places.postgres,
        ]
        for setting in settings:
            command += ["-c", setting]
        self._spawn(PG, command, signal.SIGINT, **self.who.options())
        self._until(lambda: self._connect().close(), PG)

    def _connect(self) -> psycopg.Connection[Any]:
        return psycopg.connect(self.endpoints.dsn(SUPERUSER), autocommit=True, connect_timeout=5)

    def _database_exists(self) -> bool:
        with self._connect() as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            return found.fetchone() is not None

    def _make_database(self) -> None:
        with self._connect() as connection:
            known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = 'hf_app'").fetchone()
            if not known:
                connection.execute(ROLES.read_bytes())
            connection.execute(f"CREATE DATABASE {DATABASE} OWNER hf_owner")

    def _start_redis(self) -> None:
        self.places.redis.mkdir(parents=True, exist_ok=True)
        command: list[str | Path] = [redis_server(prefer_system=not self.durable)]
        command += ["--port", "0", "--unixsocket", self.endpoints.redis_socket]
        command += ["--unixsocketperm", "700", "--save", "", "--dir", self.places.redis]
        command += ["--databases", "64", "--appendonly", "yes" if self.durable else "no"]
        self._spawn(REDIS, command, signal.SIGTERM)

    def _ping(self) -> None:
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(2)
            client.connect(str(self.endpoints.redis_socket))
            client.sendall(b"PING\r\n")
            if not client.recv(64).startswith(b"+PONG"):
                raise ConnectionError

    def _spawn(
        self, name: str, command: list[str | Path], sig: signal.Signals, **options: Any
    ) -> None:
        self.places.logs.mkdir(parents=True, exist_ok=True)
        with self.log(name).open("ab") as handle:
            process = start(
                command, env=_plain_environment(), log=handle, sig=sig, cwd="/", **options
            )
        self.janitor.watch(process)
        self.running[name] = (process, sig)

    def _until(self, ready: Callable[[], None], name: str) -> None:
        process, _ = self.running[name]
        deadline = time.monotonic() + 60  # recovery after a power cut takes a while
        while process.poll() is None and time.monotonic() < deadline:
            try:
                ready()
            except (psycopg.OperationalError, OSError):
                time.sleep(0.03)
            else:
                return
        log = self.log(name)
        raise ServiceFailed(f"{name} 没有启动成功，日志末尾（{log}）：\n{tail(log)}")


def ident(ours: str, servers: str) -> str:
    """Who may connect as what, checked by the kernel (peer): we as all, the server as superuser."""
    entries = [(ours, role) for role in (SUPERUSER, "hf_owner", "hf_app")]
    if servers != ours:
        entries.append((servers, SUPERUSER))
    return "".join(f'house "{name}" {role}\n' for name, role in entries)


def _plain_environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "HOME": "/"}


def _short_directory(who: Account) -> Path:
    """Socket names may not pass 107 bytes, so they live in the temp folder under a random name.

    PostgreSQL's own folder inside belongs to the account it runs as and is closed to all others.
    """
    folder = Path(tempfile.mkdtemp(prefix="hf-", dir="/tmp"))
    inner = folder / "pg"
    inner.mkdir(mode=0o700)
    if who.borrowed:
        folder.chmod(0o711)
        os.chown(inner, who.uid, who.gid)
    return folder
