"""Each import contract and each house rule is seen to fail on a planted fault."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import models
from django.urls import URLResolver, path
from django.urls.resolvers import RegexPattern

from huifang import doors
from tests import house

pytestmark = pytest.mark.slow  # each copies the tree and runs a tool on it
BIN = Path(sys.executable).parent
CHECK = ("makemigrations", "--check", "--dry-run", "--skip-checks")

# contract or rule of ruff → the file a careless hand would touch, and what it would write there
IMPORTS = {
    "Apps import only the apps below them": ("cases/rules/__init__.py", "import visits.rules\n"),
    "Inside an app, files import only the files below them": (
        "cases/choices/__init__.py", "import cases.models\n",
    ),
    "Rules import neither Django nor Celery": ("visits/rules/__init__.py", "import django\n"),
    "Only tasks, views, commands and the project package know Celery": (
        "cases/actions/__init__.py", "import celery\n",
    ),
    "Audit entries are written through audit.record only": (
        "visits/actions/__init__.py", "import audit.models\n",
    ),
    "WeasyPrint is loaded by the renderer only, and the renderer by tasks only": (
        "reports/actions/__init__.py", "import weasyprint\n",
    ),
}  # fmt: skip
STYLE = {
    "TID251": ("visits/rules/planted.py", "from django.utils.timezone import now\n\nnow()\n"),
    "TID252": ("visits/rules/planted.py", "from . import choices as choices\n"),
    "DTZ005": ("visits/rules/planted.py", "import datetime\n\ndatetime.datetime.now()\n"),
    "PLC0415": ("visits/rules/planted.py", "def late():\n    import json\n\n    return json\n"),
    "S603": ("intake/planted.py", "import subprocess\n\nname = input()\nsubprocess.run([name])\n"),
    "T201": ("visits/rules/planted.py", 'print("x")\n'),
}


@pytest.fixture
def copy(tmp_path):
    """The program's own files, to plant a fault in."""
    for app in house.APPS:
        shutil.copytree(house.ROOT / app, tmp_path / app, ignore=shutil.ignore_patterns("fonts"))
    shutil.copytree(house.ROOT / "templates", tmp_path / "templates")
    shutil.copy(house.ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def plant(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text((path.read_text() if path.exists() else "") + text)


def run(folder: Path, *command: str) -> tuple[int, str]:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def new(rule: Callable[[Path], list[str]], folder: Path) -> set[str]:
    """What the rule finds in the copy and not in the tree it was copied from."""
    return set(rule(folder)) - set(rule(house.ROOT))


def contracts(folder: Path) -> tuple[int, str]:
    return run(folder, f"{BIN}/lint-imports", "--no-cache")


@pytest.mark.parametrize("contract", list(IMPORTS))
def test_an_import_contract_fails_on_a_planted_import(copy, contract):
    name, text = IMPORTS[contract]
    assert (copy / name).exists()
    plant(copy / name, text)
    status, said = contracts(copy)
    broken = [line for line in said.splitlines() if line.startswith(contract)]
    assert status == 1
    assert [line.split()[-1] for line in broken[:1]] == ["BROKEN"]


def test_a_file_of_another_kind_is_refused_in_an_app(copy):
    plant(copy / "cases" / "utils.py", '"""Odds and ends."""\n')
    status, said = contracts(copy)
    assert status == 1
    assert "cases.utils" in said


def test_the_contracts_hold_without_a_fault(copy):
    assert contracts(copy)[0] == 0


@pytest.mark.parametrize("rule", list(STYLE))
def test_a_rule_of_style_fails_on_a_planted_line(copy, rule):
    name, text = STYLE[rule]
    plant(copy / name, text)
    status, said = run(copy, f"{BIN}/ruff", "check", "--no-cache", "--output-format=json", name)
    assert status == 1
    assert [fault["code"] for fault in json.loads(said)] == [rule]


def test_a_long_file_is_found(copy):
    plant(copy / "cases" / "rules" / "long.py", '"""Long."""\n' + "x = 1\n" * 300)
    assert new(house.long_files, copy) == {"cases/rules/long.py: 301 lines"}


def test_a_long_function_is_found(copy):
    plant(copy / "cases" / "rules" / "long.py", "def f():\n" + "    x = 1\n" * 39)
    assert new(house.long_functions, copy) == {"cases/rules/long.py: f has 40 lines"}


def test_a_file_without_a_word_is_found(copy):
    plant(copy / "cases" / "rules" / "mute.py", "x = 1\n")
    assert new(house.files_without_a_word, copy) == {"cases/rules/mute.py"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("inline style", '<p style="color: red">'),
        ("style element", "<style>p {}</style>"),
        ("inline script", "<script>alert(1)</script>"),
        ("event attribute", '<a onclick="go()">'),
        ("unescaped value", "{{ name|safe }}"),
        ("outside address", '<img src="https://cdn.example/x.png">'),
    ],
)
def test_an_unsafe_template_is_found(copy, name, text):
    plant(copy / "templates" / "planted.html", text)
    assert new(house.unsafe_templates, copy) == {f"templates/planted.html: {name}"}


def test_a_view_without_a_permission_is_found():
    def bare(request):
        """No guard."""

    bare.__module__ = "visits.views"
    resolver = URLResolver(RegexPattern(""), [path("bare/", bare)])
    assert doors.unguarded(resolver) == ["visits.views.bare"]


@pytest.fixture
def planted_model():
    """A model as a careless hand would write it; taken out of Django's registry again."""
    from django.apps import apps

    class Planted(models.Model):
        note = models.CharField(max_length=5)

        class Meta:
            app_label = "cases"

        def __str__(self) -> str:
            return self.note

    yield Planted
    del apps.all_models["cases"]["planted"]
    apps.clear_cache()


def test_a_model_without_chinese_names_is_found(planted_model):
    assert house.nameless([planted_model]) == ["cases.Planted", "cases.Planted.note"]


def test_a_model_that_declares_nothing_personal_is_found(planted_model):
    assert house.undeclared([planted_model]) == ["cases.Planted"]


def test_a_changed_model_without_its_migration_is_found(copy):
    """makemigrations --check, on a copy whose model gained a column."""
    shutil.copy(house.ROOT / "manage.py", copy)
    model = copy / "workdays" / "models.py"
    head, _, tail = model.read_text().partition("    personal")
    model.write_text(
        f'{head}    planted = models.CharField("多出的", max_length=5)\n    personal{tail}'
    )
    status, said = run(copy, sys.executable, "manage.py", *CHECK)
    assert status == 1, said
    assert "planted" in said
