"""Guarded: a queryset of case data that runs only behind a wall.

Row-level security would answer a forgotten filter with fewer rows than meant; this says so aloud,
at the line that forgot it.
"""

from collections.abc import Iterator
from typing import Any, Self, TypeVar

from django.db import models

from columns.walls import SYSTEM, Wall, at_work

Row = TypeVar("Row", bound=models.Model, covariant=True)


def _in_hand(value: object) -> bool:
    """A row of case data, several, or a list that is bounded itself: found behind a wall."""
    if isinstance(value, Guarded):
        return value._is_scoped
    if isinstance(value, models.Model):
        return isinstance(getattr(value, "wall", None), Wall)
    return isinstance(value, list | tuple) and all(_in_hand(each) for each in value)


class Unscoped(Exception):
    """A query for case data that no user's sight and no job of the program bounds."""


class Guarded(models.QuerySet[Row]):
    """Runs when it has come through `visible_to(user)`, is bounded by a row in hand
    (`dossier.visits`, `.filter(dossier=dossier)`), or works within for_system, as_system or an act.
    """

    _is_scoped = False

    def scoped(self) -> Self:
        """For the vocabulary only: what follows is bounded by a user's sight or a row in hand."""
        found: Self = self.all()
        found._is_scoped = True
        return found

    def _clone(self) -> Self:
        copy: Self = super()._clone()  # type: ignore[misc]  # not in the stubs
        copy._is_scoped = self._is_scoped
        return copy

    def _filter_or_exclude(self, negate: bool, args: Any, kwargs: dict[str, Any]) -> Self:  # noqa: FBT001 (Django's)
        found: Self = super()._filter_or_exclude(negate, args, kwargs)  # type: ignore[misc]
        found._is_scoped |= not negate and any(_in_hand(value) for value in kwargs.values())
        return found

    def __or__(self, other: models.QuerySet[Any]) -> Self:
        """Bounded only where both sides are: the one would let the other's rows in."""
        found: Self = super().__or__(other)
        found._is_scoped = self._is_scoped and getattr(other, "_is_scoped", False)
        return found

    def _must_be_scoped(self) -> None:
        # Django hints the instance a related manager or a prefetch starts from.
        hints: dict[str, Any] = self._hints  # type: ignore[attr-defined]
        if self._is_scoped or "instance" in hints or at_work.get() == SYSTEM:
            return
        raise Unscoped(f"{self.model.__name__}: ask visible_to(user), or start from a row in hand")

    def _fetch_all(self) -> None:
        if self._result_cache is None:
            self._must_be_scoped()
        super()._fetch_all()

    def iterator(self, *args: Any, **kwargs: Any) -> Iterator[Row]:
        self._must_be_scoped()
        return super().iterator(*args, **kwargs)

    def count(self) -> int:
        self._must_be_scoped()
        return super().count()

    def exists(self) -> bool:
        self._must_be_scoped()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._must_be_scoped()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._must_be_scoped()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._must_be_scoped()
        return super().delete()
