"""Every route of the resolver × every actor: nobody meets a word the oracle denies him."""

import os

import pytest

from tests.plugins.matrix import PROPERTY
from tests.walls.facts import sight_of
from tests.walls.judge import ANONYMOUS, Judge
from tests.walls.oracle_routes import unsaid
from tests.walls.routes import all_routes
from workdays import clock

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("quiet")]
WHOLE = bool(os.environ.get("HUIFANG_MATRIX"))
ROUTES = all_routes()


def test_every_page_has_its_readers_named():
    assert unsaid([route.name for route in ROUTES]) == []


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.name} {route.pattern}")
def test_matrix(world, route, record_property):
    judge = Judge(world, sight_of(world, clock.today()), WHOLE)
    for key, visitor in judge.visitors().items():
        judge.route(route, visitor, with_forms=key != ANONYMOUS and judge.fills_in(route, key))
    record_property(PROPERTY, dict(judge.count))
    assert not judge.faults, "\n".join(judge.faults)
