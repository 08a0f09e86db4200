"""The production description agrees with what the settings read."""

import ast
import os
import re
import subprocess
import sys

import pytest
import yaml

from huifang.launcher.services import DISCREET
from tests.house import APPS, ROOT

SETTINGS = ast.parse((ROOT / "huifang" / "settings.py").read_text())
OURS = ("web", "worker", "beat", "migrate")
SECRETS = {"SECRET_KEY", "FIELD_KEYS", "BLIND_KEY", "AUDIT_KEY"}


def _asked():
    """First arguments of env.something(...), and the two names that choose the database."""
    calls = [
        node
        for node in ast.walk(SETTINGS)
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("env.")
    ]
    names = {
        ast.literal_eval(call.args[0]) for call in calls if ast.unparse(call.args[0])[0] == "'"
    }
    return names | {"DATABASE_URL", "MIGRATION_DATABASE_URL"}


ASKED = _asked()


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


def test_the_settings_ask_for_a_known_number_of_variables():
    assert len(ASKED) >= 16


def test_all_parts_of_the_program_are_described(compose):
    assert set(compose["services"]) == {*OURS, "postgres", "redis"}
    assert compose["services"]["postgres"]["image"] == "postgres:18"


def test_the_server_in_production_logs_as_little_as_the_private_one(compose):
    settings = compose["services"]["postgres"]["command"].split(" -c ")[1:]
    assert settings == list(DISCREET)


@pytest.mark.parametrize("name", OURS)
def test_a_service_is_given_only_what_the_settings_read(compose, name):
    given = set(compose["services"][name]["environment"])
    assert given - ASKED == set()
    assert given >= {"HUIFANG_ENV", "DATABASE_URL", "REDIS_URL", *SECRETS}


def test_only_the_migration_knows_the_owner(compose):
    knowing = {name for name in OURS if "hf_owner" in str(compose["services"][name]["environment"])}
    assert knowing == {"migrate"}


def test_no_secret_stands_in_the_file(compose):
    for name in OURS:
        for variable in SECRETS:
            value = compose["services"][name]["environment"][variable]
            assert value == f"${{{variable}:?}}"


def test_every_lasting_service_has_a_health_check_and_restarts(compose):
    lasting = {name: each for name, each in compose["services"].items() if name != "migrate"}
    assert {name for name, each in lasting.items() if "healthcheck" not in each} == set()
    assert {each["restart"] for each in lasting.values()} == {"unless-stopped"}


def test_every_named_volume_is_declared_and_used(compose):
    used = {
        volume.partition(":")[0]
        for service in compose["services"].values()
        for volume in service.get("volumes", [])
        if not volume.startswith(".")
    }
    assert used == set(compose["volumes"])
    for service in compose["services"].values():
        for volume in service.get("volumes", []):
            if volume.startswith("."):
                assert (ROOT / volume.partition(":")[0]).is_file()


def test_the_example_names_every_variable():
    text = (ROOT / ".env.example").read_text()
    named = set(re.findall(r"^#? ?([A-Z_]+)=", text, re.MULTILINE))
    asked_by_compose = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))
    assert (ASKED | asked_by_compose) - named == set()
    assert named - (ASKED | asked_by_compose) == set()


def test_the_example_carries_no_secret():
    text = (ROOT / ".env.example").read_text()
    for name in [*SECRETS, "POSTGRES_PASSWORD", "HF_OWNER_PASSWORD", "HF_APP_PASSWORD"]:
        assert re.search(rf"^{name}=$", text, re.MULTILINE)


def test_the_image_holds_every_app_and_runs_without_root():
    text = (ROOT / "Dockerfile").read_text()
    assert [app for app in APPS if f"COPY {app} {app}\n" not in text] == []
    assert text.index("USER huifang") < text.index("CMD")
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    assert [app for app in APPS if f"!{app}" not in ignored] == []
    for package in ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"):
        assert package in text


@pytest.mark.slow
def test_static_files_are_collected_as_the_image_does(tmp_path):
    """The manifest storage refuses a style sheet that names a file which is not there."""
    env = {**os.environ, "HUIFANG_ENV": "production", "STATIC_ROOT": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"],
        cwd=ROOT, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "staticfiles.json").is_file()


def test_the_operations_page_gives_the_same_roles_as_the_launcher():
    text = (ROOT / "docs" / "operations.md").read_text()
    statements = [
        line
        for line in (ROOT / "huifang" / "launcher" / "roles.sql").read_text().splitlines()
        if line and not line.startswith("--")
    ]
    assert len(statements) == 4
    assert [line for line in statements if line not in text] == []


def test_the_operations_page_names_every_command():
    text = (ROOT / "docs" / "operations.md").read_text()
    commands = {
        path.stem
        for path in ROOT.glob("*/management/commands/*.py")
        if not path.stem.startswith("_")
    }
    assert {name for name in commands if name not in text} == set()
