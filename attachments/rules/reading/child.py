"""The limited process: bytes come in, what was found and the clean bytes go out."""

import json
import resource
import sys

from attachments.rules.limits import (
    CHILD_CPU_SECONDS,
    CHILD_MEMORY_BYTES,
    TOO_MUCH,
    Unfit,
)

LENGTH_BYTES = 8


def confine() -> None:
    """Set before any byte of the file is looked at."""
    resource.setrlimit(resource.RLIMIT_AS, (CHILD_MEMORY_BYTES, CHILD_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CHILD_CPU_SECONDS, CHILD_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # No file may grow: the answer goes through a pipe.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def answer(data: bytes) -> list[bytes]:
    """A head in JSON, the content, the picture."""
    # Only now, so that the libraries are confined as well.
    from attachments.rules.reading.look import look  # noqa: PLC0415

    try:
        found = look(data)
    except Unfit as refusal:
        return [json.dumps({"error": str(refusal)}).encode(), b"", b""]
    except MemoryError:
        return [json.dumps({"error": TOO_MUCH}).encode(), b"", b""]
    head = {"kind": found.kind, "detail": found.detail, "text": found.text}
    return [json.dumps(head).encode("ascii"), found.content, found.picture]


def main() -> None:
    confine()
    for part in answer(sys.stdin.buffer.read()):
        sys.stdout.buffer.write(len(part).to_bytes(LENGTH_BYTES, "big") + part)


if __name__ == "__main__":
    main()
