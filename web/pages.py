"""Pages of long lists: by the keys of the last row seen, never by offset, with a capped total."""

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from cryptography.exceptions import InvalidTag
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model, Q, QuerySet
from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import resolve_url

from columns.sealed import seal, unseal

AFTER = "after"
BEFORE = "before"
# A mark is sealed for the address of a list and opens as nothing else.
PLACE = "mark of a list"
PAGE_SIZE = 50
TOTAL_CAP = 1000

# The conditions of a list as its address holds them.
Query = QueryDict

Row = TypeVar("Row")
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Rows already fetched, and the marks that lead to the pages beside this one."""

    rows: list[Row]
    total: int
    next: str = ""
    previous: str = ""

    @property
    def total_words(self) -> str:
        return f"{TOTAL_CAP}+" if self.total > TOTAL_CAP else str(self.total)

    @property
    def is_alone(self) -> bool:
        return not self.next and not self.previous

    def __iter__(self) -> Any:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def keyset_page(
    queryset: QuerySet[M, Row],
    *,
    order: Sequence[str],
    params: Mapping[str, str],
    size: int = PAGE_SIZE,
) -> Page[Row]:
    """One page of model rows, dicts (`values`) or named rows (`values_list(..., named=True)`).

    `order` names columns ("-" before a falling one) that the rows carry; the last one is unique.
    An empty key counts as the greatest, as in PostgreSQL. An unreadable mark gives the first page.
    """
    total = queryset.order_by()[: TOTAL_CAP + 1].count()
    mark = _unpack(params.get(AFTER, ""), length=len(order))
    back_mark = _unpack(params.get(BEFORE, ""), length=len(order))
    if back_mark is not None:
        rows = _rows(queryset, order, back_mark, back=True, size=size)
        if len(rows) >= size:
            return _page(rows[:size][::-1], order, total, before=len(rows) > size, after=True)
        # Rows before the mark have moved or gone: the first page says more than a short one.
        mark = None
    rows = _rows(queryset, order, mark, back=False, size=size)
    return _page(rows[:size], order, total, before=mark is not None, after=len(rows) > size)


def _page(
    rows: list[Row], order: Sequence[str], total: int, *, before: bool, after: bool
) -> Page[Row]:
    return Page(
        rows=rows,
        total=total,
        next=_pack(rows[-1], order) if rows and after else "",
        previous=_pack(rows[0], order) if rows and before else "",
    )


def _rows(
    queryset: QuerySet[M, Row],
    order: Sequence[str],
    mark: list[Any] | None,
    *,
    back: bool,
    size: int,
) -> list[Row]:
    if mark is None:
        return list(queryset.order_by(*order)[: size + 1])
    order = [_turned(name) for name in order] if back else order
    rows: list[Row] = []
    for part in _beyond(queryset, order, mark):
        if len(rows) <= size:
            rows += part.order_by(*order)[: size + 1 - len(rows)]
    return rows


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _beyond(
    queryset: QuerySet[M, Row], order: Sequence[str], mark: Sequence[Any]
) -> Iterator[QuerySet[M, Row]]:
    """Rows after the mark, in parts that each use the index of the first key: an OR with
    IS NULL, or the keys compared without a bound on the first, would read the list from its top."""
    column, falls = order[0].lstrip("-"), order[0].startswith("-")
    rest = _past(queryset, order, mark)
    if mark[0] is not None:
        edge = "lte" if falls else "gte"
        yield queryset.filter(rest, **{f"{column}__{edge}": mark[0]})
    else:
        yield queryset.filter(rest, **{f"{column}__isnull": True})
    # Empty keys count as the greatest: they follow when rising and come first when falling.
    if _may_be_empty(queryset.model, column) and (mark[0] is None) == falls:
        yield queryset.filter(**{f"{column}__isnull": not falls})


def _past(queryset: QuerySet[M, Row], order: Sequence[str], mark: Sequence[Any]) -> Q:
    """The lexicographic comparison, key by key, within the part that holds the mark."""
    found, same = Q(pk__in=[]), Q()
    for at, (name, value) in enumerate(zip(order, mark, strict=True)):
        column, falls = name.lstrip("-"), name.startswith("-")
        empty = at > 0 and _may_be_empty(queryset.model, column)
        found |= same & _greater(column, value, falls=falls, empty=empty, first=at == 0)
        same &= Q(**{f"{column}__isnull": True}) if value is None else Q(**{column: value})
    return found


def _greater(column: str, value: Any, *, falls: bool, empty: bool, first: bool) -> Q:
    if value is None:
        return Q(**{f"{column}__isnull": False}) if falls and not first else Q(pk__in=[])
    if falls:
        return Q(**{f"{column}__lt": value})
    beyond = Q(**{f"{column}__gt": value})
    return beyond | Q(**{f"{column}__isnull": True}) if empty else beyond


def _may_be_empty(model: type[Model], column: str) -> bool:
    """Follows `cadre__name` through relations; a column the query computed may always be empty."""
    field: Field[Any, Any] | None = None
    for part in column.split("__"):
        try:
            found = (field.related_model if field else model)._meta.get_field(part)  # type: ignore[union-attr]
        except FieldDoesNotExist:
            return column != "pk"
        if not isinstance(found, Field) or found.null:
            return True
        field = found
    return False


def _pack(row: Any, order: Sequence[str]) -> str:
    """Sealed: keys may be names or sequential ids, and addresses reach logs and printers."""
    keys = [_key(row, name.lstrip("-")) for name in order]
    plain = json.dumps(
        [key.isoformat() if isinstance(key, date) else key for key in keys], ensure_ascii=False
    )
    return base64.urlsafe_b64encode(seal(plain, PLACE)).decode().rstrip("=")


def _key(row: Any, column: str) -> Any:
    if isinstance(row, Mapping):
        return row[column]
    if hasattr(row, "_fields"):
        return getattr(row, column)
    for part in column.split("__"):
        row = getattr(row, part)
    return row


def _unpack(mark: str, *, length: int) -> list[Any] | None:
    if not mark:
        return None
    try:
        raw = base64.urlsafe_b64decode(mark + "=" * (-len(mark) % 4))
        keys = json.loads(unseal(raw, PLACE))
    except (ValueError, KeyError, IndexError, InvalidTag):
        return None
    return keys if isinstance(keys, list) and len(keys) == length else None


def without(query: Query, name: str, value: str) -> str:
    """The same list with one condition less, from its first page."""
    rest = query.copy()
    rest.setlist(name, [other for other in rest.getlist(name) if other != value])
    for mark in (AFTER, BEFORE):
        rest.pop(mark, None)
    return f"?{rest.urlencode()}"


def see_other(to: Any, *args: Any, **kwargs: Any) -> HttpResponseRedirect:
    """After every POST: 303, so that reloading the next page posts nothing."""
    return HttpResponseRedirect(resolve_url(to, *args, **kwargs), status=303)
