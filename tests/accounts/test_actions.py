"""Units and accounts."""

import pytest

from accounts.actions import open_account, open_unit
from accounts.models import Unit
from accounts.roles import Role
from columns.refusal import Refused
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_unit_carries_the_full_name_and_the_path_of_its_parents():
    area = factories.area("临澜市")
    district = open_unit(name="望川区", parent=area, by=None)
    school = open_unit(name="第三实验中学", parent=district, by=None)
    assert school.full_name == "临澜市望川区第三实验中学"
    assert school.path == f"/{area.pk}/{district.pk}/{school.pk}/"
    assert list(Unit.objects.below(district).order_by("pk")) == [district, school]


def test_two_open_units_never_share_a_full_name():
    area = factories.area("临澜市")
    open_unit(name="财政局", parent=area, by=None)
    with pytest.raises(Refused, match="临澜市财政局"):
        open_unit(name="财政局", parent=area, by=None)


def test_a_login_name_is_given_once():
    unit = factories.work_unit()
    first = factories.user(Role.UNIT, unit)
    with pytest.raises(Refused, match="已被使用"):
        open_account(
            username=first.username,
            display_name="又一人",
            role=Role.UNIT,
            unit=unit,
            password="x",
            by=None,
        )


def test_an_account_is_opened_without_rights_and_without_a_password():
    unit = factories.work_unit()
    opened = open_account(username="xin", display_name="新人", unit=unit, by=None)
    assert (opened.role, opened.staff_no) == ("", None)
    assert not opened.has_usable_password()


def test_login_names_differ_by_more_than_capitals():
    unit = factories.work_unit()
    open_account(username="xin", display_name="新人", unit=unit, by=None)
    with pytest.raises(Refused, match="已被使用"):
        open_account(username="Xin", display_name="另一人", unit=unit, by=None)
