"""The command line: what works with rows starts only with the keys of this database."""

import sys
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import ManagementUtility
from django.core.management.base import BaseCommand

from huifang.checks import command_door

# Django's own that read or write rows.
DJANGOS = frozenset({"shell", "runserver", "testserver", "dumpdata", "loaddata"})
# Of ours: `migrate` asks for itself, `clocks` knows no database.
WITHOUT = frozenset({"migrate", "clocks"})


class Utility(ManagementUtility):
    def fetch_command(self, subcommand: str) -> BaseCommand:
        found = super().fetch_command(subcommand)
        if self.argv[1:2] == [subcommand] and works_with_rows(found, subcommand):
            command_door(may_register=subcommand not in settings.OWNER_COMMANDS)
        return found


def works_with_rows(command: BaseCommand, name: str) -> bool:
    return name in DJANGOS or (_is_ours(command) and name not in WITHOUT)


def _is_ours(command: BaseCommand) -> bool:
    package = type(command).__module__.partition(".")[0]
    return any(
        config.name == package and Path(config.path).parent == settings.BASE_DIR
        for config in apps.get_app_configs()
    )


def main() -> None:
    Utility(sys.argv).execute()
