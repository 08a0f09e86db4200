"""verify() finds every kind of damage and names the first bad row."""

import json
from io import StringIO

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from accounts.acting import for_system
from audit import mac
from audit.models import Entry
from audit.record import record
from audit.verify import verify


@pytest.fixture
def rows(committed_db):
    """Five signed entries, committed."""
    with transaction.atomic():
        for code in ("a", "b", "c", "d", "e"):
            record("list.view", by=None, page=code, rows=3)
    with for_system("test"):
        return list(Entry.objects.order_by("pk"))


def verified():
    """In a transaction of its own, which is over before anybody alters a table."""
    with for_system("test"):
        return verify()


def newest():
    with for_system("test"):
        return Entry.objects.defer(None).latest("pk")


@pytest.fixture
def behind(committed_db):
    """Somebody who owns the database and knows how to get past its triggers."""
    dsn = committed_db.endpoints.dsn("hf_super", committed_db.database)
    with psycopg.connect(dsn, autocommit=True) as other:

        def quietly(sql):
            other.execute("SET session_replication_role = replica")
            other.execute(sql)
            other.execute("SET session_replication_role = origin")

        yield quietly


def test_what_stands_as_it_was_written_is_genuine(rows):
    found = verified()
    assert (found.checked, found.unsigned, found.first_bad) == (5, 0, None)


DAMAGE = {
    "another verb": "UPDATE audit_entry SET verb = 'search' WHERE id = {2}",
    "another person": "UPDATE audit_entry SET actor_id = 7 WHERE id = {2}",
    "another moment": "UPDATE audit_entry SET at = at - interval '1 day' WHERE id = {2}",
    "another detail": "UPDATE audit_entry SET detail = '{{\"rows\": 4}}' WHERE id = {2}",
    "another outcome": "UPDATE audit_entry SET outcome = 'refused' WHERE id = {2}",
    "another dossier": "UPDATE audit_entry SET dossier_id = 9 WHERE id = {2}",
    "another key": "UPDATE audit_entry SET key_id = 'k9' WHERE id = {2}",
    "no key": "UPDATE audit_entry SET mac = NULL, form = 0 WHERE id = {2}",
}


@pytest.mark.parametrize("kind", list(DAMAGE))
def test_a_changed_row_is_named(rows, behind, kind):
    behind(DAMAGE[kind].format(*(row.pk for row in rows)))
    found = verified()
    assert (found.first_bad.pk, found.checked) == (rows[2].pk, 2)


def test_a_row_written_past_the_program_is_named(rows, behind):
    behind(
        "INSERT INTO audit_entry (at, actor_role, verb, outcome, object_type, reason, fields,"
        " purpose, detail, session_ref, form, alg, key_id, mac) VALUES (now(), '', 'list.view',"
        " 'done', '', '', '{}', '', '{}', '', 1, 'hmac-sha256', 'dev', '\\x00')"
    )
    assert verified().first_bad.pk > rows[-1].pk


def test_a_copied_row_is_named(rows, behind):
    columns = [f.column for f in Entry._meta.concrete_fields if f.column not in {"id", "xid"}]
    listed = ", ".join(columns)
    behind(
        f"INSERT INTO audit_entry ({listed}) SELECT {listed} FROM audit_entry"
        f" WHERE id = {rows[1].pk}"
    )
    bad = verified().first_bad
    assert bad.pk > rows[-1].pk
    assert "复制" in bad.words


def test_rows_from_before_rows_were_signed_are_counted_and_left(committed_db, behind):
    behind(
        "INSERT INTO audit_entry (at, actor_role, verb, outcome, object_type, reason, fields,"
        " purpose, detail, session_ref, form, alg, key_id) VALUES (now(), '', 'person.clocks',"
        " 'done', '', '原因', '{}', '', '{}', '', 0, '', '')"
    )
    with transaction.atomic():
        record("list.view", by=None)
    found = verified()
    assert (found.checked, found.unsigned, found.first_bad) == (1, 1, None)


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("ALTER TABLE audit_entry DISABLE TRIGGER ALL", "触发器被停用"),
        ("DROP TRIGGER pgtrigger_append_only_a6b88 ON audit_entry", "触发器不见了"),
        ("ALTER TABLE audit_entry NO FORCE ROW LEVEL SECURITY", "行级访问控制被关闭"),
        ("GRANT UPDATE ON audit_entry TO hf_app", "多出了不该有的数据库权限"),
        ("GRANT DELETE ON audit_statedpurpose TO hf_system", "多出了不该有的数据库权限"),
    ],
)
def test_a_disarmed_table_is_named(rows, behind, sql, words):
    behind(sql)
    assert verified().first_bad.words.startswith(words)


def test_both_suites_sign_and_each_reads_the_other(rows, settings):
    settings.CRYPTO_SUITE = "gm"
    record("list.view", by=None)
    assert (newest().alg, len(bytes(newest().mac))) == ("hmac-sm3", 32)
    settings.CRYPTO_SUITE = "intl"
    assert verified().checked == 6


def test_a_new_key_signs_and_the_old_one_still_proves(rows, settings):
    settings.AUDIT_KEY = "a2:" + "44" * 32 + "," + settings.AUDIT_KEY
    record("list.view", by=None)
    assert newest().key_id == "a2"
    assert verified().checked == 6
    settings.AUDIT_KEY = "a2:" + "44" * 32
    bad = verified().first_bad
    assert bad.pk == rows[0].pk
    assert "AUDIT_KEY" in bad.words


def test_a_pseudonym_outlives_a_new_key(settings):
    before = mac.pseudonym(42)
    settings.AUDIT_KEY = "a2:" + "44" * 32 + "," + settings.AUDIT_KEY
    assert mac.pseudonym(42) == before
    assert mac.pseudonym(43) != before
    assert before.startswith("P-")


def test_the_command_answers_one_and_names_the_row(rows, behind):
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert out.getvalue() == "已核对5条操作留痕，全部完好。\n"
    behind(DAMAGE["another verb"].format(*(row.pk for row in rows)))
    told = StringIO()
    with pytest.raises(CommandError, match=f"第{rows[2].pk}号记录"):
        call_command("verify_audit", "--json", stdout=told)
    assert json.loads(told.getvalue())["first_bad"]["id"] == rows[2].pk


def test_the_check_itself_is_on_record(rows):
    call_command("verify_audit", stdout=StringIO())
    last = newest()
    assert (last.verb, last.outcome, last.detail["checked"]) == ("audit.verified", "done", 5)


@pytest.mark.django_db
def test_columns_for_old_rows_cost_no_rewrite():
    """Every default of the migration is one PostgreSQL keeps aside instead of writing it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT provolatile FROM pg_proc WHERE proname = 'pg_current_xact_id'")
        assert cursor.fetchone() == ("s",)
