"""first_office: the office that keeps the dossiers, its three stewards, and, on trial, the account
that begins."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.acting import for_system
from accounts.actions import open_account, open_unit
from accounts.choices import UnitKind
from accounts.models import Unit, User
from accounts.roles import Role
from columns.refusal import Refused
from signin.actions import hand_out_initial_password, set_own_password
from stewards.management.commands._asking import ONCE, ask, ask_password
from workdays.clock import now

# Option, login name, role: in the order in which they begin to work.
THREE = (
    ("admin", "guanli", Role.ADMIN),
    ("security", "anquan", Role.SECURITY),
    ("auditor", "shenji", Role.AUDITOR),
)


@dataclass(frozen=True)
class Steward:
    username: str
    name: str
    staff_no: str
    role: Role


class Command(BaseCommand):
    help = "建立本单位和三员（系统、安全、审计管理员）；试用时另建一个案件审理室主任账号。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--office", default="", help="单位全称，例如 江川县纪委监委")
        parser.add_argument("--account", default="", help="试用：第一个业务账号的登录名")
        parser.add_argument("--name", default="", help="试用：业务账号的使用人姓名")
        for option, _, role in THREE:
            parser.add_argument(
                f"--{option}", default="", help=f"{role.label}，写作 姓名:工号，例如 舒朗:JC001"
            )

    def handle(self, *args: Any, **options: Any) -> None:
        with for_system("first_office"):
            if User.objects.exists():
                raise CommandError("已有账号，不再建立。新增账号由系统管理员在“用户与权限”里办理。")
        if options["account"] and not settings.DEVELOPMENT:
            raise CommandError(
                "正式环境的业务账号由三员办理：系统管理员建立，安全管理员授权，另一人复核。"
                "请去掉 --account。"
            )
        office = ask("单位全称（例如 江川县纪委监委）", options["office"], "--office")
        stewards = [_steward(options[option], username, role) for option, username, role in THREE]
        try:
            with for_system("first_office"):
                unit = open_unit(name=office, parent=None, by=None, kind=UnitKind.DISCIPLINE)
                if settings.DEVELOPMENT:
                    self._begin(unit, options)
                else:
                    self.stdout.write(f"已建立“{office}”。")
                for steward in stewards:
                    self._open(unit, steward)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"口令{ONCE}。请分别交给三位同志本人。")

    def _begin(self, unit: Unit, options: dict[str, Any]) -> None:
        """On trial one begins at once: the director, who may do most."""
        username = ask("第一个账号的登录名", options["account"], "--account")
        name = ask("使用人姓名", options["name"] or options["account"], "--name")
        password = ask_password(username)
        user = open_account(
            username=username, display_name=name, role=Role.DIRECTOR, unit=unit, by=None
        )
        self.stdout.write(f"已建立“{unit.name}”和账号 {username}（{Role.DIRECTOR.label}）。")
        if password:
            set_own_password(user, password=password, at=now())
        else:
            secret = hand_out_initial_password(user, by=None, at=now())
            self.stdout.write(f"口令：{secret}（{ONCE}）")

    def _open(self, unit: Unit, steward: Steward) -> None:
        user = open_account(
            username=steward.username,
            display_name=steward.name,
            staff_no=steward.staff_no,
            role=steward.role,
            unit=unit,
            by=None,
        )
        secret = hand_out_initial_password(user, by=None, at=now())
        self.stdout.write(
            f"  {steward.role.label}　{steward.name}　账号 {steward.username}　口令 {secret}"
        )


def _steward(given: str, username: str, role: Role) -> Steward:
    """On trial nobody is asked: the account is called what it is."""
    if not given and settings.DEVELOPMENT:
        return Steward(username, role.label, username, role)
    answer = ask(f"{role.label}（姓名:工号）", given, f"--{role.value}")
    name, _, staff_no = (part.strip() for part in answer.replace("：", ":").partition(":"))
    if not name or not staff_no:
        raise CommandError(f"{role.label}请写作 姓名:工号，例如 舒朗:JC001。")
    return Steward(username, name, staff_no, role)
