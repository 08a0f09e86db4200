"""Who may write and read the record, asked of the database itself."""

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction

from accounts.acting import acting_as
from accounts.roles import Role
from audit.models import Entry, StatedPurpose
from audit.record import record
from audit.stating import state_purpose
from tests import factories

CHANGES = [
    "UPDATE {} SET purpose = 'other'",
    "DELETE FROM {}",
    "TRUNCATE {}",
    "ALTER TABLE {} DISABLE TRIGGER ALL",
    "ALTER TABLE {} DISABLE ROW LEVEL SECURITY",
    "DROP TABLE {}",
    "CREATE TRIGGER mine BEFORE INSERT ON {} FOR EACH ROW EXECUTE FUNCTION suppress()",
]


@pytest.fixture
def house_of_two(committed_db):
    """Two offices with a dossier each, and one reading of each, committed."""

    class House:
        pass

    house = House()
    with transaction.atomic():
        for name in ("here", "there"):
            office = factories.office(f"{name}纪委监委")
            dossier = factories.dossier(office)
            people = {role: factories.user(role, office) for role in Role}
            setattr(house, name, (dossier, people))
            for role in (Role.OFFICER, Role.ADMIN, Role.SECURITY, Role.AUDITOR):
                target = dossier if role == Role.OFFICER else None
                record("page.open", target, by=people[role])
    return house


def read(user):
    """(office, role) of the entries row-level security lets through; what pages ask is narrower."""
    with acting_as(user):
        return sorted(Entry.objects.filter(verb="page.open").values_list("actor_role", flat=True))


def test_everybody_finds_his_own_and_no_others(house_of_two):
    for role in (Role.ADMIN, Role.ROOM, Role.UNIT, Role.HELPER, Role.PERSONNEL):
        _, people = house_of_two.here
        own = [role] if role == Role.ADMIN else []
        assert read(people[role]) == own, role


def test_the_office_that_keeps_a_dossier_finds_who_opened_it(house_of_two):
    for role in (Role.DIRECTOR, Role.OFFICER, Role.LEADER):
        assert read(house_of_two.here[1][role]) == ["officer"], role
        dossier = house_of_two.there[0]
        with acting_as(house_of_two.here[1][role]):
            assert not Entry.objects.about(dossier.pk).exists()


def test_the_auditor_finds_all_and_the_security_administrator_all_but_his_like(house_of_two):
    every = ["admin", "auditor", "officer", "security"]
    assert read(house_of_two.here[1][Role.AUDITOR]) == sorted(every * 2)
    # His own, not the other one's.
    others = ["admin", "auditor", "officer"] * 2
    assert read(house_of_two.here[1][Role.SECURITY]) == sorted([*others, "security"])


def test_whoever_is_nobody_writes_and_reads_nothing(house_of_two):
    with acting_as(None):
        record("login.fail", by=None)
    assert read(None) == []
    assert Entry.objects.filter(verb="login.fail").count() == 1


def test_a_new_row_is_read_back_by_its_own_transaction_only(house_of_two):
    """INSERT … RETURNING reads the row it writes: the number of the transaction lets it."""
    stranger = house_of_two.here[1][Role.UNIT]
    with acting_as(stranger):
        record("policy.first", by=None)
        assert Entry.objects.filter(verb="policy.first").count() == 1
    with acting_as(stranger):
        assert Entry.objects.filter(verb="policy.first").count() == 0


def test_the_mac_is_out_of_reach_for_the_pages(house_of_two):
    user = house_of_two.here[1][Role.AUDITOR]
    with pytest.raises(ProgrammingError), acting_as(user):
        list(Entry.objects.defer(None))


def test_a_stated_purpose_is_seen_by_its_author_and_by_the_keeping_office(house_of_two):
    dossier, people = house_of_two.here
    with acting_as(people[Role.ROOM]):
        state_purpose(
            by=people[Role.ROOM],
            cadre_id=dossier.cadre_id,
            dossier_id=dossier.pk,
            purpose="other",
            note="协助核对",
            at=factories.NOON,
        )
    seen = {}
    for role in Role:
        with acting_as(people[role]):
            seen[role] = [each.note for each in StatedPurpose.objects.all()]
    allowed = {Role.ROOM, Role.DIRECTOR, Role.OFFICER, Role.LEADER}
    assert {role for role, notes in seen.items() if notes} == allowed
    assert seen[Role.DIRECTOR] == ["协助核对"]
    with acting_as(house_of_two.there[1][Role.DIRECTOR]):
        assert not StatedPurpose.objects.exists()


def test_nobody_states_a_purpose_for_another(house_of_two):
    dossier, people = house_of_two.here
    with pytest.raises(ProgrammingError), acting_as(people[Role.ROOM]):
        state_purpose(
            by=people[Role.OFFICER],
            cadre_id=dossier.cadre_id,
            dossier_id=dossier.pk,
            purpose="visit",
            note="",
            at=factories.NOON,
        )


@pytest.mark.parametrize("table", ["audit_entry", "audit_statedpurpose"])
@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("role", ["hf_app", "hf_system"])
def test_no_role_of_the_running_program_can_touch_what_is_written(
    house_of_two, committed_db, role, change, table
):
    dsn = committed_db.endpoints.dsn("hf_app", committed_db.database)
    with psycopg.connect(dsn) as other:
        other.execute(f"SET ROLE {role}")
        with pytest.raises(psycopg.Error, match=r"denied|owner|annot"):
            other.execute(change.format(table))


@pytest.mark.parametrize("change", ["UPDATE audit_entry SET verb = 'x'", "TRUNCATE audit_entry"])
def test_the_owner_meets_the_triggers(house_of_two, committed_db, change):
    dsn = committed_db.endpoints.dsn("hf_owner", committed_db.database)
    with psycopg.connect(dsn) as other, pytest.raises(psycopg.Error, match="Cannot"):
        other.execute(change)


def test_every_number_of_the_sequence_is_given_once_and_none_is_set_back(house_of_two):
    with acting_as(None), connection.cursor() as cursor, pytest.raises(ProgrammingError):  # noqa: SIM117
        with transaction.atomic():
            cursor.execute("SELECT setval('audit_entry_id_seq', 1)")
