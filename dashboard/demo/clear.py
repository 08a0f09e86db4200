"""The broom: finds every row of the demo by its foreign keys, and removes exactly those.

Rows of cases hang on a cadre who says himself that he is invented. Rows of offices (units,
accounts, papers, local rules) may be in use by real people by now: they go only when nothing
that stays points at them. New tables are found by themselves, so nobody has to remember them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

import pgtrigger
from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import ForeignKey, Q

from accounts.models import Unit, User
from audit.models import Entry
from cases.models import Cadre, Document, Dossier
from jobs.models import Job

Table = type[models.Model]
Rows = dict[Table, set[int]]

# They say of themselves that they are invented.
OFFICES: tuple[Table, ...] = (Unit, User, Document)
# Tables without foreign keys: they outlive what they speak of, so they are asked by their ids.
LOOSE: tuple[Table, ...] = (Entry, Job)


@dataclass(frozen=True)
class Cleared:
    """How many rows went; which units and accounts stayed because real rows use them."""

    rows: int
    kept_units: list[str]
    kept_accounts: list[str]


@transaction.atomic
def clear() -> Cleared:
    """Run as the owner of the tables; history and audit are append-only for everybody else."""
    doomed = case_rows()
    add(doomed, office_rows(doomed))
    add(doomed, loose_rows(doomed))
    with pgtrigger.ignore():
        for table, keys in doomed.items():
            _erase(table, keys)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return Cleared(sum(map(len, doomed.values())), *_settle_kept())


def case_rows() -> Rows:
    """Everything that hangs, over however many tables, on an invented cadre."""
    found: Rows = {}
    fresh: Rows = {Cadre: set(_keys(Cadre, is_demo=True))}
    while fresh:
        add(found, fresh)
        fresh = _missing(_hanging_on(fresh), found)
    return found


def office_rows(cases: Rows) -> Rows:
    """Invented offices with what is theirs alone, minus everything that real rows point at."""
    found: Rows = {table: set(_keys(table, is_demo=True)) for table in OFFICES}
    fresh = found
    while fresh:
        fresh = _missing(_owned_by(found), found)
        add(found, fresh)
    while used := _used_by_others(found, besides=cases):
        for table, keys in used.items():
            found[table] -= keys
    for table in _tables():
        if (original := _original(table)) is not None and original in found:
            add(found, {table: set(_keys(table, pgh_obj_id__in=found[original]))})
    return found


def loose_rows(doomed: Rows) -> Rows:
    """Audit entries and jobs of what goes."""
    cadres, dossiers = doomed.get(Cadre, set()), doomed.get(Dossier, set())
    about = Q(cadre_id__in=cadres) | Q(dossier_id__in=dossiers)
    for table, keys in doomed.items():
        about |= Q(object_type=table._meta.label_lower, object_id__in=keys)
    idle = Q(cadre_id__isnull=True, dossier_id__isnull=True, actor_id__in=doomed[User])
    asked = Q(dossier_id__isnull=True, asked_by_id__in=doomed[User])
    return {
        Entry: set(Entry._base_manager.filter(about | idle).values_list("pk", flat=True)),
        Job: set(
            Job._base_manager.filter(Q(dossier_id__in=dossiers) | asked).values_list(
                "pk", flat=True
            )
        ),
    }


def add(rows: Rows, more: Rows) -> None:
    for table, keys in more.items():
        rows.setdefault(table, set()).update(keys)


def _tables() -> Iterator[Table]:
    tables = apps.get_models(include_auto_created=True)
    stored = (each for each in tables if each._meta.managed and not each._meta.proxy)
    return (each for each in stored if each not in LOOSE)


def _links(table: Table) -> Iterator[tuple[str, Table]]:
    """(column, the table it points at); a row of history is tied to its original alone."""
    for field in table._meta.concrete_fields:
        if isinstance(field, ForeignKey):
            target = field.related_model
            if isinstance(target, type) and _counts(table, field):
                yield field.attname, target


def _counts(table: Table, field: ForeignKey[object, object]) -> bool:
    return _original(table) is None or field.name == "pgh_obj" or field.related_model is Cadre


def _original(table: Table) -> Table | None:
    """The table whose versions this one keeps."""
    fields = {field.name: field for field in table._meta.concrete_fields}
    target = fields["pgh_obj"].related_model if "pgh_obj" in fields else None
    return target if isinstance(target, type) else None


def _hanging_on(fresh: Rows) -> Rows:
    found: Rows = {}
    for table in _tables():
        if table not in OFFICES:
            for column, target in _links(table):
                if keys := fresh.get(target):
                    add(found, {table: set(_keys(table, **{f"{column}__in": keys}))})
    return found


def _owned_by(offices: Rows) -> Rows:
    """Rows of no case that point at invented offices and at no other ones: their local rules."""
    found: Rows = {}
    for table in _tables():
        links = [(column, target) for column, target in _links(table) if target in offices]
        if not links or table in OFFICES or _is_case(table) or _original(table):
            continue
        inside = Q(pk__in=[])
        outside = Q(pk__in=[])
        for column, target in links:
            inside |= Q(**{f"{column}__in": offices[target]})
            outside |= Q(**{f"{column}__isnull": False}) & ~Q(**{f"{column}__in": offices[target]})
        rows = table._base_manager.filter(inside).exclude(outside)
        add(found, {table: set(rows.values_list("pk", flat=True))})
    return found


def _is_case(table: Table) -> bool:
    """Whether its rows belong to a person or a dossier, directly or over another table."""
    names = {field.attname for field in table._meta.concrete_fields}
    return table is Cadre or bool({"cadre_id", "dossier_id"} & names)


def _used_by_others(offices: Rows, *, besides: Rows) -> Rows:
    """Which of them a row that stays points at."""
    used: Rows = {}
    for table in _tables():
        if _original(table) is None:
            gone = chain(offices.get(table, ()), besides.get(table, ()))
            staying = table._base_manager.exclude(pk__in=list(gone))
            for column, target in _links(table):
                if keys := offices.get(target):
                    seen = staying.filter(**{f"{column}__in": keys}).values_list(column, flat=True)
                    add(used, {target: set(seen)})
    return {target: keys for target, keys in used.items() if keys}


def _missing(more: Rows, known: Rows) -> Rows:
    fresh = {table: keys - known.get(table, set()) for table, keys in more.items()}
    return {table: keys for table, keys in fresh.items() if keys}


def _keys(table: Table, **conditions: object) -> Iterable[int]:
    return table._base_manager.filter(**conditions).values_list("pk", flat=True)


def _erase(table: Table, keys: Iterable[int]) -> None:
    """Past the ORM's own cascade; foreign keys are checked when all is done."""
    name = connection.ops.quote_name(table._meta.db_table)
    column = connection.ops.quote_name(str(table._meta.pk.get_attname_column()[1]))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {name} WHERE {column} = ANY(%s)", [list(keys)])  # noqa: S608


def _settle_kept() -> tuple[list[str], list[str]]:
    """Units that real people use become ordinary ones to be checked; their accounts are shut."""
    units = Unit.objects.filter(is_demo=True)
    names = sorted(units.values_list("full_name", flat=True))
    units.update(is_demo=False, checked=False)
    accounts = list(User.objects.filter(is_demo=True).order_by("username"))
    for account in accounts:
        account.is_active = False
        account.set_unusable_password()
        account.save(update_fields=["is_active", "password"])
    Document._base_manager.filter(is_demo=True).update(is_demo=False)
    return names, [account.username for account in accounts]
