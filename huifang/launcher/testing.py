"""What ./test runs: every check, cheapest first, then pytest on private services.

./test            all of it; the whole suite always migrates an empty database
./test --fast     all static checks, and the tests not marked slow, browser or worker
./test --matrix   the walls alone, whole: every actor × every object × GET and POST × htmx or not
./test WORDS      pytest alone with these words, on a kept cluster
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from huifang.launcher import cluster_cache
from huifang.launcher.binaries import Missing
from huifang.launcher.processes import STOP_SIGNALS, die_with_parent
from huifang.launcher.services import ServiceFailed, Services

ROOT = Path(__file__).resolve().parent.parent.parent
BIN = Path(sys.executable).parent
MANAGE = [sys.executable, "manage.py"]
MATRIX, WHOLE = "tests/walls/test_matrix.py", {"HUIFANG_MATRIX": "1"}
FAST = ["-m", "not slow and not browser and not worker"]


def static_checks() -> list[tuple[str, list[str]]]:
    """Cheapest first; none of them needs a database."""
    templates = [str(path) for path in sorted((ROOT / "templates").rglob("*.html"))]
    return [
        ("ruff format", [f"{BIN}/ruff", "format", "--check", "--quiet", "."]),
        ("ruff check", [f"{BIN}/ruff", "check", "--quiet", "."]),
        ("lint-imports", [f"{BIN}/lint-imports"]),
        ("djade", [f"{BIN}/djade", "--check", "--target-version", "5.2", *templates]),
        ("djlint", [f"{BIN}/djlint", "--lint", "--quiet", "templates"]),
        ("mypy", [f"{BIN}/mypy", "."]),
    ]


def database_checks() -> list[tuple[str, list[str]]]:
    return [
        ("makemigrations", [*MANAGE, "makemigrations", "--check", "--dry-run"]),
        ("check", [*MANAGE, "check", "--fail-level", "WARNING", "--database", "default"]),
    ]


def environment(services: Services) -> dict[str, str]:
    """The program's settings for a test, and the doors the fixtures need beside them."""
    return {
        **os.environ,
        **services.environment(),
        "HUIFANG_ENV": "development",
        "HUIFANG_TEST_PG": str(services.endpoints.pg_dir),
        "HUIFANG_TEST_REDIS": str(services.endpoints.redis_socket),
        "HUIFANG_TEST_SCRATCH": str(services.sockets),
    }


def run_check(name: str, command: Sequence[str], env: dict[str, str]) -> bool:
    """One line when it passes, all its words when it does not."""
    began = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        preexec_fn=die_with_parent(signal.SIGTERM),
    )
    word = "未通过" if done.returncode else "通过"
    print(f"{name:<15}{word}（{time.monotonic() - began:.1f} 秒）", flush=True)
    if done.returncode:
        print(done.stdout, flush=True)
    return done.returncode == 0


def run_pytest(services: Services, words: Sequence[str]) -> int:
    """In the foreground, so that a debugger has its terminal."""
    process = subprocess.Popen(
        [sys.executable, "-m", "pytest", *words],
        cwd=ROOT,
        env=environment(services),
        preexec_fn=die_with_parent(signal.SIGTERM),
    )
    services.janitor.watch(process)
    try:
        return process.wait()
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()


def some_tests(words: Sequence[str]) -> int:
    services = Services()
    kept = cluster_cache.take(services)
    services.start()
    try:
        status = run_pytest(services, words)
        cluster_cache.keep(services, kept)
    finally:
        services.stop()
    return status


def matrix(words: Sequence[str]) -> int:
    """Before a release, within an hour; the everyday run takes the nearest objects only."""
    began = time.monotonic()
    os.environ.update(WHOLE)
    services = Services()
    services.start()
    try:
        status = run_pytest(services, ["-n", "auto", "-q", *(words or [MATRIX])])
    finally:
        services.stop()
    print(f"用时 {time.monotonic() - began:.0f} 秒。", flush=True)
    return status


def everything(words: Sequence[str]) -> int:
    """All checks run even after one failed, so that one call tells everything."""
    began = time.monotonic()
    env = {**os.environ, "HUIFANG_ENV": "development"}
    passed = [run_check(name, command, env) for name, command in static_checks()]
    services = Services()
    services.start()
    try:
        env = environment(services)
        passed += [run_check(name, command, env) for name, command in database_checks()]
        passed.append(run_pytest(services, ["-n", "auto", "-q", *words]) == 0)
    finally:
        services.stop()
    verdict = "全部通过" if all(passed) else "有未通过的检查"
    print(f"{verdict}，用时 {time.monotonic() - began:.0f} 秒。", flush=True)
    return 0 if all(passed) else 1


def main(words: list[str]) -> int:
    for sig in STOP_SIGNALS:
        signal.signal(sig, lambda number, _: sys.exit(128 + number))
    try:
        if not words:
            return everything([])
        if words == ["--fast"]:
            return everything(FAST)
        if words and words[0] == "--matrix":
            return matrix(words[1:])
        return some_tests(words)
    except (Missing, ServiceFailed) as fault:
        print(fault, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
