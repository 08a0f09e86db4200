"""manage.py reconcile --on DATE [--json]: bring all obligations in line with the rule."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from visits.actions import reconcile_all
from workdays.clock import today

WORDS = {
    "added": "新增",
    "met": "已办",
    "moved": "改期",
    "revived": "恢复",
    "withdrawn": "撤回",
}


class Command(BaseCommand):
    help = "核对应办事项：应有的补上，多出的撤回并留原因，改期的改期。重复执行结果不变。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--on", type=date.fromisoformat, default=None, metavar="DATE", help="例如2026-09-30"
        )
        parser.add_argument("--json", action="store_true", help="以JSON输出各项数目")

    def handle(self, *_: Any, **options: Any) -> None:
        on = options["on"] or today()
        done = reconcile_all(on=on)
        if options["json"]:
            self.stdout.write(json.dumps({"on": on.isoformat(), **asdict(done)}))
            return
        counts = "，".join(f"{word}{getattr(done, name)}项" for name, word in WORDS.items())
        self.stdout.write(f"{on.isoformat()}：{counts}。")
