"""new_secret: for stewards whom no steward can help any more; on trial for any account."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.acting import for_system
from accounts.models import User
from accounts.roles import STEWARD_ROLES
from signin.actions import hand_out_initial_password
from stewards.management.commands._asking import ONCE
from workdays.clock import now


class Command(BaseCommand):
    help = "为三员重发初始口令，用于互相都不能登录的时候；试用时可用于任何账号。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="登录名")

    def handle(self, *args: Any, **options: Any) -> None:
        with for_system("new_secret"):
            user = User.objects.filter(username=options["username"], is_active=True).first()
            if user is None:
                raise CommandError(f"没有在用的账号“{options['username']}”，请核对登录名。")
            if user.role not in STEWARD_ROLES and not settings.DEVELOPMENT:
                raise CommandError(
                    "正式环境只为三员重发；业务账号由系统管理员提出“重发初始口令”，安全管理员复核。"
                )
            secret = hand_out_initial_password(user, by=None, at=now())
        self.stdout.write(f"{user.username} 的口令：{secret}（{ONCE}）")
