"""Who sees which rows, proven by content; and the vocabulary of the list."""

from datetime import date

import pytest

from accounts.roles import Role
from cases.models import Cadre, Dossier, DossierRow
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """Two offices with one dossier each, in two units."""
    city, county = factories.office("纪委监委"), factories.office("云岫县纪委监委")
    finance, water = factories.work_unit("青禾区财政局"), factories.work_unit("云岫县水利局")
    return {
        "city": city, "county": county, "finance": finance, "water": water,
        "mine": factories.dossier(city, name="许明澈", unit=finance),
        "other": factories.dossier(county, name="马德厚", unit=water),
    }  # fmt: skip


def seen(user):
    rows = set(DossierRow.objects.visible_to(user).values_list("name", flat=True))
    through_dossiers = set(Dossier.objects.visible_to(user).values_list("cadre__name", flat=True))
    through_cadres = set(Cadre.objects.visible_to(user).values_list("name", flat=True))
    assert rows == through_dossiers == through_cadres
    return rows


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.OFFICER, Role.LEADER, Role.INSPECTOR])
def test_a_discipline_role_sees_its_own_organ_only(world, role):
    assert seen(factories.user(role, world["city"])) == {"许明澈"}
    assert seen(factories.user(role, world["county"])) == {"马德厚"}


def test_a_carrier_sees_what_it_carries(world):
    town = factories.office("北渡镇纪委")
    Dossier.objects.filter(pk=world["mine"].pk).update(carrier=town)
    DossierRow.objects.filter(pk=world["mine"].pk).update(carrier=town)
    assert seen(factories.user(Role.INSPECTOR, town)) == {"许明澈"}


def test_a_unit_sees_its_own_people_and_those_below(world):
    assert seen(factories.user(Role.UNIT, world["finance"])) == {"许明澈"}
    assert seen(factories.user(Role.UNIT, world["finance"].parent)) == {"许明澈", "马德厚"}


def test_a_helper_sees_only_while_he_is_designated(world):
    helper = factories.user(Role.HELPER, world["finance"])
    assert seen(helper) == set()
    factories.helper(world["mine"], account=helper)
    assert seen(helper) == {"许明澈"}
    factories.helper(world["mine"], name="袁见微")
    assert seen(helper) == set()


@pytest.mark.parametrize("role", [Role.PERSONNEL, Role.ADMIN])
def test_neither_personnel_nor_administrators_see_a_dossier(world, role):
    assert seen(factories.user(role, world["city"])) == set()


def test_nobody_sees_his_own_file(world):
    officer = factories.user(Role.OFFICER, world["city"])
    Cadre.objects.filter(name="许明澈").update(account=officer)
    officer.refresh_from_db()
    assert seen(officer) == set()


@pytest.mark.parametrize("term", ["许", "明澈", "许明澈", "xmc", "x", "xuming", "XMC", "许 明"])
def test_a_name_is_found_by_characters_pinyin_and_initials(world, term):
    assert [row.name for row in DossierRow.objects.matching(term)] == ["许明澈"]


@pytest.mark.parametrize("term", ["许澈", "xc", "%", "明明"])
def test_what_is_not_in_the_name_does_not_find_it(world, term):
    assert not DossierRow.objects.matching(term).exists()


def test_periods_are_found_by_their_end(world):
    rows = DossierRow.objects.ending_between(date(2027, 3, 24), date(2027, 3, 24))
    assert rows.count() == 2
    assert not DossierRow.objects.ending_between(date(2027, 3, 25), None).exists()
