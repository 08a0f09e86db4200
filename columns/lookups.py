"""`within`: a column against one array, where thousands of keys would be as many placeholders."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Field, ForeignKey, Lookup

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

    Base = Lookup[Any]
else:
    Base = Lookup


@Field.register_lookup
@ForeignKey.register_lookup
class Within(Base):
    """`filter(cadre__within=keys)`: integers only; PostgreSQL uses the same index as for IN."""

    lookup_name = "within"
    prepare_rhs = False

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        keys: Iterable[int] = self.rhs
        return f"{column} = ANY(%s)", (*params, list(keys))
