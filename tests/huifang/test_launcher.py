"""./start as its user meets it: reaches the page, heals, keeps data, and leaves nothing behind."""

import http.client
import json
import os
import signal

import pytest

from tests.huifang.launching import Launched, a_home, free_port, gone, moments

FIRST = ("first_office", "--office", "江川县纪委监委", "--account", "zhang")
pytestmark = [pytest.mark.worker, pytest.mark.slow]


@pytest.fixture(scope="module")
def home():
    """One home for all tests here, migrated once with the office's first account."""
    with a_home() as folder:
        made = Launched(folder, "manage", "migrate", "-v0")
        assert made.process.wait(timeout=120) == 0, made.text()
        made = Launched(folder, "manage", *FIRST)
        assert made.process.wait(timeout=60) == 0, made.text()
        assert "已建立“江川县纪委监委”和账号 zhang（案件审理室主任）。" in made.text()
        (folder / "first.json").write_text("{}")  # as ./start --empty leaves it: no demo data
        yield folder


@pytest.fixture
def port():
    return free_port()


@pytest.fixture
def launch(home, port):
    """Starts the program; whatever a failed test left running ends with it."""
    started = []

    def run(*words):
        started.append(Launched(home, "--port", str(port), *words))
        started[-1].wait_for("后台任务已就绪")
        return started[-1]

    yield run
    for launched in started:
        if launched.process.poll() is None:
            launched.end(signal.SIGTERM)


def get(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def first_account(home):
    """A command beside a running program or alone: the same answer."""
    ask = "from accounts.models import User; print(User.objects.get(role='director').username)"
    asked = Launched(home, "manage", "shell", "--no-imports", "-c", ask)
    return asked.process.wait(timeout=60), asked.text().strip()


def pid_of(launched, words, *, after=None):
    """The oldest process saying these words, once there is one; `after` is the one it replaces.

    The launcher says what it is about to start, so the process may come a moment later.
    """
    for _ in moments(60):
        found = {pid for pid, line in launched.family().items() if words in line} - {after}
        if found:
            return min(found)
    raise AssertionError(f"no {words!r} in {launched.family()}")


def test_a_start_reaches_the_page_and_a_term_leaves_nothing(launch, home, port):
    launched = launch()
    sockets = launched.sockets()
    status, text = get(port, "/healthz")
    report = json.loads(text)
    parts = ("database", "broker", "worker", "disk")
    assert (status, [report[part] for part in parts]) == (200, ["ok"] * 4)
    assert get(port, "/login/")[0] == 200
    assert sockets.stat().st_mode & 0o077 in (0, 0o011)  # root lets the server's account through
    assert (home / "secrets.json").stat().st_mode & 0o077 == 0
    assert "visits.tasks.reconcile" in (home / "logs" / "worker.log").read_text()
    assert launched.end(signal.SIGTERM) == 0
    assert launched.text().endswith("系统已停止。\n")
    assert gone(launched, sockets)


def test_a_running_program_serves_commands_heals_and_dies_with_its_killed_launcher(
    launch, home, port
):
    launched = launch()
    sockets = launched.sockets()
    second = Launched(home, "--port", str(free_port()))
    assert second.process.wait(timeout=60) == 1
    said = f"系统已经在运行：http://127.0.0.1:{port}/。要停止它，请在它的窗口按 Ctrl-C。"
    assert second.text().strip() == said
    assert first_account(home) == (0, "zhang")
    worker = pid_of(launched, "celery -A huifang worker")
    os.kill(worker, signal.SIGKILL)
    launched.wait_for("后台任务进程意外退出（代码 -9）")
    launched.wait_for("正在重新启动（第 1 次）")
    assert pid_of(launched, "celery -A huifang worker", after=worker) != worker
    assert len(launched.family()) > 6
    launched.end(signal.SIGKILL)
    assert gone(launched, sockets)
    assert first_account(home) == (0, "zhang")
    assert launched.family() == {}


def test_a_dead_database_stops_the_program_and_a_hang_up_does_too(launch, home):
    launched = launch()
    sockets = launched.sockets()
    os.kill(pid_of(launched, "unix_socket_directories"), signal.SIGKILL)
    assert launched.process.wait(timeout=60) == 1
    assert "PostgreSQL 意外停止，日志末尾" in launched.text()
    assert gone(launched, sockets)
    launched = launch()
    sockets = launched.sockets()
    assert launched.end(signal.SIGHUP) == 0
    assert gone(launched, sockets)


def test_a_taken_port_is_said_before_anything_starts(home):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        launched = Launched(home, "--port", str(port))
        assert launched.process.wait(timeout=60) == 1
    assert f"不能使用 127.0.0.1 的端口 {port}" in launched.text()
    assert f"./start --port {port % 60000 + 1}" in launched.text()


def test_an_unknown_word_is_refused(home):
    launched = Launched(home, "--prot", "8001")
    assert launched.process.wait(timeout=60) == 1
    assert "不认识的参数：--prot 8001。用法见 ./start --help。" in launched.text()
