"""./start manage ARGS: one command against the same services, up or not."""

import signal
import subprocess
import sys
import time

from huifang.launcher.environment import program_environment
from huifang.launcher.home import ROOT, Home
from huifang.launcher.processes import STOP_SIGNALS, die_with_parent
from huifang.launcher.serving import private_services
from huifang.launcher.supervisor import Broken

PATIENCE = 60.0


def manage(home: Home, words: list[str]) -> int:
    """The exit code is the command's own."""
    if home.take():
        services = private_services(home)
        services.start()
        try:
            status = _run(home, words, services.environment())
        finally:
            services.stop()
    else:
        status = _run(home, words, _running_services(home))
    if words[:1] == ["clear_demo"] and not status:
        home.forget("accounts")  # the next start must not offer them
    if words[:1] == ["migrate"]:
        home.forget("migrated")  # the next start looks for itself
    return status


def _running_services(home: Home) -> dict[str, str]:
    """What the running ./start wrote down; it may still be starting."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        running = home.recall("running")
        if isinstance(running, dict) and "services" in running:
            return dict(running["services"])
        time.sleep(0.2)
    raise Broken("系统正在启动或停止，请稍后再试。")


def _run(home: Home, words: list[str], services: dict[str, str]) -> int:
    """In the foreground with the terminal: Ctrl-C reaches the command, we wait for its end."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=program_environment(home, services, "127.0.0.1"),
        preexec_fn=die_with_parent(),
    )
    while True:
        try:
            return process.wait(timeout=0.05)
        except subprocess.TimeoutExpired:
            signalled = signal.sigtimedwait(STOP_SIGNALS, 0)
        if signalled is not None and signalled.si_signo != signal.SIGINT:
            process.send_signal(signalled.si_signo)
