"""Children that never outlive their launcher: death signals, and a janitor after kill -9."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from huifang.launcher import janitor

PR_SET_PDEATHSIG = 1
STOP_SIGNALS = frozenset({signal.SIGINT, signal.SIGTERM, signal.SIGHUP})


def die_with_parent(sig: signal.Signals = signal.SIGTERM) -> Callable[[], None]:
    """For preexec_fn: the kernel sends `sig` to the child the moment its parent is gone.

    The kernel forgets the wish when the user changes, and Popen calls this after the change.
    """
    libc = ctypes.CDLL(None)
    parent = os.getpid()

    def in_child() -> None:
        libc.prctl(PR_SET_PDEATHSIG, sig)
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        if os.getppid() != parent:  # it died before we asked
            os.kill(os.getpid(), signal.SIGKILL)

    return in_child


class Janitor:
    """A tiny process behind a pipe; when the pipe breaks it ends and removes the rest."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(Path(janitor.__file__))],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            cwd="/",
            start_new_session=True,
        )

    def watch(self, process: subprocess.Popen[Any]) -> None:
        self._say(f"process {process.pid} {janitor.started_at(process.pid)}")

    def remove(self, directory: Path) -> None:
        self._say(f"directory {directory}")

    def _say(self, line: str) -> None:
        pipe = self.process.stdin
        if pipe is None:
            raise RuntimeError("the janitor has no ear")
        pipe.write(f"{line}\n".encode())
        pipe.flush()

    def close(self) -> None:
        if self.process.stdin:
            self.process.stdin.close()
        self.process.wait()


def start(
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str],
    log: IO[bytes],
    errors: IO[bytes] | None = None,
    sig: signal.Signals = signal.SIGTERM,
    **options: Any,
) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own, so that Ctrl-C reaches the launcher alone."""
    return subprocess.Popen(
        [str(word) for word in command],
        env=dict(env),
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=errors or subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=die_with_parent(sig),
        **options,
    )


def stop(process: subprocess.Popen[Any], sig: signal.Signals, *, patience: float) -> None:
    """Ask, wait, then kill the whole group: a stopped child leaves no grandchild behind."""
    if process.poll() is not None:
        return
    process.send_signal(sig)
    deadline = time.monotonic() + patience
    look = os.WEXITED | os.WNOWAIT | os.WNOHANG  # look without reaping: the number stays ours
    while time.monotonic() < deadline and os.waitid(os.P_PID, process.pid, look) is None:
        time.sleep(0.02)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def tail(log: Path, lines: int = 20) -> str:
    """The end of a log, for the sentence that reports a dead child."""
    if not log.exists():
        return ""
    with log.open("rb") as handle:
        handle.seek(max(0, log.stat().st_size - 16_384))
        text = handle.read().decode("utf-8", errors="replace")
    return "\n".join(text.splitlines()[-lines:])
