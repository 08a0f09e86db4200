"""`within`: a column against one array; `below`: a path against the one it begins with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Field, ForeignKey, Lookup

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

    Base = Lookup[Any]
else:
    Base = Lookup


@Field.register_lookup
@ForeignKey.register_lookup
class Within(Base):
    """`filter(cadre__within=keys)`: integers only; PostgreSQL uses the same index as for IN.
    Thousands of keys would otherwise be as many placeholders."""

    lookup_name = "within"
    prepare_rhs = False

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        keys: Iterable[int] = self.rhs
        return f"{column} = ANY(%s)", (*params, list(keys))


@CharField.register_lookup
class Below(Base):
    """`filter(unit_path__below="/1/7/")`: the path itself and every one that begins with it.

    LIKE asks the same, but is not leakproof: behind row-level security it would be asked of every
    row after the wall, and the index by path would lie idle. Paths hold digits and slashes only.
    """

    lookup_name = "below"

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        path = str(self.rhs)
        return f"{column} ~>=~ %s AND {column} ~<~ %s", (*params, path, *params, f"{path}~")
