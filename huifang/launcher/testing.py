"""What ./test runs: pytest against private services, alone or as the last of all checks."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from huifang.launcher import cluster_cache
from huifang.launcher.processes import STOP_SIGNALS, die_with_parent
from huifang.launcher.services import Services

ROOT = Path(__file__).resolve().parent.parent.parent


def test_environment(services: Services) -> dict[str, str]:
    """The program's settings for a test, and the doors the fixtures need beside them."""
    return {
        **os.environ,
        **services.environment(),
        "HUIFANG_ENV": "development",
        "HUIFANG_TEST_PG": str(services.endpoints.pg_dir),
        "HUIFANG_TEST_REDIS": str(services.endpoints.redis_socket),
        "HUIFANG_TEST_SCRATCH": str(services.sockets),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def run_pytest(words: Sequence[str], *, cached: bool) -> int:
    """Run pytest in the foreground; the services die with it, whatever ends it."""
    services = Services()
    kept = cluster_cache.take(services) if cached else None
    services.start()
    process: subprocess.Popen[bytes] | None = None
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", "pytest", *words],
            cwd=ROOT,
            env=test_environment(services),
            preexec_fn=die_with_parent(signal.SIGTERM),
        )
        services.janitor.watch(process)
        status = process.wait()
        if kept:
            cluster_cache.keep(services, kept)
        return status
    finally:
        if process and process.poll() is None:
            process.terminate()
            process.wait()
        services.stop()


def main() -> int:
    for sig in STOP_SIGNALS:
        signal.signal(sig, lambda number, _: sys.exit(128 + number))
    return run_pytest(sys.argv[1:], cached=True)


if __name__ == "__main__":
    sys.exit(main())
