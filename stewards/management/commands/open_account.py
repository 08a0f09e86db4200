"""open_account: one more account from the command line: on trial any, in production a steward."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.acting import for_system
from accounts.actions import open_account
from accounts.models import Unit
from accounts.roles import STEWARD_ROLES, Role
from columns.refusal import Refused
from signin.actions import hand_out_initial_password, set_own_password
from stewards.management.commands._asking import ONCE, ask, ask_password
from workdays.clock import now


class Command(BaseCommand):
    help = "增加一个账号。正式环境只用于补设三员，业务账号由三员在页面上办理。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role", choices=Role.values, help="角色代码")
        parser.add_argument("--account", default="", help="登录名")
        parser.add_argument("--name", default="", help="使用人姓名")
        parser.add_argument("--unit", default="", help="单位全称")
        parser.add_argument("--staff-no", default="", help="工号，三员必填")

    def handle(self, *args: Any, **options: Any) -> None:
        role = Role(options["role"])
        if role not in STEWARD_ROLES and not settings.DEVELOPMENT:
            raise CommandError(
                "正式环境的业务账号由三员办理：系统管理员建立，安全管理员授权，另一人复核。"
            )
        username = ask("登录名", options["account"], "--account")
        name = ask("使用人姓名", options["name"], "--name")
        full_name = ask("单位全称", options["unit"], "--unit")
        staff_no = options["staff_no"]
        if role in STEWARD_ROLES:
            staff_no = ask("工号", staff_no, "--staff-no")
        password = ask_password(username)
        try:
            with for_system("open_account"):
                user = open_account(
                    username=username,
                    display_name=name,
                    role=role,
                    unit=Unit.objects.get(full_name=full_name, closed_on__isnull=True),
                    staff_no=staff_no,
                    by=None,
                )
                secret = ""
                if password:
                    set_own_password(user, password=password, at=now())
                else:
                    secret = hand_out_initial_password(user, by=None, at=now())
        except Unit.DoesNotExist:
            raise CommandError(f"没有名为“{full_name}”的单位，请核对全称。") from None
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"已建立账号 {username}（{role.label}，{full_name}）。")
        if secret:
            self.stdout.write(f"口令：{secret}（{ONCE}）")
