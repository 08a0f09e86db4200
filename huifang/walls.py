"""The walls as this code would build them, and as they stand in the database."""

from django.apps import apps
from django.db import connection, transaction

from cases.rules.walls import row_rule, statements
from columns.walls import digest, histories, policies, walled

STANDING = "SELECT obj_description('cases_dossierrow'::regclass, 'pg_class')"


def plan() -> list[str]:
    """Every statement, the functions before what calls them."""
    everything = apps.get_models(include_auto_created=True)
    return [
        "SET LOCAL check_function_bodies = off",
        *statements(row_rule()),
        *policies(walled(everything), histories(everything)),
    ]


def build() -> bool:
    """Put them up anew as the owner, in one transaction; False where they stand already."""
    wanted = plan()
    mark = digest(wanted)
    if standing() == mark:
        return False
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in wanted:
            cursor.execute(statement)
        cursor.execute(f"COMMENT ON TABLE cases_dossierrow IS '{mark}'")
    return True


def standing() -> str:
    """The digest left behind by whoever built them last; empty when nobody has."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING)
        return str(cursor.fetchone()[0] or "")


def stand() -> bool:
    """Whether the database guards what this code expects to be guarded."""
    return standing() == digest(plan())
