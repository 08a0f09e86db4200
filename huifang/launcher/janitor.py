"""The janitor: when the launcher is gone, ends what it left running and removes its scratch.

Runs alone with the standard library only (`python -I -S janitor.py`). It hears on standard input:
    process PID STARTED     a process that must not survive
    directory PATH          a directory that must not stay
The end of input is the launcher's end, however it came.
"""

import contextlib
import os
import shutil
import signal
import sys
import time
from pathlib import Path

PATIENCE = 8.0  # seconds for children to finish what their death signal asked of them


def started_at(pid: int) -> str:
    """Field 22 of /proc/PID/stat, so that a reused number is not mistaken for the old process."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except (FileNotFoundError, ProcessLookupError, IndexError):
        return ""


def alive(pid: int, started: str) -> bool:
    if started_at(pid) != started:
        return False
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def session_members(pid: int) -> list[int]:
    """Processes of the session that `pid` leads or led; they may outlive their leader."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        with contextlib.suppress(FileNotFoundError, ProcessLookupError, IndexError):
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            if fields[3] == str(pid) and fields[0] != "Z":
                found.append(int(entry.name))
    return found


def listen() -> tuple[dict[int, str], list[str]]:
    """All that was announced until the end of input."""
    processes: dict[int, str] = {}
    directories: list[str] = []
    for line in sys.stdin:
        word, _, rest = line.rstrip("\n").partition(" ")
        if word == "process":
            pid, _, started = rest.partition(" ")
            processes[int(pid)] = started
        elif word == "directory":
            directories.append(rest)
    return processes, directories


def end(pid: int, started: str) -> None:
    if started_at(pid) not in ("", started):
        return  # the number belongs to somebody else by now
    for member in {pid, *session_members(pid)}:
        with contextlib.suppress(ProcessLookupError):
            os.kill(member, signal.SIGKILL)


def main() -> None:
    for sig in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sig, signal.SIG_IGN)
    processes, directories = listen()
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and any(alive(*item) for item in processes.items()):
        time.sleep(0.05)
    for pid, started in processes.items():
        end(pid, started)
    for directory in directories:
        shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    main()
