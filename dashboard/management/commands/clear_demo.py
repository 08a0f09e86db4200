"""clear_demo: remove the invented cases and nothing else."""

from typing import Any

from django.core.management.base import BaseCommand

from dashboard.demo.clear import clear


class Command(BaseCommand):
    help = "删除演练数据，只删除演练数据；真实数据正在使用的单位和账号保留并列出。"

    def handle(self, *args: Any, **options: Any) -> None:
        cleared = clear()
        self.stdout.write(f"已删除演练数据{cleared.rows}行，真实数据没有改动。")
        if cleared.kept_units:
            self.stdout.write("以下单位有真实数据在用，已转为正式单位，请核对：")
            self.stdout.write("  " + "、".join(cleared.kept_units))
        if cleared.kept_accounts:
            self.stdout.write("以下账号办理过真实数据，已停用并保留姓名：")
            self.stdout.write("  " + "、".join(cleared.kept_accounts))
