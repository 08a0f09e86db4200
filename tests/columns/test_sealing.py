"""A plain column of a full table becomes a sealed one, in its history too, or nothing happens."""

import pytest
from django.db import connection

from columns.sealed import place, unseal
from columns.sealing import BATCH, seal_column

ROWS = BATCH * 2 + 3
TABLES = """
CREATE TABLE kin_talk (id bigint PRIMARY KEY, visit_id bigint NOT NULL, relation varchar(8));
CREATE TABLE kin_talkhistory
  (pgh_id int PRIMARY KEY, id bigint, visit_id bigint, relation varchar(8));
INSERT INTO kin_talk SELECT n, n + 7, CASE n % 3 WHEN 0 THEN '' ELSE 'spouse' END
  FROM generate_series(1, {rows}) n;
INSERT INTO kin_talkhistory SELECT n, n, n + 7, 'parent' FROM generate_series(1, {rows}) n;
CREATE FUNCTION kin_guard() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'append only'; END $$;
CREATE TRIGGER guard BEFORE UPDATE ON kin_talkhistory FOR EACH ROW EXECUTE FUNCTION kin_guard();
ALTER TABLE kin_talk ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE kin_talkhistory ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
"""


@pytest.fixture
def owner(committed_db):
    """The role that migrates, on a connection of its own."""
    other = connection.copy()
    other.settings_dict["USER"] = "hf_owner"
    other.settings_dict["OPTIONS"] = {}
    with other.cursor() as cursor:
        cursor.execute(TABLES.replace("{rows}", str(ROWS)))
    yield other
    other.close()


def seal_relation(owner):
    with owner.schema_editor() as editor:
        seal_column(editor, table="kin_talk", column="relation", bound_to=("visit_id",))


def read(committed_db, sql):
    import psycopg

    with psycopg.connect(committed_db.endpoints.dsn("hf_super", committed_db.database)) as every:
        return every.execute(sql).fetchall()


def test_every_row_and_every_history_is_sealed_for_its_row(owner, committed_db, suite):
    seal_relation(owner)
    rows = read(committed_db, "SELECT id, visit_id, relation FROM kin_talk ORDER BY id")
    assert len(rows) == ROWS
    for key, visit, value in rows:
        where = place("kin_talk", "relation", [visit])
        assert (unseal(value, where) if value else "") == ("spouse" if key % 3 else "")
    kept = read(committed_db, "SELECT visit_id, relation FROM kin_talkhistory")
    assert {unseal(value, place("kin_talk", "relation", [visit])) for visit, value in kept} == {
        "parent"
    }


def test_walls_and_guards_stand_again_afterwards(owner, committed_db):
    seal_relation(owner)
    rows = read(
        committed_db,
        "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE relname LIKE 'kin_talk%'"
        " AND relkind = 'r'",
    )
    assert rows == [(True, True), (True, True)]
    enabled = read(committed_db, "SELECT tgenabled FROM pg_trigger WHERE tgname = 'guard'")
    assert enabled == [("O",)]


def test_a_failure_midway_changes_nothing(owner, committed_db, monkeypatch):
    from columns import sealing

    seals = iter(range(BATCH + 5))

    def failing(text, where):
        next(seals)
        return b"sealed"

    monkeypatch.setattr(sealing, "seal", failing)
    with pytest.raises((StopIteration, RuntimeError)):
        seal_relation(owner)
    plain = read(committed_db, "SELECT count(*) FROM kin_talk WHERE relation = 'spouse'")
    assert plain == [(ROWS - ROWS // 3,)]


def test_the_migrated_database_keeps_no_relation_in_clear(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, data_type FROM information_schema.columns"
            " WHERE table_name LIKE 'visits_familytalk%%' AND column_name IN ('relation', 'text')"
        )
        assert {kind for _, kind in cursor.fetchall()} == {"bytea"}
