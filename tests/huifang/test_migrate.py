"""Our migrate builds the same database as Django's, only sooner."""

import pgtrigger
import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations import operations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger

from huifang.management.commands.migrate import without_rebuild
from tests.house import APPS

OURS = set(APPS)


def names(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return {row[0] for row in cursor.fetchall()}


def test_every_declared_trigger_is_installed(db):
    declared = {trigger.get_pgid(model) for model, trigger in pgtrigger.registered()}
    assert len(declared) > 100
    assert declared - names("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal") == set()


def test_every_declared_constraint_and_index_is_installed(db):
    models = [model for model in apps.get_models() if model._meta.managed]
    constraints = {each.name for model in models for each in model._meta.constraints}
    indexes = {each.name for model in models for each in model._meta.indexes}
    assert len(constraints) > 80
    found = names("SELECT conname FROM pg_constraint") | names("SELECT indexname FROM pg_indexes")
    assert (constraints | indexes) - found == set()


def test_the_shorter_way_ends_with_the_command():
    def ways():
        return (
            ProjectState._append_option,
            ProjectState._find_reload_model,
            AddTrigger.state_forwards,
        )

    usual = ways()
    with without_rebuild():
        assert set(ways()).isdisjoint(usual)
    assert ways() == usual


def changes_a_key(operation):
    if isinstance(operation, operations.RenameModel | operations.RenameField):
        return True
    return isinstance(operation, operations.AlterField) and operation.field.primary_key


def test_no_migration_changes_a_key_that_others_point_to():
    """Django would look for them through the relations of the old class, which are not kept here:
    such a migration names its tables itself, or renders all classes first."""
    loader = MigrationLoader(None)
    changing = [
        f"{app} {name}: {operation.describe()}"
        for (app, name), migration in loader.disk_migrations.items()
        if app in OURS
        for operation in migration.operations
        if changes_a_key(operation)
    ]
    assert len(OURS & loader.migrated_apps) > 10
    assert changing == []


@pytest.mark.parametrize(
    ("operation", "is_one"),
    [
        (operations.RenameModel("Old", "New"), True),
        (operations.RenameField("talk", "old", "new"), True),
        (operations.AlterField("talk", "id", models.UUIDField(primary_key=True)), True),
        (operations.AlterField("talk", "note", models.TextField()), False),
        (operations.RemoveField("talk", "note"), False),
    ],
)
def test_such_a_migration_would_be_named(operation, is_one):
    assert changes_a_key(operation) is is_one
