"""open_account: one more account, from the command line."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.acting import for_system
from accounts.actions import open_account
from accounts.management.commands._asking import ask, ask_password
from accounts.models import Unit
from accounts.roles import Role
from columns.refusal import Refused


class Command(BaseCommand):
    help = "为一个单位增加一个账号。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role", choices=Role.values, help="角色代码")
        parser.add_argument("--account", default="", help="登录名")
        parser.add_argument("--name", default="", help="使用人姓名")
        parser.add_argument("--unit", default="", help="单位全称")

    def handle(self, *args: Any, **options: Any) -> None:
        username = ask("登录名", options["account"], "--account")
        name = ask("使用人姓名", options["name"], "--name")
        full_name = ask("单位全称", options["unit"], "--unit")
        password, shown = ask_password(username)
        role = Role(options["role"])
        try:
            with for_system("open_account"):
                unit = Unit.objects.get(full_name=full_name, closed_on__isnull=True)
                open_account(
                    username=username,
                    display_name=name,
                    role=role,
                    unit=unit,
                    password=password,
                    by=None,
                )
        except Unit.DoesNotExist:
            raise CommandError(f"没有名为“{full_name}”的单位，请核对全称。") from None
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"已建立账号 {username}（{role.label}，{full_name}）。")
        if shown:
            self.stdout.write(f"密码：{password}（只显示这一次，请登录后妥善保管）")
