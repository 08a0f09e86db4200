"""first_office: the office that keeps the dossiers, and the account that begins."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.acting import for_system
from accounts.actions import open_account, open_unit
from accounts.choices import UnitKind
from accounts.management.commands._asking import ask, ask_password
from accounts.models import User
from accounts.roles import Role
from columns.refusal import Refused


class Command(BaseCommand):
    help = "建立本单位和第一个账号（案件审理室主任）。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--office", default="", help="单位全称，例如 江川县纪委监委")
        parser.add_argument("--account", default="", help="第一个账号的登录名")
        parser.add_argument("--name", default="", help="使用人姓名")

    def handle(self, *args: Any, **options: Any) -> None:
        with for_system("first_office"):
            if User.objects.exists():
                raise CommandError("已有账号，不再建立。新增账号请用 open_account 命令。")
        office = ask("单位全称（例如 江川县纪委监委）", options["office"], "--office")
        username = ask("第一个账号的登录名", options["account"], "--account")
        name = ask("使用人姓名", options["name"] or options["account"], "--name")
        password, shown = ask_password(username)
        try:
            with for_system("first_office"):
                unit = open_unit(name=office, parent=None, by=None, kind=UnitKind.DISCIPLINE)
                open_account(
                    username=username,
                    display_name=name,
                    role=Role.DIRECTOR,
                    unit=unit,
                    password=password,
                    by=None,
                )
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"已建立“{office}”和账号 {username}（{Role.DIRECTOR.label}）。")
        if shown:
            self.stdout.write(f"密码：{password}（只显示这一次，请登录后妥善保管）")
