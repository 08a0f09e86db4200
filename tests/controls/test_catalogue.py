"""AZ-03: what leads to a person has its wall; without a user nothing is read or written."""

import pytest

from tests import factories
from tests.controls import catalogue as catalogue_of

# A dossier, a paper, a row of an import, a version of a row, an entry of the record.
SOME = {
    *("cases_cadre", "cases_dossier", "cases_dossierrow", "cases_document", "visits_visit"),
    *("visits_familytalk", "visits_draft", "evaluation_ballot", "reports_letter"),
    *("intake_importrow", "cases_cadrehistory", "audit_entry"),
}
FILLED = {
    *("cases_cadre", "cases_dossier", "cases_dossierrow", "cases_document", "cases_decision"),
    *("cases_clock", "cases_posting", "cases_helperdesignation", "cases_appeal"),
    *("cases_cadrehistory", "cases_dossierhistory", "audit_entry"),
}


@pytest.fixture
def filled(committed_db):
    """A person with a decision, a helper and an appeal, committed, so that "0 rows" says much."""
    dossier = factories.dossier(factories.office())
    factories.helper(dossier)
    factories.appeal(dossier.decisions.get())


def rows_of(connection, table):
    return connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]


def test_what_leads_to_a_person_is_found(catalogue):
    tables = catalogue_of.tables_of_people(catalogue)
    assert set(tables) >= SOME
    assert len(tables) > 80
    assert not {"accounts_user", "accounts_unit", "django_session"} & set(tables)


def test_every_table_of_people_has_a_wall_that_binds_its_owner_too(catalogue):
    assert catalogue_of.unguarded_tables(catalogue) == []


def test_without_a_user_nothing_is_found_though_there_are_rows(filled, catalogue):
    assert catalogue_of.readable_by_nobody(catalogue) == []
    full = [t for t in catalogue_of.tables_of_people(catalogue) if rows_of(catalogue, t)]
    assert set(full) >= FILLED


def test_without_a_user_nothing_is_written(filled, catalogue):
    assert catalogue_of.writable_by_nobody(catalogue) == []


def test_a_policy_asks_its_functions_once_per_statement(catalogue):
    assert catalogue_of.calls_per_row(catalogue) == []


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("(owner_id = ANY (( SELECT hf_organs(( SELECT hf_uid() AS hf_uid)) AS h)::bigint[]))", []),
        ("(owner_id = ANY (hf_organs(( SELECT hf_uid() AS hf_uid))))", ["hf_organs"]),
        ("(NOT hf_is_void(dossier_id))", ["hf_is_void"]),
        ("(EXISTS ( SELECT 1 FROM rows r WHERE (r.id = hf_key(t.id))))", ["hf_key"]),
        ("(( SELECT hf_role(( SELECT hf_uid() AS u)) AS r) = 'unit'::text)", []),
        ("(lower((code)::text) = 'x'::text)", ["lower"]),
    ],
)
def test_a_call_for_every_row_is_told_from_one_for_a_statement(expression, found):
    assert catalogue_of.unwrapped(expression) == found


@pytest.mark.parametrize(
    ("change", "check", "named"),
    [
        ("ALTER TABLE visits_visit DISABLE ROW LEVEL SECURITY", "unguarded_tables", "visits_visit"),
        ("ALTER TABLE cases_cadre NO FORCE ROW LEVEL SECURITY", "unguarded_tables", "cases_cadre"),
        (
            "ALTER TABLE cases_clock DISABLE ROW LEVEL SECURITY",
            "readable_by_nobody",
            "cases_clock",
        ),
        (
            "CREATE POLICY planted ON cases_cadrehistory FOR SELECT TO hf_app USING (true)",
            "readable_by_nobody",
            "cases_cadrehistory",
        ),
        (
            "CREATE POLICY planted ON visits_familytalk FOR INSERT TO hf_app WITH CHECK (true)",
            "writable_by_nobody",
            "visits_familytalk",
        ),
        (
            "CREATE TABLE planted (id int, dossier_id bigint); GRANT ALL ON planted TO hf_app",
            "unguarded_tables",
            "planted",
        ),
        (
            "CREATE POLICY planted ON visits_visit FOR SELECT TO hf_app"
            " USING (dossier_id = ANY (hf_organs((SELECT hf_uid()))))",
            "calls_per_row",
            "visits_visit",
        ),
    ],
)
def test_a_wall_taken_down_is_noticed(filled, catalogue, change, check, named):
    for statement in change.split("; "):
        catalogue.execute(statement)
    faults = getattr(catalogue_of, check)(catalogue)
    assert [fault for fault in faults if fault.startswith(named)] != []
