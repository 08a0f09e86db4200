"""rotate_keys: killed midway and run again, everything opens with the new key alone."""

import os
import signal
import subprocess
import sys
import time
from functools import partial

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings

from accounts.acting import for_system
from audit.models import Entry
from cases.actions.writing import insert_rows, take_keys
from cases.models import Cadre
from columns import rotation
from columns.keychecks import key_faults, register_keys
from columns.keyring import blind_index, blind_indexes
from columns.models import KeyCheck
from intake.models import ImportBatch, ImportSource
from tests import factories
from tests.columns.conftest import BLIND_NEW, BLIND_OLD, NEW, OLD
from tests.columns.test_sealed import legacy
from tests.plugins.database import ROOT

MANY = 10_000
BEFORE = {"FIELD_KEYS": [OLD], "BLIND_KEY": BLIND_OLD, "CRYPTO_SUITE": "intl"}
BOTH = {"FIELD_KEYS": [NEW, OLD], "BLIND_KEY": f"{BLIND_NEW},{BLIND_OLD}"}
AFTER = {"FIELD_KEYS": [NEW], "BLIND_KEY": BLIND_NEW}


def number(place):
    """A distinct text for each person; whether it is a real ID number matters to nobody here."""
    return f"1101051949{place:08}"


def people(count):
    unit = factories.work_unit()
    rows = [
        Cadre(
            name="甲",
            name_key="甲",
            unit=unit,
            created_at=factories.NOON,
            phone=f"138{place:08}",
            id_number=number(place),
            id_index=blind_index(number(place)),
        )
        for place in range(count)
    ]
    for row, key in zip(rows, take_keys(Cadre, count), strict=True):
        row.pk = key
    for start in range(0, count, 1000):
        insert_rows(rows[start : start + 1000])
    return rows


def rotate():
    return rotation.rotate(within=partial(for_system, "test"), tell=lambda _what, _rows: None)


