"""Keyset pages over real rows: every row once, in both directions, ties and empty keys included."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from accounts.models import Unit
from web import pages
from web.pages import keyset_page

pytestmark = pytest.mark.django_db
DAYS = [date(2026, 1, 1), date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 2), date(2026, 1, 3)]


@pytest.fixture
def units() -> None:
    """Five with a day (two ties), three without."""
    for number, day in enumerate([*DAYS, None, None, None]):
        Unit.objects.create(name=f"单位{number}", full_name=f"单位{number}", opened_on=day)


def walk(queryset: Any, order: Sequence[str], size: int) -> tuple[list[Any], list[Any]]:
    page = keyset_page(queryset, order=order, params={}, size=size)
    forward = [page.rows]
    while page.next:
        page = keyset_page(queryset, order=order, params={"after": page.next}, size=size)
        forward.append(page.rows)
    backward = [page.rows]
    while page.previous:
        page = keyset_page(queryset, order=order, params={"before": page.previous}, size=size)
        backward.append(page.rows)
    return forward, backward[::-1]


ORDERS = [
    ("opened_on", "id"),
    ("-opened_on", "id"),
    ("-opened_on", "-id"),
    ("opened_on", "-id"),
    ("parent__name", "opened_on", "id"),
    ("id",),
]


@pytest.mark.parametrize("size", [1, 2, 3, 8, 9])
@pytest.mark.parametrize("order", ORDERS)
def test_every_row_once_in_the_order_of_the_database(units, order, size):
    rows = Unit.objects.values("id", "parent__name", "opened_on")
    forward, backward = walk(rows, order, size)
    assert [row for page in forward for row in page] == list(rows.order_by(*order))
    assert backward == forward


@pytest.mark.parametrize("order", ORDERS[:4])
def test_model_rows_and_named_rows_turn_pages_too(units, order):
    for queryset in (
        Unit.objects.values_list("id", "opened_on", named=True),
        Unit.objects.all(),
    ):
        forward, backward = walk(queryset, order, 3)
        assert [len(page) for page in forward] == [3, 3, 2]
        assert backward == forward


def test_a_row_that_leaves_between_two_pages_takes_no_other_with_it(units):
    first = keyset_page(Unit.objects.all(), order=("opened_on", "id"), params={}, size=3)
    Unit.objects.filter(pk=first.rows[-1].pk).update(opened_on=date(2027, 1, 1))
    second = keyset_page(
        Unit.objects.all(), order=("opened_on", "id"), params={"after": first.next}, size=3
    )
    assert [row.name for row in second.rows] == ["单位3", "单位4", "单位2"]


def test_going_back_to_where_too_little_is_left_shows_the_first_page(units):
    order = ("opened_on", "id")
    first = keyset_page(Unit.objects.all(), order=order, params={}, size=3)
    second = keyset_page(Unit.objects.all(), order=order, params={"after": first.next}, size=3)
    Unit.objects.filter(pk=first.rows[0].pk).update(opened_on=None)
    back = keyset_page(Unit.objects.all(), order=order, params={"before": second.previous}, size=3)
    assert [row.name for row in back.rows] == ["单位1", "单位2", "单位3"]
    assert back.previous == ""


def test_the_total_is_counted_no_further_than_the_cap(units, monkeypatch):
    page = keyset_page(Unit.objects.all(), order=("id",), params={}, size=3)
    assert (page.total, page.total_words) == (8, "8")
    monkeypatch.setattr(pages, "TOTAL_CAP", 5)
    page = keyset_page(Unit.objects.all(), order=("id",), params={}, size=3)
    assert (page.total, page.total_words) == (6, "5+")


def test_an_empty_list_is_one_page_with_nothing_beside_it():
    page = keyset_page(Unit.objects.none(), order=("id",), params={})
    assert (page.rows, page.total_words, page.is_alone) == ([], "0", True)


@pytest.mark.parametrize("mark", ["", "x", "AAAA", "é", "=" * 50, "null"])
def test_an_unreadable_mark_is_the_first_page(units, mark):
    for side in ("after", "before"):
        page = keyset_page(Unit.objects.all(), order=("id",), params={side: mark}, size=3)
        assert [row.name for row in page.rows] == ["单位0", "单位1", "单位2"]


def test_a_mark_of_another_order_is_the_first_page(units):
    mark = keyset_page(Unit.objects.all(), order=("id",), params={}, size=3).next
    page = keyset_page(
        Unit.objects.all(), order=("opened_on", "id"), params={"after": mark}, size=3
    )
    assert [row.name for row in page.rows] == ["单位0", "单位1", "单位2"]
