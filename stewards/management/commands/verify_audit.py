"""manage.py verify_audit [--json]: whether the record stands as it was written; exit 1 if not."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localtime

from accounts.acting import for_system
from audit.choices import Outcome, Verb
from audit.record import record
from audit.verify import Verified, verify


class Command(BaseCommand):
    help = (
        "核对操作留痕：逐条核对校验值，并核对触发器、行级访问控制和数据库权限。"
        "全部完好时返回0，否则返回1，并指出第一条有问题的记录。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="以JSON输出结果")

    def handle(self, *_: Any, **options: Any) -> None:
        with for_system("verify_audit"):
            found = verify()
            # The check is an act like any other; it says how far it came, not what it found where.
            record(
                Verb.AUDIT_VERIFIED,
                by=None,
                outcome=Outcome.FAILED if found.first_bad else Outcome.DONE,
                checked=found.checked,
                unsigned=found.unsigned,
            )
        if options["json"]:
            self.stdout.write(json.dumps(_told(found), ensure_ascii=False))
        if found.first_bad is not None:
            raise CommandError(f"操作留痕有问题：{_where(found)}{found.first_bad.words}。")
        if not options["json"]:
            before = f"另有{found.unsigned}条是启用校验以前的。" if found.unsigned else ""
            self.stdout.write(f"已核对{found.checked}条操作留痕，全部完好。{before}")


def _where(found: Verified) -> str:
    bad = found.first_bad
    if bad is None or bad.pk is None or bad.at is None:
        return ""
    return f"第{bad.pk}号记录（{localtime(bad.at):%Y-%m-%d %H:%M:%S}）"


def _told(found: Verified) -> dict[str, Any]:
    bad = found.first_bad
    return {
        "checked": found.checked,
        "unsigned": found.unsigned,
        "first_bad": None if bad is None else {"id": bad.pk, "words": bad.words},
    }
