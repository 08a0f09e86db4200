"""`within` asks what IN asks, with one placeholder."""

import pytest

from accounts.models import Unit
from cases.models import Cadre
from tests import factories

pytestmark = pytest.mark.django_db


def test_within_finds_by_primary_key_and_by_foreign_key():
    units = [factories.work_unit(name) for name in ("水利局", "教育局", "卫健局")]
    people = [factories.cadre(unit, name=f"许{unit.name[0]}") for unit in units]
    keys = [units[0].pk, units[2].pk]
    assert set(Unit.objects.filter(pk__within=keys)) == {units[0], units[2]}
    assert set(Cadre.objects.filter(unit__within=keys)) == {people[0], people[2]}
    assert list(Unit.objects.filter(pk__within=[])) == []


def test_within_joins_other_conditions_and_negates(django_assert_num_queries):
    units = [factories.work_unit(name) for name in ("水利局", "教育局")]
    keys = [unit.pk for unit in units]
    asked = Unit.objects.exclude(pk__within=keys[:1]).filter(pk__within=keys)
    with django_assert_num_queries(1) as queries:
        assert list(asked) == units[1:]
    assert queries[0]["sql"].count("ANY") == 2


def test_below_finds_the_unit_itself_and_all_under_it():
    bureau = factories.work_unit("教育局")
    school = factories.work_unit("第一中学", within=bureau)
    factories.work_unit("水利局")
    assert set(Unit.objects.filter(path__below=bureau.path)) == {bureau, school}
    # The eleventh unit does not stand under the first.
    assert not Unit.objects.filter(path__below="/999999/").exists()
