"""manage.py sweep_clocks --on DATE [--json]: marks, notices and stages in line with all clocks."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from corrections.actions import sweep_all
from workdays.clock import today

WORDS = {
    "marked": "新提示",
    "revived": "恢复提示",
    "unmarked": "撤回提示",
    "drafted": "起草通知",
    "withdrawn": "撤回通知",
    "tracked": "转入使用跟踪",
}


class Command(BaseCommand):
    help = (
        "核对期满提示：届满前后各提示一次，起草期满通知，届满日变了的随之撤回。重复执行结果不变。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--on", type=date.fromisoformat, default=None, metavar="DATE", help="例如2026-09-30"
        )
        parser.add_argument("--json", action="store_true", help="以JSON输出各项数目")

    def handle(self, *_: Any, **options: Any) -> None:
        on = options["on"] or today()
        done = sweep_all(on=on)
        if options["json"]:
            self.stdout.write(json.dumps({"on": on.isoformat(), **asdict(done)}))
            return
        counts = "，".join(f"{word}{getattr(done, name)}项" for name, word in WORDS.items())
        self.stdout.write(f"{on.isoformat()}：{counts}。")
