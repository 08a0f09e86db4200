"""clear_demo: every demo row goes, not one real row changes. The command runs as the owner of the
tables, because history and audit are append-only for everybody else."""

import os
import subprocess
import sys
from dataclasses import dataclass

import pytest
from django.db import connection

from accounts.models import Unit
from accounts.roles import Role
from cases.models import Dossier
from dashboard.demo.play import play
from dashboard.demo.story import BASELINE, read_story
from tests import factories
from tests.dashboard.conftest import PLAIN_HASHER
from tests.factories import NOON
from tests.plugins.database import ROOT

pytestmark = pytest.mark.slow

# Contexts of row history are shared by everything one act did; they hold no data of a case.
SHARED = {"pghistory_context"}


@dataclass(frozen=True)
class Sheet:
    """Stands in for the renderer: these tests are about rows."""

    content: bytes = b"%PDF-1.7"
    pages: int = 1


@pytest.fixture(autouse=True)
def _quick(monkeypatch, settings, committed_db):
    settings.PASSWORD_HASHERS = PLAIN_HASHER
    monkeypatch.setattr("dashboard.demo.letters.pdf_of", lambda _: Sheet())


def load():
    return play(read_story(today=BASELINE), password="spoken-aloud", at=NOON)


def clear(house):
    """What the command says."""
    connection.close()
    done = subprocess.run(
        [sys.executable, "manage.py", "clear_demo"],
        cwd=ROOT,
        env={**os.environ, **house.environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def contents():
    """Table → every row in it, as text."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):
            if table not in SHARED:
                cursor.execute(f'SELECT t::text FROM "{table}" t')
                found[table] = sorted(row[0] for row in cursor.fetchall())
    return found


def test_real_rows_beside_it_survive_untouched_and_nothing_else_is_left(committed_db):
    area = factories.area("真实市")
    office = factories.office(within=area)
    real = factories.dossier(office, name="真实的人", unit=factories.work_unit(within=area))
    factories.user(Role.DIRECTOR, office)
    factories.helper(real)
    before = contents()
    load()
    assert contents() != before
    said = clear(committed_db)
    assert contents() == before
    assert said.startswith("已删除演练数据")
    assert "在用" not in said


def test_offices_and_accounts_in_real_use_stay_and_are_shut(committed_db):
    stage = load()
    office, helper = stage.units["city_organ"], stage.users["bangfu"]
    real = factories.dossier(office, name="真实的人", unit=stage.units["school"])
    factories.helper(real, account=helper)
    said = clear(committed_db)
    for kept in ("临澜市纪委监委", "临澜市青禾区第三实验中学", "bangfu"):
        assert kept in said
    helper.refresh_from_db()
    assert (helper.is_active, helper.has_usable_password()) == (False, False)
    assert list(Dossier.objects.values_list("cadre__name", flat=True)) == ["真实的人"]
    assert Unit.objects.filter(is_demo=True).count() == 0
    assert real.cadre.clocks.get().policy.office == office
