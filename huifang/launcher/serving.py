"""./start: from nothing to a served program, step by step, and its watch until the end."""

import argparse
import http.client
import json
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from huifang.launcher import cluster_cache
from huifang.launcher.environment import (
    LOOPBACK,
    allowed_hosts,
    everywhere,
    program_environment,
    spoken,
)
from huifang.launcher.home import ROOT, Home
from huifang.launcher.processes import die_with_parent, tail
from huifang.launcher.services import PG, REDIS, Services
from huifang.launcher.supervisor import Broken, Supervisor, pause

UP_WITHIN = 60.0  # seconds for the web process to answer
HEART_WITHIN = 60.0  # seconds until the worker must have answered beat
CELERY = [sys.executable, "-m", "celery", "-A", "huifang"]
MANAGE = [sys.executable, "manage.py"]


@contextmanager
def step(text: str) -> Iterator[None]:
    print(f"{text}……", end="", flush=True)
    began = time.monotonic()
    yield
    print(f"完成（{time.monotonic() - began:.1f} 秒）", flush=True)


def private_services(home: Home) -> Services:
    """Only what the caller's environment does not name."""
    wanted = {PG: "DATABASE_URL", REDIS: "REDIS_URL"}
    missing = frozenset(name for name, variable in wanted.items() if variable not in os.environ)
    return Services(home.places(), missing)


def serve(home: Home, options: argparse.Namespace) -> int:
    if options.reset:
        _reset(home, sure=options.yes)
    home.rotate_logs()
    home.forget("running")
    services = private_services(home)
    supervisor = None
    try:
        with step("启动数据库和消息服务" if services.wanted else "使用指定的数据库和消息服务"):
            services.start()
        env = program_environment(home, services.environment(), options.host)
        address = f"http://{spoken(options.host)}:{options.port}/"
        home.remember("running", {"services": services.environment(), "address": address})
        supervisor = Supervisor(services, home.logs, env)
        _bring_tables_up_to_date(home, supervisor)
        _start_servers(supervisor, options)  # they come up while the first data is loaded
        _load_first_data(home, supervisor, options)
        _start_beat(home, supervisor)
        with step("等待网页就绪"):
            _await_web(supervisor, options)
        _announce(home, address, options)
        _watch(supervisor, options)
    finally:
        home.forget("running")
        if supervisor:
            supervisor.stop()
        services.stop()
    return 0


def _reset(home: Home, *, sure: bool) -> None:
    if "DATABASE_URL" in os.environ:
        raise Broken("DATABASE_URL 指定的数据库不由 ./start 删除，请在数据库里处理。")
    if sys.stdin.isatty() and not sure:
        print("将删除本机 .run 里的全部数据、附件和密钥，不能恢复。")
        if input("确定请输入“重置”，其他输入取消：").strip() != "重置":
            raise Broken("没有删除任何数据。")
    with step("删除原有数据"):
        home.reset()


def _bring_tables_up_to_date(home: Home, supervisor: Supervisor) -> None:
    """Skipped for our own database when no migration changed since the last start."""
    if PG in supervisor.services.wanted:
        made_from = cluster_cache.fingerprint()
        if home.recall("migrated") == made_from:
            return
        with step("更新数据表"):
            supervisor.run("migrate", [*MANAGE, "migrate", "--no-input"])
        home.remember("migrated", made_from)
    elif "MIGRATION_DATABASE_URL" in os.environ:
        with step("更新数据表"):
            supervisor.run("migrate", [*MANAGE, "migrate", "--no-input"])
    else:
        with step("核对数据表"):
            supervisor.run("migrate", [*MANAGE, "migrate", "--check"])


def _load_first_data(home: Home, supervisor: Supervisor, options: argparse.Namespace) -> None:
    """Once: the demonstration, or the office that asked for an empty house."""
    first = home.recall("first") is None
    if options.empty and first:
        _first_office(supervisor, options)
    elif options.demo or (first and PG in supervisor.services.wanted):
        with step("装入演练数据"):
            printed = supervisor.run("load_demo", [*MANAGE, "load_demo", "--json"])
        home.remember("accounts", json.loads(printed))
    home.remember("first", {"empty": options.empty})


