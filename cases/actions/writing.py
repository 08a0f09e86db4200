"""Many rows in one statement, with keys taken beforehand."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import connection, models

from columns.sealed import SealedTextField


def insert_rows(rows: Sequence[models.Model]) -> None:
    """One INSERT for all rows, as JSON: unlike COPY it is allowed under row-level security.

    The rows carry their keys; triggers and constraints work as for any insert.
    """
    if not rows:
        return
    meta = rows[0]._meta
    columns = [each for each in meta.concrete_fields if each.db_default is models.NOT_PROVIDED]
    sealed = [each for each in columns if isinstance(each, SealedTextField)]
    names = ", ".join(connection.ops.quote_name(str(each.column)) for each in columns)
    plain = [(each.column, each.attname) for each in columns if each not in sealed]
    body = []
    for row in rows:
        state = row.__dict__
        wire = {column: state[name] for column, name in plain}
        for each in sealed:
            wire[each.column] = each.pre_save(row, add=True)
        body.append(wire)
    table = connection.ops.quote_name(meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {names}"  # noqa: S608 (names of the model)
            f" FROM json_populate_recordset(NULL::{table}, %s::json)",
            [json.dumps(body, default=_wire, ensure_ascii=False)],
        )


def update_rows(rows: Sequence[models.Model], names: Sequence[str]) -> None:
    """One UPDATE of these columns, by primary key; `names` are attribute names."""
    if not rows:
        return
    meta = rows[0]._meta
    by_name = {each.attname: each for each in meta.concrete_fields}
    columns = [str(by_name[name].column) for name in names]
    pk = str(meta.pk.column)
    fields = [by_name[name] for name in names]
    body = [
        {pk: row.pk, **{str(each.column): _stored(each, row) for each in fields}} for row in rows
    ]
    quote = connection.ops.quote_name
    table, key = quote(meta.db_table), quote(pk)
    assigned = ", ".join(f"{quote(name)} = told.{quote(name)}" for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} stored SET {assigned}"  # noqa: S608 (names of the model)
            f" FROM json_populate_recordset(NULL::{table}, %s::json) told"
            f" WHERE stored.{key} = told.{key}",
            [json.dumps(body, default=_wire, ensure_ascii=False)],
        )


def _stored(field: "models.Field[Any, Any]", row: models.Model) -> Any:
    """A sealed column is sealed for its row; any other stands as it is."""
    if isinstance(field, SealedTextField):
        return field.pre_save(row, add=False)
    return getattr(row, field.attname)


@contextmanager
def keys_checked_at_once() -> Iterator[None]:
    """Foreign keys are checked with each statement instead of at the end.

    The history triggers end a failed subtransaction for every row, and PostgreSQL then walks over
    every check that still waits: left to the end, thousands of rows would take quadratic time.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def take_keys(model: type[models.Model], count: int) -> list[int]:
    """Primary keys from the table's own sequence, so that rows can point at each other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [key for (key,) in cursor.fetchall()]


def _wire(value: Any) -> str:
    """What JSON does not know: days, moments and bytes, in PostgreSQL's own spelling."""
    if isinstance(value, date):
        return value.isoformat()
    return "\\x" + bytes(value).hex()
