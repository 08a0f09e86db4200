"""The limited process: file name and bytes come in, sheets or one sentence go out as JSON."""

import json
import resource
import sys

from intake.rules.reading.limits import CHILD_CPU_SECONDS, CHILD_MEMORY_BYTES, Unreadable

TOO_MUCH = "文件内容过大，读取时超出内存限制。请新建工作簿，只粘贴需要的数据。"


def confine() -> None:
    """Set before any byte of the file is looked at."""
    resource.setrlimit(resource.RLIMIT_AS, (CHILD_MEMORY_BYTES, CHILD_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CHILD_CPU_SECONDS, CHILD_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # No file may grow: the answer goes through a pipe.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def main() -> None:
    confine()
    # Only now, so that the libraries are confined as well.
    from intake.rules.reading.grids import read  # noqa: PLC0415

    data = sys.stdin.buffer.read()
    try:
        sheets = [sheet.to_plain() for sheet in read(data, sys.argv[1])]
        answer = json.dumps({"sheets": sheets}, ensure_ascii=False).encode("utf-8", "replace")
    except Unreadable as refusal:
        answer = json.dumps({"error": str(refusal)}).encode()
    except MemoryError:
        answer = json.dumps({"error": TOO_MUCH}).encode()
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    main()
