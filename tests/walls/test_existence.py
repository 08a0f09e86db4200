"""That a person is there does not show: not in counts, lists, suggestions, searches or refusals.

Shown by equal bytes, not by a clock: with the hidden person and without him every page of whoever
may not find him is the same.
"""

import pytest

from cases.models import Seal
from tests import factories
from tests.walls.facts import sight_of
from tests.walls.judge import Judge
from tests.walls.oracle import exists_for
from tests.walls.routes import all_routes
from tests.walls.seeing import nearest
from tests.walls.visiting import Visitor
from workdays import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet")]
# One of each role and side who may find neither of the two newcomers.
ASKERS = (
    "director_a", "officer_a", "leader_a", "room_a", "group_a", "inspector_a1", "unit_school",
    "helper_now", "personnel_a", "inspector_b1", "assigned", "admin", "security",
)  # fmt: skip
LISTS = [route for route in all_routes() if not route.parameters]
# Pages that tell of one's own acts, or of all acts by number; the newcomers' making is one.
OF_ACTS = ("trail", "stewards:log", "record")


@pytest.fixture
def judge(world):
    return Judge(world, sight_of(world, clock.today()), whole=False)


def pages_of(judge: Judge, visitor: Visitor) -> dict[str, tuple[int, str, str]]:
    """Every list the actor may open, as it is now."""
    return {
        route.pattern: visitor.ask("GET", route.pattern).plain(route.pattern)
        for route in LISTS
        if judge._is_let_in(visitor.key, route) and not any(w in route.name for w in OF_ACTS)
    }


def newcomers(world) -> None:
    """Another office's person, and one of this office who is sealed with nobody on the list."""
    from accounts.models import Unit

    office_a, office_b, school = (
        Unit.objects.get(pk=world.units[key]) for key in ("office_a", "office_b", "school_a")
    )
    factories.dossier(office_b, name="新来者甲", unit=Unit.objects.get(pk=world.units["school_b"]))
    sealed = factories.dossier(office_a, name="新来者乙", unit=school)
    Seal.objects.create(cadre=sealed.cadre, from_on=clock.today(), reason="封存", sealed_by=None)


def _first_difference(was: tuple[int, str, str], now: tuple[int, str, str]) -> str:
    for one, other in zip(str(was).split("\\n"), str(now).split("\\n"), strict=False):
        if one != other:
            return f"{one.strip()[:200]} / {other.strip()[:200]}"
    return "one is longer"


def test_no_page_changes_by_one_byte_when_a_hidden_person_comes(world, judge):
    visitors = {key: visitor for key, visitor in judge.visitors().items() if key in ASKERS}
    before = {key: pages_of(judge, visitor) for key, visitor in visitors.items()}
    newcomers(world)
    changed = [
        f"{key} at {path}: {_first_difference(before[key][path], page)}"
        for key, visitor in visitors.items()
        for path, page in pages_of(judge, visitor).items()
        if page != before[key][path]
    ]
    assert changed == []


@pytest.mark.parametrize("address", ["/people/?q={}", "/people/suggest/?q={}"])
def test_a_hidden_name_is_found_as_little_as_one_that_nobody_has(world, judge, address):
    names = {
        origin.part: word
        for word, origins in world.register.origins.items()
        for origin in origins
        if (origin.model, origin.field) == ("cases.Cadre", "name")
    }
    told = []
    for key, visitor in judge.visitors().items():
        if not judge._is_let_in(key, next(r for r in LISTS if r.name == "cases:list")):
            continue
        hidden = [
            part
            for part in nearest(judge.sight, key)
            if not exists_for(judge.sight.world, key, part, judge.sight.today)
        ]
        nobody = world.register.fresh()
        expected = visitor.ask("GET", address.format(nobody)).plain(nobody)
        told += [
            f"{key} learns of {part}"
            for part in hidden[:2]
            if visitor.ask("GET", address.format(names[part])).plain(names[part]) != expected
        ]
    assert told == []
