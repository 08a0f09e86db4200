"""Starting the launcher in a home of its own, and looking for what it left behind."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TAKEN_FROM_US = ("DATABASE_URL", "MIGRATION_DATABASE_URL", "REDIS_URL", "HUIFANG_ENV")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def a_home() -> Iterator[Path]:
    """Not pytest's tmp_path: as root, PostgreSQL's account must be able to walk there."""
    folder = Path(tempfile.mkdtemp(prefix="hf-home-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Launched:
    """`python -m huifang.launcher WORDS` as a child; its output is kept in a file."""

    def __init__(self, home: Path, *words: str, **env: str) -> None:
        self.home = home
        self.output = home / f"output-{time.monotonic_ns()}"
        kept = {name: value for name, value in os.environ.items() if name not in TAKEN_FROM_US}
        with self.output.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "huifang.launcher", *words],
                cwd=ROOT,
                env={**kept, "HUIFANG_HOME": str(home), **env},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
            )

    def text(self) -> str:
        return self.output.read_text()

    def wait_for(self, words: str, timeout: float = 120) -> None:
        deadline = time.monotonic() + timeout
        while words not in self.text():
            assert self.process.poll() is None, self.text()
            assert time.monotonic() < deadline, f"no {words!r} in {self.text()}"
            time.sleep(0.1)

    def end(self, sig: signal.Signals) -> int:
        self.process.send_signal(sig)
        return self.process.wait(timeout=60)

    def family(self) -> dict[int, str]:
        """Every living process started with this home: its number and its command."""
        mark = f"HUIFANG_HOME={self.home}".encode()
        found = {}
        for entry in Path("/proc").iterdir():
            try:
                if entry.name.isdigit() and mark in (entry / "environ").read_bytes().split(b"\0"):
                    words = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                    found[int(entry.name)] = words
            except OSError:
                continue
        return found | self._servers()

    def _servers(self) -> dict[int, str]:
        """PostgreSQL and Redis get an environment of their own; they name the home as argument."""
        found = {}
        for entry in Path("/proc").iterdir():
            try:
                words = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            if entry.name.isdigit() and str(self.home) in words:
                found[int(entry.name)] = words
        return found

    def sockets(self) -> Path:
        """The folder of the private sockets, read from PostgreSQL's arguments."""
        words = next(line for line in self.family().values() if "unix_socket_directories" in line)
        place = words.partition("unix_socket_directories=")[2].split()[0]
        return Path(place).parent


def moments(seconds: float) -> Iterator[float]:
    """A look every tenth of a second, until so many seconds are over."""
    deadline = time.monotonic() + seconds
    while (now := time.monotonic()) < deadline:
        yield deadline - now
        time.sleep(0.1)


def gone(launched: Launched, sockets: Path, timeout: float = 20) -> bool:
    """Whether, after a moment, neither a process nor the socket folder is left."""
    return any(not launched.family() and not sockets.exists() for _ in moments(timeout))
