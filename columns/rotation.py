"""Rotation: every sealed value and every blind index made again as one would make it today.

There is no list of what is done: what does not begin with today's head remains to be done. So a
killed run is resumed by running it again, and two runs do no harm.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import pgtrigger
from django.apps import apps
from django.db import connection, models
from django.db.models.functions import Now

from columns.keychecks import KEY_CHECK, Column, sealed_columns
from columns.keyring import blind_index, ring, seal, unseal
from columns.sealed import place

ROWS = 500
BYTES = 8 * 2**20
Within = Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True)
class Table:
    """One table or history table with its sealed columns, and their blind indexes."""

    model: type[models.Model]
    columns: tuple[Column, ...]

    @property
    def name(self) -> str:
        return connection.ops.quote_name(self.model._meta.db_table)

    @property
    def key(self) -> str:
        return _quoted(str(self.model._meta.pk.column))

    def index_of(self, column: Column) -> str | None:
        """A model says `blind_indexes = {"id_number": "id_index"}`."""
        told = getattr(self.model, "pgh_tracked_model", None) or self.model
        names: dict[str, str] = getattr(told, "blind_indexes", {})
        index = names.get(column.field.name)
        columns = {each.name: str(each.column) for each in self.model._meta.concrete_fields}
        return columns[index] if index else None

    def stale(self) -> tuple[str, list[bytes]]:
        """SQL: the row has a value that is not as one would make it today."""
        keys, clauses, params = ring(), [], []
        for column in self.columns:
            heads = [(str(column.field.column), keys.head)]
            index = self.index_of(column)
            heads += [(index, keys.index_head)] if index else []
            for name, head in heads:
                clauses.append(f"substring({_quoted(name)} FROM 1 FOR {len(head)}) <> %s")
                params.append(head)
        return " OR ".join(clauses), params


def tables() -> list[Table]:
    found: dict[type[models.Model], list[Column]] = {}
    for column in sealed_columns(histories=True):
        found.setdefault(column.model, []).append(column)
    return [Table(model, tuple(columns)) for model, columns in found.items()]


def rotate(*, within: Within, tell: Callable[[str, int], None]) -> int:
    """Batch by batch, each in a transaction of its own (`within` opens it and says as whom);
    returns how many rows were made again."""
    done = 0
    for table in tables():
        last, made = 0, 0
        while True:
            with within():
                keys = _next(table, last)
                if not keys:
                    break
                _ignore_triggers(table)
                made += _make_again(table, keys)
                last = keys[-1]
            tell(str(table.model._meta.verbose_name), made)
        done += made
    return done


def remaining() -> int:
    """Rows that still need an earlier key or suite."""
    count = 0
    with connection.cursor() as cursor:
        for table in tables():
            stale, params = table.stale()
            cursor.execute(f"SELECT count(*) FROM {table.name} WHERE {stale}", params)
            count += cursor.fetchone()[0]
    return count


def retire() -> list[str]:
    """Mark the keys no row needs any more; refused by the caller while rows remain."""
    keys = ring()
    newest = {("field", keys.newest), ("blind", keys.newest_blind)}
    rows = apps.get_model(KEY_CHECK)._default_manager
    old = [
        each for each in rows.filter(retired_at=None) if (each.purpose, each.key_id) not in newest
    ]
    rows.filter(pk__in=[each.pk for each in old]).update(retired_at=Now())
    return [each.key_id for each in old]


def revive() -> None:
    """The newest key may be one that was retired earlier."""
    keys = ring()
    rows = apps.get_model(KEY_CHECK)._default_manager.exclude(retired_at=None)
    rows.filter(purpose="field", key_id=keys.newest).update(retired_at=None)
    rows.filter(purpose="blind", key_id=keys.newest_blind).update(retired_at=None)


def _next(table: Table, last: int) -> list[int]:
    """Keys of the next rows, not more than fit in memory: one of them may be a whole workbook."""
    stale, params = table.stale()
    sizes = " + ".join(
        f"coalesce(octet_length({_quoted(str(c.field.column))}), 0)" for c in table.columns
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {table.key}, {sizes} FROM {table.name}"
            f" WHERE {table.key} > %s AND ({stale}) ORDER BY {table.key} LIMIT {ROWS}",
            [last, *params],
        )
        found = cursor.fetchall()
    taken: list[int] = []
    room = BYTES
    for key, size in found:
        if taken and size > room:
            break
        taken.append(key)
        room -= size
    return taken


def _make_again(table: Table, keys: list[int]) -> int:
    """Read with a lock, open, seal, write."""
    wanted = list(_wanted(table))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {table.key}, {', '.join(map(_quoted, wanted))} FROM {table.name}"
            f" WHERE {table.key} = ANY(%s) ORDER BY {table.key} FOR UPDATE",
            [keys],
        )
        rows = [(key, dict(zip(wanted, row, strict=True))) for key, *row in cursor.fetchall()]
        if not rows:
            return 0
        made = [_made(table, row) for _, row in rows]
        names = list(made[0])
        assigned = ", ".join(f"{_quoted(name)} = told.{_quoted(name)}" for name in names)
        arrays = ", ".join("%s::bytea[]" for _ in names)
        columns = ", ".join(map(_quoted, names))
        cursor.execute(
            f"UPDATE {table.name} SET {assigned}"
            f" FROM unnest(%s::bigint[], {arrays}) AS told(row_key, {columns})"
            f" WHERE {table.name}.{table.key} = told.row_key",
            [[key for key, _ in rows], *([values[name] for values in made] for name in names)],
        )
    return len(rows)


def _wanted(table: Table) -> dict[str, None]:
    """Columns to read, each once, in order."""
    names = [name for column in table.columns for name in (str(column.field.column), *column.names)]
    return dict.fromkeys(names)


def _made(table: Table, row: dict[str, Any]) -> dict[str, bytes | None]:
    made: dict[str, bytes | None] = {}
    for column in table.columns:
        name = str(column.field.column)
        where = place(column.table, name, [row[each] for each in column.names])
        value = row[name]
        text = unseal(bytes(value), where) if value is not None else ""
        made[name] = seal(text, where) if value is not None else None
        if index := table.index_of(column):
            made[index] = blind_index(text) if value is not None else None
    return made


def _ignore_triggers(table: Table) -> None:
    """What a value says does not change, so no history is written of it, and the history's own
    guard against changes stands aside; both for this transaction alone."""
    ids = [
        str(trigger.get_pgid(model))
        for model, trigger in pgtrigger.registered()
        if model._meta.db_table == table.model._meta.db_table
    ]
    uris = [f"{table.model._meta.db_table}:{each}" for each in ids]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pgtrigger.ignore', %s, true)", ["{" + ",".join([*uris, *ids]) + "}"]
        )


def _quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))
