"""Every route of the resolver × every actor: nobody meets a word the oracle denies him."""

import os

import pytest

from tests.walls.facts import sight_of
from tests.walls.judge import ANONYMOUS, Judge
from tests.walls.oracle_routes import unsaid
from tests.walls.routes import all_routes
from workdays import clock

pytestmark = pytest.mark.django_db
WHOLE = bool(os.environ.get("HUIFANG_MATRIX"))
ROUTES = all_routes()


def test_every_page_has_its_readers_named():
    assert unsaid([route.name for route in ROUTES]) == []


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.name} {route.pattern}")
def test_matrix(world, route, record_testsuite_property):
    judge = Judge(world, sight_of(world, clock.today()), WHOLE)
    with_forms = set() if WHOLE else _filling_in(judge, route)
    for key, visitor in judge.visitors().items():
        judge.route(route, visitor, with_forms=WHOLE or key in with_forms)
    assert judge.faults == []


def _filling_in(judge: Judge, route) -> set[str]:
    """In the everyday run one account of each role fills in the forms of a page."""
    chosen: dict[str, str] = {}
    for key, actor in judge.sight.world.actors.items():
        if judge._is_let_in(key, route):
            chosen.setdefault(actor.role, key)
    return set(chosen.values()) - {ANONYMOUS}
