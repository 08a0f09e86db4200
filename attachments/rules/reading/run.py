"""inspect(): hands a file to the limited process and waits for its answer."""

import json
import subprocess
import sys
from pathlib import Path

from attachments.rules.limits import (
    CHILD_WALL_SECONDS,
    DAMAGED,
    EMPTY,
    MAX_FILE_BYTES,
    TOO_MUCH,
    Unfit,
    size_refusal,
)
from attachments.rules.reading.child import LENGTH_BYTES
from attachments.rules.reading.found import Found

HOME = Path(__file__).resolve().parents[3]
COMMAND = (sys.executable, "-E", "-s", "-m", "attachments.rules.reading.child")


def inspect(data: bytes) -> Found:
    """Raises Unfit with a sentence; whatever the file does, this process goes on."""
    if not data:
        raise Unfit(EMPTY)
    if len(data) > MAX_FILE_BYTES:
        raise Unfit(size_refusal(len(data)))
    try:
        done = subprocess.run(  # noqa: S603 (our own module, no argument of a user)
            COMMAND,
            input=data,
            capture_output=True,
            timeout=CHILD_WALL_SECONDS,
            cwd=HOME,
            env={"LANG": "C.UTF-8"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unfit(TOO_MUCH) from None
    if done.returncode:
        raise Unfit(TOO_MUCH if done.returncode < 0 else DAMAGED)
    head, content, picture = _parts(done.stdout)
    told = json.loads(head)
    if "error" in told:
        raise Unfit(told["error"])
    if len(content) > MAX_FILE_BYTES:
        raise Unfit(size_refusal(len(content)))
    return Found(told["kind"], content, told["detail"], told["text"], picture)


def _parts(answer: bytes) -> list[bytes]:
    parts, place = [], 0
    for _ in range(3):
        length = int.from_bytes(answer[place : place + LENGTH_BYTES], "big")
        place += LENGTH_BYTES
        parts.append(answer[place : place + length])
        place += length
    return parts