def _first_office(supervisor: Supervisor, options: argparse.Namespace) -> None:
    """In the foreground, because it asks."""
    command = [*MANAGE, "first_office"]
    command += ["--office", options.office] if options.office else []
    command += ["--account", options.account] if options.account else []
    done = subprocess.run(
        command, cwd=ROOT, env=supervisor.env, preexec_fn=die_with_parent(), check=False
    )
    if done.returncode:
        raise Broken("没有建立单位和账号。请重新运行 ./start --empty。")


def _start_servers(supervisor: Supervisor, options: argparse.Namespace) -> None:
    """The worker stays idle until beat or a person gives it something to do."""
    bind = ["--bind", f"{spoken(options.host)}:{options.port}", "--workers", "2", "--threads", "4"]
    web = [sys.executable, "-m", "gunicorn", "huifang.wsgi", "--worker-class", "gthread", *bind]
    web += ["--preload", "--graceful-timeout", "8", "--no-control-socket"]
    supervisor.add("网页进程", "web", web)
    worker = [*CELERY, "worker", "--loglevel", "INFO", "--concurrency", "2", "--pool", _pool()]
    supervisor.add("后台任务进程", "worker", [*worker, "--without-gossip", "--without-mingle"])


def _start_beat(home: Home, supervisor: Supervisor) -> None:
    schedule = ["--schedule", str(home.path / "beat-schedule"), "--pidfile", ""]
    supervisor.add("定时进程", "beat", [*CELERY, "beat", "--loglevel", "INFO", *schedule])


def _pool() -> str:
    """Processes, or threads where the machine gives no shared memory for semaphores."""
    try:
        multiprocessing.Semaphore()
    except OSError:
        return "threads"
    return "prefork"


def _health(options: argparse.Namespace) -> dict[str, object] | None:
    """The report of /healthz, well or not; None when the web process does not answer."""
    host = "localhost" if everywhere(options.host) else options.host
    connection = http.client.HTTPConnection(host, options.port, timeout=3)
    try:
        connection.request("GET", "/healthz")
        report: dict[str, object] = json.loads(connection.getresponse().read())
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
    return report


def _await_web(supervisor: Supervisor, options: argparse.Namespace) -> None:
    deadline = time.monotonic() + UP_WITHIN
    while _health(options) is None:
        supervisor.look()
        if time.monotonic() > deadline:
            log = supervisor.logs / "web.log"
            raise Broken(f"网页进程没有应答，日志末尾（{log}）：\n{tail(log)}")
        pause(0.2)


def _announce(home: Home, address: str, options: argparse.Namespace) -> None:
    print(f"\n系统已启动：{address}")
    if everywhere(options.host):
        others = [name for name in allowed_hosts(options.host) if name not in LOOPBACK]
        print(f"其他机器用本机的名称或地址访问：{'、'.join(others)}")
    accounts = home.recall("accounts")
    if isinstance(accounts, list):
        print("演练账号（虚构人员，请勿录入真实信息）：")
        for account in accounts:
            print(f"  {account['role']}　{account['username']}　密码 {account['password']}")
    print("按 Ctrl-C 停止。", flush=True)


def _watch(supervisor: Supervisor, options: argparse.Namespace) -> None:
    """Until somebody stops us or something breaks; a silent worker is reported once."""
    began, silent, greeted = time.monotonic(), False, False
    while True:
        supervisor.look()
        beating = (_health(options) or {}).get("worker") == "ok"
        if beating and not greeted:
            print(f"后台任务已就绪（{time.monotonic() - began:.1f} 秒）。", flush=True)
            greeted = True
        if not beating and not silent and time.monotonic() - began > HEART_WITHIN:
            log = supervisor.logs / "worker.log"
            print(f"后台任务没有应答，日志末尾（{log}）：\n{tail(log)}", flush=True)
        silent = not beating and time.monotonic() - began > HEART_WITHIN
        pause(1.0 if not greeted else 5.0)
