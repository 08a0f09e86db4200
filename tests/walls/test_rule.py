"""One rule, three answers: the oracle, `visible_to`, and row-level security alone; and each clause
taken out in turn, which somebody must miss."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random

import pytest
from django.db import connection, transaction

from cases.models import Cadre, Decision, Dossier, DossierRow
from cases.querysets import rule as twin
from cases.rules import walls
from columns.walls import ROW, policies
from tests.walls.oracle import visible_dossiers
from tests.walls.small import TODAY, Small, lay

SEEDS = range(4)
ASKED = {
    "the list": f"SELECT dossier_id FROM {ROW}",
    "dossiers": "SELECT id FROM cases_dossier",
}


def oracle(small: Small) -> dict[str, set[str]]:
    return {key: visible_dossiers(small.state, key, TODAY) for key in small.users}


def python(small: Small) -> dict[str, set[str]]:
    """What the vocabulary finds where no wall of the database stands in its way."""
    with _on_the_day():
        return {
            key: {small.key_of(row.pk) for row in DossierRow.objects.visible_to(user)}
            for key, user in small.users.items()
        }


def database(small: Small, question: str = ASKED["the list"]) -> dict[str, set[str]]:
    """What hf_app finds when it asks for everything."""
    found = {}
    for key, user in small.users.items():
        with _on_the_day(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('role', 'none', true), set_config('app.user_id', %s, true)",
                [str(user.pk)],
            )
            cursor.execute(question)
            found[key] = {small.key_of(pk) for (pk,) in cursor.fetchall()}
            cursor.execute("SELECT set_config('role', 'hf_system', true)")
    return found


@contextmanager
def _on_the_day() -> Iterator[None]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.today', %s, true)", [TODAY.isoformat()])
        yield


@pytest.mark.django_db
@pytest.mark.parametrize("seed", SEEDS)
def test_oracle_vocabulary_and_database_give_one_answer(seed):
    small = lay(Random(seed))
    expected = oracle(small)
    assert any(expected.values())
    assert python(small) == expected
    for what, question in ASKED.items():
        assert database(small, question) == expected, what


@pytest.mark.django_db
def test_every_list_of_the_spine_follows_the_same_rule():
    small = lay(Random(7))
    expected = oracle(small)
    with _on_the_day():
        for key, user in small.users.items():
            people = {small.cadres[small.state.files[file].person].pk for file in expected[key]}
            dossiers = Dossier.objects.visible_to(user)
            assert {small.key_of(each.pk) for each in dossiers} == expected[key]
            assert {each.pk for each in Cadre.objects.visible_to(user)} == people
            assert not Decision.objects.visible_to(user).exclude(cadre__in=people).exists()


@pytest.mark.django_db
def test_without_a_user_nobody_is_there():
    lay(Random(1))
    with _on_the_day(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('role', 'none', true)")
        cursor.execute(f"SELECT count(*) FROM {ROW}")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT set_config('role', 'hf_system', true)")


# Clause by clause: (what is taken out, how the functions and the rule read without it).
def _without(clauses: dict[str, str], name: str) -> dict[str, str]:
    return {key: text for key, text in clauses.items() if key != name}


def sql_mutants() -> dict[str, list[str]]:
    """Name → the statements that build the rule without that clause."""
    made = {
        f"anchor {name}": walls.statements(walls.row_rule(_without(walls.ANCHORS, name)))
        + _row_policy(walls.row_rule(_without(walls.ANCHORS, name)))
        for name in walls.ANCHORS
    }
    for name in walls.LIMITS:
        made[f"limit {name}"] = _row_policy(walls.row_rule(limits=_without(walls.LIMITS, name)))
    for name in walls.DENIALS:
        made[f"denial {name}"] = walls.statements(walls.row_rule(), _without(walls.DENIALS, name))
    for name, (before, after) in WORDS.items():
        whole = walls.statements(walls.row_rule())
        changed = [each.replace(before, after) for each in whole]
        assert changed != whole, name
        made[name] = changed
    return made


# Words within one function: without them it would open or close too much.
WORDS = {
    "an ended account": (" AND u.is_active", ""),
    "an unconfirmed delegation": (" AND d.confirmed_by_id IS NOT NULL", ""),
    "a delegation's days": (f" AND {walls._is_now('d')}", ""),
    "an assignment's days": (f" AND {walls._is_now('a')}", ""),
    "a recusal's days": (f" AND {walls._is_now('x')}", ""),
    "a seal's named people": (f" AND {walls._is_now('g')}", ""),
    "a lifted seal": ("s.lifted_on IS NULL AND ", ""),
    "a first day": ("from_on <= hf_today()", "from_on < hf_today()"),
    "a last day": ("to_on >= hf_today()", "to_on > hf_today()"),
    "a settled own file": ("(f.settled_on IS NULL OR f.is_own)", "f.is_own"),
    "the office alone keeps": (walls._OFFICE, walls._DISCIPLINE),
    "six months": ("interval '6 months'", "interval '7 months'"),
    "a unit's own people": ("u.role = 'unit'", "u.role IN ('unit', 'personnel')"),
    "a helper's own people": ("u.role = 'helper'", "u.role = 'unit'"),
    "discipline roles": ("('director', 'officer', 'leader', 'room', 'inspector')", "('director')"),
}


def _row_policy(rule: str) -> list[str]:
    return policies({ROW: _Rule(rule)}, [])


class _Rule:
    def __init__(self, rule: str) -> None:
        self.rule = rule

    def condition(self, _table: str) -> str:
        return self.rule


def test_every_clause_of_the_rule_is_missed(committed_db, monkeypatch, capsys):
    """Figure: mutants killed of mutants made, in the database and in the vocabulary."""
    with transaction.atomic():
        small = lay(Random(11), files=60)
    expected = oracle(small)
    assert python(small) == database(small) == expected
    mutants = sql_mutants()
    survivors = [each for each in mutants if not _killed(committed_db, small, mutants[each])]
    for name in (*walls.ANCHORS, *walls.LIMITS):
        with monkeypatch.context() as patch:
            _take_out(patch, name)
            if python(small) == expected:
                survivors.append(f"visible_to without {name}")
    made = len(mutants) + len(walls.ANCHORS) + len(walls.LIMITS)
    with capsys.disabled():
        print(f"\nmutants of the rule killed: {made - len(survivors)} of {made}")  # noqa: T201
    assert survivors == []
    assert database(small) == expected


def _killed(house, small: Small, statements: list[str]) -> bool:
    """Built over the real rule by the owner, asked, and the real one put up again."""
    whole = walls.statements(walls.row_rule()) + _row_policy(walls.row_rule())
    try:
        _as_owner(house, statements)
        return database(small) != oracle(small)
    finally:
        _as_owner(house, whole)


def _as_owner(house, statements: list[str]) -> None:
    import psycopg

    dsn = house.endpoints.dsn("hf_owner", house.database)
    with psycopg.connect(dsn) as owner:
        for statement in statements:
            owner.execute(statement)


def _take_out(patch, name: str) -> None:
    def without(whole: Callable[..., dict[str, object]]) -> Callable[..., dict[str, object]]:
        return lambda *args, **kwargs: _without(whole(*args, **kwargs), name)

    patch.setattr(twin, "anchors", without(twin.anchors))
    patch.setattr(twin, "limits", without(twin.limits))