def heads(table, column):
    """Key ids and how many values each sealed."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT convert_from(substring({column} FROM 3 FOR 2), 'UTF8'), count(*)"
            f" FROM {table} WHERE {column} IS NOT NULL GROUP BY 1"
        )
        return dict(cursor.fetchall())


def test_rows_histories_and_indexes_are_made_again_and_nothing_else_changes(db, settings):
    with override_settings(**BEFORE):
        register_keys()
        (person,) = people(1)
    with override_settings(**BOTH):
        register_keys()
        histories, version = person.history.count(), Cadre.objects.get().version
        assert rotation.remaining() == 2
        assert rotate() == 2
        assert (rotation.remaining(), rotate()) == (0, 0)
        assert (person.history.count(), Cadre.objects.get().version) == (histories, version)
        assert sorted(rotation.retire()) == ["k1", "x1"]
    with override_settings(**AFTER):
        assert key_faults() == []
        again = Cadre.objects.get(id_index=blind_index(number(0)))
        assert (again.phone, again.id_number) == ("13800000000", number(0))
        assert again.history.get().id_number == number(0)
        assert bytes(again.history.get().id_index) == blind_index(number(0))


def test_the_history_keeps_its_guard_after_the_rotation(db):
    with override_settings(**BEFORE):
        people(1)
    with override_settings(**BOTH):
        rotate()
    with pytest.raises(Exception, match="annot update"), transaction.atomic():
        Cadre.history.rel.related_model.objects.update(name="乙")


@pytest.mark.parametrize(("first", "then"), [("intl", "gm"), ("gm", "intl")])
def test_changing_the_suite_alone_makes_everything_again(db, first, then):
    with override_settings(CRYPTO_SUITE=first):
        people(3)
    with override_settings(CRYPTO_SUITE=then):
        assert Cadre.objects.filter(id_index__in=blind_indexes(number(1))).count() == 1
        assert rotate() == 6
        assert Cadre.objects.get(id_index=blind_index(number(1))).phone == "13800000001"


def test_values_from_before_rows_were_bound_are_bound_by_the_rotation(db):
    (person,) = people(1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_cadre SET phone = %s", [legacy("13800000000")])
    assert rotation.remaining() == 2  # the row, and the history that told of it
    rotate()
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM cases_cadre")
        assert bytes(cursor.fetchone()[0])[0] != 1
    assert Cadre.objects.get(pk=person.pk).phone == "13800000000"


def test_a_row_as_large_as_a_workbook_is_taken_by_itself(db, monkeypatch):
    office = factories.office()
    for place in range(3):
        batch = ImportBatch.objects.create(
            office=office, file_name="甲.xlsx", file_bytes=1, sha256=f"{place}" * 64,
            on=factories.TODAY, uploaded_at=factories.NOON,
        )  # fmt: skip
        ImportSource.objects.create(batch=batch, body="x" * 5000)
    monkeypatch.setattr(rotation, "BYTES", 6000)
    table = next(each for each in rotation.tables() if each.model is ImportSource)
    with override_settings(CRYPTO_SUITE="gm"):
        assert len(rotation._next(table, 0)) == 1
        rotate()
        assert {each.body for each in ImportSource.objects.all()} == {"x" * 5000}


def test_a_key_still_in_use_is_not_called_removable(db, capsys, monkeypatch):
    with override_settings(**BEFORE):
        register_keys()
        people(1)
    with override_settings(**BOTH):
        register_keys()
        monkeypatch.setattr(rotation, "rotate", lambda **_: 0)
        call_command("rotate_keys")
        said = capsys.readouterr().out
        assert "请重新启动全部进程，再执行一次 rotate_keys。" in said
        assert not KeyCheck.objects.exclude(retired_at=None).exists()


def test_the_rotation_stands_in_the_record_without_a_key(db, capsys):
    with override_settings(**BEFORE):
        register_keys()
        people(2)
    with override_settings(**BOTH):
        register_keys()
        call_command("rotate_keys")
    said = capsys.readouterr().out
    assert "密钥 k1、x1 已不再需要，可以从 FIELD_KEYS、BLIND_KEY 中删去。" in said
    entry = Entry.objects.get(verb="key.rotate")
    assert (entry.detail["rows"], entry.detail["left"]) == (4, 0)
    assert "b2b2" not in str(entry.detail) + said


@pytest.mark.slow
def test_a_rotation_killed_midway_is_resumed_and_the_old_key_removed(committed_db):
    env = {
        **os.environ, "FIELD_KEYS": f"{NEW},{OLD}", "BLIND_KEY": f"{BLIND_NEW},{BLIND_OLD}",
        "CRYPTO_SUITE": "gm",
    }  # fmt: skip
    command = [sys.executable, "manage.py", "rotate_keys"]
    with override_settings(**BEFORE):
        with for_system("test"):
            register_keys()
        with transaction.atomic():
            rows = people(MANY)
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
    while heads("cases_cadre", "phone").get("k2", 0) == 0:
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    half = heads("cases_cadre", "phone")
    assert sum(half.values()) == MANY
    assert half["k1"] > 0
    assert half["k2"] > 0
    with override_settings(**BOTH):  # meanwhile everything is readable
        assert {each.phone for each in Cadre.objects.all()} == {each.phone for each in rows}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    assert "密钥 k1、x1 已不再需要" in done.stdout
    for table in ("cases_cadre", "cases_cadrehistory"):
        assert heads(table, "phone") == heads(table, "id_number") == {"k2": MANY}
    with override_settings(**AFTER, CRYPTO_SUITE="gm"):
        assert key_faults() == []
        found = {each.pk: each for each in Cadre.objects.all()}
        assert [
            (found[row.pk].phone, found[row.pk].id_number, bytes(found[row.pk].id_index))
            for row in rows
        ] == [(row.phone, row.id_number, blind_index(row.id_number)) for row in rows]
