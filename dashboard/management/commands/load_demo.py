"""load_demo: the twenty invented cases, acted out up to today."""

import json
import secrets
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from columns.refusal import Refused
from dashboard.demo.play import has_real_people, play
from dashboard.demo.story import BASELINE, Story, read_story
from workdays.clock import now, today

# Only ever beside nothing but invented people; beside real ones a random one is made.
DEMO_PASSWORD = "huifang-demo"  # noqa: S105 (printed by the command itself)


class Command(BaseCommand):
    help = "装入演练数据：二十个虚构个案，每个角色一个账号。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=date.fromisoformat, help="以这一天为今天，默认今天")
        parser.add_argument(
            "--unshifted", action="store_true", help=f"不移动日期，基准日为{BASELINE}"
        )
        parser.add_argument("--json", action="store_true", help="以 JSON 输出演练账号")
        parser.add_argument("--beside-real", action="store_true", help="已有真实数据时也装入")

    def handle(self, *args: Any, **options: Any) -> None:
        beside = has_real_people()
        if beside and not options["beside_real"]:
            raise CommandError(
                "库里已有真实的回访对象，没有装入演练数据。确要一起放，请加上 --beside-real；"
                "用完运行 clear_demo，只删除演练数据。"
            )
        password = secrets.token_urlsafe(9) if beside else DEMO_PASSWORD
        story = read_story(today=BASELINE if options["unshifted"] else options["on"] or today())
        try:
            play(story, password=password, at=now())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self._print(story, password, as_json=options["json"])

    def _print(self, story: Story, password: str, *, as_json: bool) -> None:
        accounts = [
            {
                "role": f"{each['title']}　{each['name']}",
                "username": each["key"],
                "password": password,
            }
            for each in story.accounts
        ]
        if as_json:
            self.stdout.write(json.dumps(accounts, ensure_ascii=False))
            return
        self.stdout.write(f"演练数据已装入，基准日{story.baseline}。演练账号：")
        for account in accounts:
            self.stdout.write(f"  {account['role']}　{account['username']}　密码 {password}")
