"""Units are renamed, checked and closed; nothing that was written before changes."""

import pytest

from accounts.acting import for_system
from accounts.actions import open_unit
from accounts.models import Unit
from accounts.roles import Role
from cases.models import DossierRow
from columns.refusal import Refused
from stewards.actions import close_unit, rename_unit
from tests import factories
from tests.stewards.conftest import TODAY
from tests.stewards.test_pages import signed_in, text_of


@pytest.fixture
def bureau(three):
    return factories.work_unit("财政局")


def test_a_new_name_reaches_those_below_and_the_list_of_dossiers(three, bureau):
    office = open_unit(name="国库科", parent=bureau, by=None)
    with for_system("test"):
        dossier = factories.dossier(three.organ, unit=office)
        printed = dossier.decisions.get().printed_unit
    assert rename_unit(bureau, name="财政和国资局", by=three.admin) == 2
    office.refresh_from_db()
    assert (bureau.full_name, office.full_name) == (
        "临澜市财政和国资局", "临澜市财政和国资局国库科",
    )  # fmt: skip
    with for_system("test"):
        assert DossierRow.objects.get(dossier=dossier).unit_name == office.full_name
        assert dossier.decisions.get().printed_unit == printed


def test_a_name_that_is_taken_is_refused(three, bureau):
    factories.work_unit("审计局")
    with pytest.raises(Refused, match="已有名为“临澜市审计局”的单位"):
        rename_unit(bureau, name="审计局", by=three.admin)
    bureau.refresh_from_db()
    assert bureau.full_name == "临澜市财政局"


def test_a_unit_with_people_is_not_closed(three, bureau):
    with for_system("test"):
        factories.dossier(three.organ, unit=bureau)
    with pytest.raises(Refused, match="还有1名在册的回访对象"):
        close_unit(bureau, successor=None, by=three.admin, on=TODAY)


def test_a_unit_with_accounts_or_units_below_is_not_closed(three, bureau):
    below = open_unit(name="国库科", parent=bureau, by=None)
    with pytest.raises(Refused, match="下面还有1个单位"):
        close_unit(bureau, successor=None, by=three.admin, on=TODAY)
    factories.user(Role.UNIT, below)
    with pytest.raises(Refused, match="还有1个在用的账号"):
        close_unit(below, successor=None, by=three.admin, on=TODAY)


def test_a_closed_unit_names_its_successor_and_stays_in_the_past(three, bureau):
    heir = factories.work_unit("财政和国资局")
    close_unit(bureau, successor=heir, by=three.admin, on=TODAY)
    bureau.refresh_from_db()
    assert (bureau.closed_on, bureau.successor) == (TODAY, heir)
    with pytest.raises(Refused, match="已经停用"):
        close_unit(bureau, successor=None, by=three.admin, on=TODAY)


def test_no_unit_goes_into_itself(three, bureau):
    with pytest.raises(Refused, match="不能并入本单位"):
        close_unit(bureau, successor=bureau, by=three.admin, on=TODAY)


def test_the_pages_of_units(three, bureau):
    """Found by name, opened below, checked, renamed and closed, each by one click."""
    admin = signed_in(three.admin)
    assert bureau.full_name in text_of(admin.get("/admin/units/?q=财政"))
    page = f"/admin/units/{bureau.code}/"
    made = admin.post(f"{page}new/", {"name": "国库科", "kind": "work"})
    assert made.status_code == 303
    below = Unit.objects.get(full_name="临澜市财政局国库科")
    assert below.full_name in text_of(admin.get(page))
    again = admin.post(f"{page}new/", {"name": "国库科", "kind": "work"})
    assert "已有名为" in text_of(again)
    Unit.objects.filter(pk=below.pk).update(checked=False)
    assert below.full_name in text_of(admin.get("/admin/units/?state=unchecked"))
    admin.post(f"/admin/units/{below.code}/check/")
    admin.post(f"/admin/units/{below.code}/rename/", {"name": "预算科"})
    refused = admin.post(f"{page}close/", {"successor": ""})
    assert "下面还有1个单位在用" in text_of(refused)
    admin.post(f"/admin/units/{below.code}/close/", {"successor": three.organ.full_name})
    below.refresh_from_db()
    assert (below.name, below.checked, below.successor) == ("预算科", True, three.organ)
    assert below.full_name in text_of(admin.get("/admin/units/?state=closed"))


def test_units_above_are_not_there(three):
    above = factories.area("江澜省")
    assert signed_in(three.admin).get(f"/admin/units/{above.code}/").status_code == 404
    assert signed_in(three.security).get("/admin/units/").status_code == 403


def test_bureaus_of_a_county_stand_beside_the_organ_that_was_installed_first(three):
    """first_office makes one unit without anything above; the rest need not be below it."""
    alone = factories.open_unit(name="江川县纪委监委", parent=None, by=None, kind="discipline")
    steward = factories.user(Role.ADMIN, alone)
    sent = {"name": "财政局", "full_name": "江川县财政局", "kind": "work", "beside": "on"}
    answer = signed_in(steward).post(f"/admin/units/{alone.code}/new/", sent)
    assert answer.status_code == 303
    assert Unit.objects.get(full_name="江川县财政局").parent is None


def test_nobody_opens_a_unit_beside_the_area_in_his_care(three):
    area = three.organ.parent
    sent = {"name": "邻市", "kind": "area", "beside": "on"}
    signed_in(three.admin).post(f"/admin/units/{area.code}/new/", sent)
    assert Unit.objects.get(name="邻市").parent == area
