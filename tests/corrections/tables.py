"""What the whole database holds, so that a test can say that nothing was written."""

from functools import cache

from django.db import connection

# Sessions are written by being signed in.
OTHERS = frozenset({"django_session", "axes_accesslog", "axes_accessattempt"})
# A page that is shown is entered in the record, whatever it answers.
RECORD = "audit_entry"


@cache
def tables() -> list[str]:
    return sorted(set(connection.introspection.table_names()) - OTHERS)


def row_counts(*, besides: str = "") -> dict[str, int]:
    """Rows of every table, history too: a tracked row that is changed adds one. `besides`: a table
    that may grow."""
    parts = [f"SELECT '{name}', count(*) FROM \"{name}\"" for name in tables() if name != besides]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return dict(cursor.fetchall())


def contents() -> dict[str, str]:
    """A mark of every row of every table."""
    parts = [
        f"SELECT '{name}', coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '')"
        f' FROM "{name}" t'
        for name in tables()
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return dict(cursor.fetchall())
