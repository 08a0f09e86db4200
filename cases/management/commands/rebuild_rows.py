"""manage.py rebuild_rows: make the list's read model anew from the truth."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.acting import for_system
from cases.actions import refresh_rows
from cases.models import Dossier


class Command(BaseCommand):
    help = "重建回访对象列表的读模型。"

    def handle(self, *_args: Any, **_options: Any) -> None:
        with for_system("rebuild_rows"):
            count = refresh_rows(Dossier.objects.values_list("pk", flat=True))
        self.stdout.write(f"已重建{count}行。")
