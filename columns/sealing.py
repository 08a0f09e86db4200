"""For migrations: a plain text column becomes a sealed one, in its table and in its history."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from columns.sealed import place, seal

BATCH = 1000


def seal_column(editor: Any, *, table: str, column: str, bound_to: Sequence[str]) -> None:
    """Add, fill, drop, rename, all in the migration's transaction: a failure changes nothing.

    The column keeps its name, so that triggers, which name it, go on working. Tables whose rows
    are walled or kept by triggers are bared for their owner while it lasts.
    """
    for each in (table, f"{table}history"):
        with bared(editor, each):
            _seal_one(editor, each, table=table, column=column, bound_to=bound_to)


def _seal_one(
    editor: Any, stored: str, *, table: str, column: str, bound_to: Sequence[str]
) -> None:
    quote = editor.quote_name
    key = "pgh_id" if stored != table else "id"
    fresh = quote(f"{column}_sealed")
    editor.execute(f"ALTER TABLE {quote(stored)} ADD COLUMN {fresh} bytea")
    names = ", ".join(map(quote, bound_to))
    taken = (
        f"SELECT {key}, {quote(column)}, {names} FROM {quote(stored)}"
        f" WHERE {quote(column)} <> '' AND {key} > %s ORDER BY {key} LIMIT {BATCH}"
    )
    last = 0
    with editor.connection.cursor() as cursor:
        while True:
            cursor.execute(taken, [last])
            rows = cursor.fetchall()
            if not rows:
                break
            cursor.executemany(
                f"UPDATE {quote(stored)} SET {fresh} = %s WHERE {key} = %s",
                [(seal(text, place(table, column, names)), pk) for pk, text, *names in rows],
            )
            last = rows[-1][0]
        cursor.execute(
            f"SELECT count(*) FROM {quote(stored)} WHERE {quote(column)} <> '' AND {fresh} IS NULL"
        )
        (left,) = cursor.fetchone()
    if left:
        raise RuntimeError(f"{left} rows of {stored} were not sealed")
    editor.execute(f"ALTER TABLE {quote(stored)} DROP COLUMN {quote(column)}")
    editor.execute(f"ALTER TABLE {quote(stored)} RENAME COLUMN {fresh} TO {quote(column)}")


@contextmanager
def bared(editor: Any, table: str) -> Iterator[None]:
    """Without its triggers and without row-level security for the owner, who alone migrates."""
    name = editor.quote_name(table)
    with editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT relforcerowsecurity FROM pg_class WHERE oid = to_regclass(%s)", [table]
        )
        (forced,) = cursor.fetchone()
    editor.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
    if forced:
        editor.execute(f"ALTER TABLE {name} NO FORCE ROW LEVEL SECURITY")
    yield
    if forced:
        editor.execute(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")
    editor.execute(f"ALTER TABLE {name} ENABLE TRIGGER USER")
