"""Constraints that several models repeat."""

from django.db.models import CheckConstraint, F, Q


def set_together(*fields: str, name: str) -> CheckConstraint:
    """The fields are filled together or not at all."""
    none = Q(**{f"{field}__isnull": True for field in fields})
    every = Q(**{f"{field}__isnull": False for field in fields})
    return CheckConstraint(condition=none | every, name=name)


def not_before(later: str, earlier: str, *, name: str) -> CheckConstraint:
    """`later` is empty or on or after `earlier`."""
    return CheckConstraint(
        condition=Q(**{f"{later}__isnull": True}) | Q(**{f"{later}__gte": F(earlier)}), name=name
    )
