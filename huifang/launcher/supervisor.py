"""Keeps the program's processes running, reports a death with the end of its log, ends them all."""

import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from huifang.launcher.home import ROOT
from huifang.launcher.processes import STOP_SIGNALS, start, stop, tail
from huifang.launcher.services import Services

RESTARTS = 3
FORGIVEN_AFTER = 300.0  # seconds after which an earlier death no longer counts


class Stopped(Exception):
    """Somebody asked us to stop; nothing is wrong."""


class Broken(Exception):
    """The program cannot go on; the text says why."""


@dataclass
class Part:
    """One process of the program."""

    label: str
    command: Sequence[str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    deaths: list[float] = field(default_factory=list)

    def died(self) -> bool:
        return self.process is not None and self.process.poll() is not None


def pause(seconds: float) -> None:
    """Wait, unless asked to stop. The signals are blocked, so none is lost."""
    if signal.sigtimedwait(STOP_SIGNALS, seconds) is not None:
        raise Stopped


class Supervisor:
    def __init__(self, services: Services, logs: Path, env: Mapping[str, str]) -> None:
        self.services, self.logs, self.env = services, logs, env
        self.parts: list[Part] = []

    def run(self, name: str, command: Sequence[str]) -> str:
        """One step to its end; answers what it printed, raises Broken with its complaint."""
        log, answer = self.logs / f"{name}.log", self.logs / f"{name}.out"
        with log.open("wb") as errors, answer.open("wb") as out:
            process = start(command, env=self.env, log=out, errors=errors, cwd=ROOT)
        self.services.janitor.watch(process)
        try:
            while process.poll() is None:
                self.look()
                pause(0.1)
        finally:
            stop(process, signal.SIGTERM, patience=5)
        printed = answer.read_text(errors="replace")
        answer.unlink()
        if process.returncode:
            raise Broken(f"“{name}”没有成功：\n{tail(log) or printed}\n完整日志：{log}")
        return printed

    def add(self, label: str, name: str, command: Sequence[str]) -> None:
        part = Part(label, command, self.logs / f"{name}.log")
        self.parts.append(part)
        self._start(part)

    def _start(self, part: Part) -> None:
        with part.log.open("ab") as log:
            part.process = start(part.command, env=self.env, log=log, cwd=ROOT)
        self.services.janitor.watch(part.process)

    def look(self) -> None:
        """Restart what died; give up when it dies again and again, or a server is gone."""
        for name in self.services.dead():
            log = self.services.log(name)
            raise Broken(f"{name} 意外停止，日志末尾（{log}）：\n{tail(log)}")
        for part in self.parts:
            if part.died():
                self._mourn(part)

    def _mourn(self, part: Part) -> None:
        now = time.monotonic()
        part.deaths = [at for at in part.deaths if now - at < FORGIVEN_AFTER] + [now]
        code = part.process.returncode if part.process else 0
        report = f"{part.label}意外退出（代码 {code}），日志末尾（{part.log}）：\n{tail(part.log)}"
        if len(part.deaths) > RESTARTS:
            raise Broken(f"{report}\n已重新启动 {RESTARTS} 次仍不成功，系统停止。")
        print(f"\n{report}\n正在重新启动（第 {len(part.deaths)} 次）。", flush=True)
        self._start(part)

    def stop(self) -> None:
        """Ask all at once, then wait for each: gunicorn and Celery finish what they hold."""
        living = [part.process for part in self.parts if part.process]
        for process in living:
            if process.poll() is None:
                process.terminate()
        for process in living:
            stop(process, signal.SIGTERM, patience=10)
        self.parts.clear()
