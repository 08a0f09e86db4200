"""Who may work past the walls: the modules that enter hf_system, each with its reason."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from columns.guarded import Guarded
from columns.walls import Wall
from tests.house import APPS, own_files

ROOT = Path(__file__).resolve().parent.parent.parent
DOORS = {"for_system", "as_system"}
# A job of the program, a command at the console, or a computation from all facts (decisions 1.11).
MAY_ENTER = {
    "accounts/acting.py": "the doors themselves, and every act",
    "cases/actions/due.py": "the morning's recomputation",
    "cases/facts/handed.py": "name and unit of whom an issue handed to 组织部门 concerns",
    "cases/actions/periods.py": "clocks are computed from all decisions of a cadre",
    "cases/facts/handovers.py": "an offer tells its receiver whom it is about",
    "cases/facts/policies.py": "a version governs whom it governs, whoever looks at it",
    "cases/management/commands/rebuild_rows.py": "a command at the console",
    "corrections/actions/publication.py": "a version is applied to everybody it governs",
    "corrections/facts/publication.py": "a version governs whom it governs, whoever looks at it",
    "corrections/actions/sweep.py": "the night's sweep of clocks",
    "corrections/tasks.py": "publishing a version",
    "attachments/tasks.py": "files without a row, and rows without a file, whoever owns them",
    "dashboard/demo/open_work.py": "the demo loader",
    "dashboard/demo/settling.py": "the demo loader",
    "needs/facts/told.py": "name and unit of whom a need handed to a department concerns",
    "reminders/actions/daily.py": "the day's sweep of reminders",
    "reminders/actions/digests.py": "the day's digests: counts, and no names",
    "dashboard/demo/play.py": "the demo loader",
    "dashboard/demo/stage.py": "the demo loader",
    "huifang/checks.py": "keys are registered at the door",
    "huifang/management/commands/rotate_keys.py": "a command at the console",
    "intake/actions/undo.py": "who was worked on since, whoever undoes",
    "intake/actions/snapshot.py": "the same person elsewhere counts, and is not told of",
    "intake/management/commands/import_ledger.py": "a command at the console",
    "reports/tasks.py": "the night's drafts of letters",
    "stewards/facts/passing.py": "what somebody has in hand; names only of whom the asker finds",
    "stewards/actions/passing.py": "a file changes hands when its keeper leaves",
    "stewards/actions/units.py": "units are renamed under files nobody present may see",
    "stewards/facts/current.py": "what is current with an account: counts and numbers, no names",
    "stewards/facts/log.py": "dossier numbers in the auditor's list",
    "stewards/facts/start.py": "the health of jobs",
    "stewards/management/commands/first_office.py": "a command at the console",
    "stewards/management/commands/new_secret.py": "a command at the console",
    "stewards/management/commands/open_account.py": "a command at the console",
    "stewards/management/commands/verify_audit.py": "a command at the console",
    "stewards/tasks.py": "the night's look at sleeping accounts",
    "visits/actions/team_check.py": "the night's look at teams",
    "visits/facts/classes.py": "a class is proposed from all facts of a person",
    "visits/facts/organ_reports.py": "which organs carry files for which, and since when",
    "visits/facts/reading.py": "which visitors have read the file, by the record of reading",
    "visits/facts/similar.py": "that two plans share their words, without saying whose",
    "visits/facts/states.py": "an open 会商 holds up papers, whoever asks",
    "visits/facts/teams.py": "days on which an officer goes elsewhere, and nothing else of it",
    "visits/actions/sweep.py": "the reconciliation of what is owed",
}


def entering(path: Path) -> bool:
    """Names one of the doors anywhere in its code."""
    return any(
        isinstance(node, ast.Name | ast.Attribute)
        and (node.id if isinstance(node, ast.Name) else node.attr) in DOORS
        for node in ast.walk(ast.parse(path.read_text()))
    )


def test_only_these_modules_enter_the_systems_role():
    found = {str(path.relative_to(ROOT)) for path in own_files() if entering(path)}
    assert found == set(MAY_ENTER)


def of_case_data() -> list[type[models.Model]]:
    """Models of the program whose rows reach a cadre or a dossier by a column or a wall."""
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in APPS and not hasattr(model, "pgh_tracked_model")
    ]


@pytest.mark.parametrize("model", of_case_data(), ids=lambda model: model._meta.label)
def test_case_data_stands_behind_a_wall_and_a_guard(model):
    leads = {"cadre", "dossier", "cadre_id", "dossier_id"}
    carries = leads & {field.name for field in model._meta.get_fields() if field.concrete}
    is_walled = isinstance(getattr(model, "wall", None), Wall)
    assert is_walled or not carries or model._meta.label in EXCUSED, "declare `wall = Wall(...)`"
    if is_walled:
        assert isinstance(model._default_manager.all(), Guarded)


# Ids without a person behind them, readable by those named.
EXCUSED = {
    "audit.Entry": "has policies of its own: own rows, the auditor, the keeper of a dossier",
    "audit.StatedPurpose": "has policies of its own: whoever stated it, and the record",
    "jobs.Job": "ids and progress; a page shows it to whoever asked",
}
