"""rotate_keys: after a new key stands first, make every sealed value and index again with it."""

from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.acting import for_system
from audit.record import record
from columns import rotation
from columns.keyring import ring

JOB = "rotate_keys"


class Command(BaseCommand):
    help = (
        "用最新的密钥（和 CRYPTO_SUITE 指定的算法）重新加密全部加密列；可随时中断，再次执行即继续。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="只数还有多少行没有换，不改动")

    def handle(self, *args: Any, **options: Any) -> None:
        keys = ring()
        if options["check"]:
            with for_system(JOB):
                left = rotation.remaining()
            self.stdout.write(f"还有 {left} 行使用以前的密钥或算法。")
            return
        self.stdout.write(
            f"使用密钥 {keys.newest}、索引密钥 {keys.newest_blind}，{keys.suite.label}。"
        )
        with for_system(JOB):
            rotation.revive()
        done = rotation.rotate(within=partial(for_system, JOB), tell=self._tell)
        with for_system(JOB):
            left = rotation.remaining()
            retired = [] if left else rotation.retire()
            record("key.rotate", by=None, rows=done, left=left, newest=keys.newest, retired=retired)
        self._end(done, left, retired)

    def _tell(self, what: str, rows: int) -> None:
        self.stdout.write(f"{what}：已重新加密 {rows} 行")

    def _end(self, done: int, left: int, retired: list[str]) -> None:
        self.stdout.write(f"本次共重新加密 {done} 行。")
        if left:
            self.stdout.write(
                f"还有 {left} 行是用以前的密钥写入的，可能有进程还没有重新启动："
                "请重新启动全部进程，再执行一次 rotate_keys。"
            )
        elif retired:
            names = "、".join(retired)
            self.stdout.write(f"密钥 {names} 已不再需要，可以从 FIELD_KEYS、BLIND_KEY 中删去。")
        else:
            self.stdout.write("没有仍在使用的旧密钥。")
