"""`manage.py clocks --input FILE.json`: clocks from JSON to JSON, without a database."""

import json
from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from clocks.wire import answer


class Command(BaseCommand):
    help = "按决定、事项和本单位规则计算影响期（处分期），输入输出都是 JSON，不读写数据库"
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--input", required=True, metavar="FILE.json", help="输入文件")
        parser.add_argument(
            "--on",
            type=_day,
            default=None,
            metavar="DATE",
            help="输入中没有写明 today 时按这一天计算，默认为今天",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        payload = self._read(Path(options["input"]))
        today = options["on"] or timezone.localdate()
        result = answer(payload, today=today)
        text = json.dumps(result, ensure_ascii=False, indent=1)
        # A lone surrogate is legal in JSON as an escape only.
        self.stdout.write(text.encode("utf-8", "backslashreplace").decode("utf-8"))

    def _read(self, path: Path) -> object:
        try:
            return json.loads(path.read_text(encoding="utf-8-sig"))
        except OSError:
            self._stop(f"读不到文件“{path}”，请核对路径，例如 --input 输入.json。")
        except (ValueError, RecursionError):
            self._stop(f"文件“{path}”不是有效的 JSON，请核对内容，文件应为 UTF-8 编码的 JSON。")

    def _stop(self, sentence: str) -> NoReturn:
        self.stderr.write(sentence)
        raise SystemExit(2)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}”不是日期，应写成年-月-日，例如 2026-11-21。") from None
