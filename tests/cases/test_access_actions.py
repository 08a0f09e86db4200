"""指派、回避: what each verb opens or closes at once, and every sentence that refuses it."""

from datetime import date, timedelta

import pytest
from django.http import Http404

from accounts.acting import acting_as
from accounts.models import Delegation
from accounts.roles import Role
from audit.models import Entry
from cases.actions import set_handler
from cases.actions.access import (
    assign,
    end_assignment,
    end_recusal,
    recuse,
    replace_handler,
)
from cases.choices.access import RecusalGround
from cases.models import Assignment, Dossier, Recusal
from columns.refusal import Refused
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = make.TODAY
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock_stands(monkeypatch):
    monkeypatch.setattr("workdays.clock.today", lambda: TODAY)


@pytest.fixture
def home():
    return make.office()


@pytest.fixture
def director(home):
    return make.user(Role.DIRECTOR, home, name="沈砚秋")


@pytest.fixture
def officer(home):
    return make.user(Role.OFFICER, home, name="陆知行")


@pytest.fixture
def town():
    """An organ of the same area that neither keeps nor visits."""
    return make.office("北渡镇纪委", policy=False)


@pytest.fixture
def inspector(town):
    return make.user(Role.INSPECTOR, town, name="江一苇")


@pytest.fixture
def dossier(home):
    return make.dossier(home)


def sees(user, dossier) -> bool:
    with acting_as(user):
        return Dossier.objects.visible_to(user).filter(pk=dossier.pk).exists()


def told(**changes):
    facts = {
        "from_on": TODAY,
        "to_on": TODAY + 30 * DAY,
        "reason": "抽调参加第四季度回访",
        "document": "临纪办〔2026〕8号",
        "on": TODAY,
    }
    return facts | changes


def entries(verb):
    return list(Entry.objects.filter(verb=verb).values_list("actor_id", "cadre_id", "dossier_id"))


# 指派 -----------------------------------------------------------------------------------------


def test_an_assignment_opens_the_file_from_its_first_to_its_last_day(
    monkeypatch, director, inspector, dossier
):
    made = assign(dossier, user=inspector, by=director, **told())
    assert (made.granted_by, made.reason) == (director, "抽调参加第四季度回访")
    assert entries("assignment.made") == [(director.pk, dossier.cadre_id, dossier.pk)]
    found = {}
    for day in (TODAY - DAY, TODAY, TODAY + 30 * DAY, TODAY + 31 * DAY):
        monkeypatch.setattr("workdays.clock.today", lambda day=day: day)
        found[(day - TODAY).days] = sees(inspector, dossier)
    assert found == {-1: False, 0: True, 30: True, 31: False}


def test_an_ended_assignment_closes_the_file_at_once(director, inspector, dossier):
    made = assign(dossier, user=inspector, by=director, **told())
    end_assignment(made, by=director, on=TODAY)
    assert not sees(inspector, dossier)
    made.refresh_from_db()
    assert (made.from_on, made.to_on) == (TODAY - DAY, TODAY - DAY)
    assert [each.from_on for each in made.history.order_by("pgh_id")] == [TODAY, TODAY - DAY]
    with pytest.raises(Refused, match="刚被他人办理过"):
        end_assignment(made, by=director, on=TODAY)


def test_one_that_began_earlier_keeps_its_first_day(director, inspector, dossier):
    made = make.assignment(dossier, account=inspector)
    end_assignment(made, by=director, on=TODAY + 10 * DAY)
    made.refresh_from_db()
    assert (made.from_on, made.to_on) == (TODAY, TODAY + 9 * DAY)


@pytest.mark.parametrize(
    ("role", "words"),
    [(Role.UNIT, "“单位党组织”"), (Role.HELPER, "“帮扶人”"), (Role.PERSONNEL, "“组织（人事）部门”"),
     (Role.ADMIN, "“系统管理员”")],
)  # fmt: skip
def test_a_role_that_could_not_see_is_refused(director, town, dossier, role, words):
    with pytest.raises(Refused, match=words):
        assign(dossier, user=make.user(role, town), by=director, **told())


def test_an_account_that_is_off_is_refused(director, inspector, dossier):
    inspector.is_active = False
    inspector.save()
    with pytest.raises(Refused, match="指派后也看不到档案"):
        assign(dossier, user=inspector, by=director, **told())


def test_who_has_recused_himself_is_refused(director, inspector, dossier):
    make.recusal(dossier.cadre, account=inspector)
    with pytest.raises(Refused, match="江一苇已对这位同志登记回避，不能指派。请另选一位同志。"):
        assign(dossier, user=inspector, by=director, **told())


def test_whose_own_file_it_may_be_is_refused(director, inspector, dossier):
    make.own_file(dossier.cadre, account=inspector)
    with pytest.raises(Refused, match="正在核对或者已核定为本人"):
        assign(dossier, user=inspector, by=director, **told())


def test_who_finds_it_anyway_is_refused(director, officer, dossier):
    with pytest.raises(Refused, match="陆知行已经能够查看这份档案，不需要指派。"):
        assign(dossier, user=officer, by=director, **told())
    with pytest.raises(Refused, match="不能指派给自己"):
        assign(dossier, user=director, by=director, **told())


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"from_on": TODAY - DAY}, "不能早于2026年9月30日"),
        ({"to_on": TODAY - DAY}, "到期日不能早于起始日期2026年9月30日"),
        ({"reason": "  "}, "请写明指派的事由"),
    ],
)
def test_days_in_order_and_a_reason_are_asked_for(director, inspector, dossier, changes, words):
    with pytest.raises(Refused, match=words):
        assign(dossier, user=inspector, by=director, **told(**changes))


def test_an_organ_above_reads_only_until_a_day(director, home, dossier):
    province = make.area("江澜省")
    above = make.user(Role.OFFICER, make.office("省纪委监委", within=province, policy=False))
    with pytest.raises(Refused, match="不在本地区，指派须写明到期日"):
        assign(dossier, user=above, by=director, **told(to_on=None))
    assign(dossier, user=above, by=director, **told())
    assert sees(above, dossier)


def test_two_assignments_at_the_same_time_are_refused(director, inspector, dossier):
    assign(dossier, user=inspector, by=director, **told(from_on=TODAY + 10 * DAY))
    with pytest.raises(Refused, match="自2026年10月10日起已有一项指派"):
        assign(dossier, user=inspector, by=director, **told())
    assign(dossier, user=inspector, by=director, **told(to_on=TODAY + 9 * DAY))
    assert Assignment.objects.count() == 2


def test_a_filed_dossier_is_assigned_to_nobody(director, inspector, dossier):
    Dossier.objects.filter(pk=dossier.pk).update(
        opened_on=date(2025, 3, 30), closed_on=date(2026, 3, 30), status="closed"
    )
    with pytest.raises(Refused, match="已归档"):
        assign(dossier, user=inspector, by=director, **told())


def test_an_office_that_does_not_keep_the_file_says_nothing_about_it(town, inspector, dossier):
    other = make.user(Role.DIRECTOR, town)
    made = make.assignment(dossier, account=other)
    with acting_as(other), pytest.raises(Refused, match="由管档机关的审理室办理"):
        assign(dossier, user=inspector, by=other, **told())
    with acting_as(other), pytest.raises(Refused, match="由管档机关的审理室办理"):
        end_assignment(made, by=other, on=TODAY)


def test_to_whom_the_file_is_invisible_there_is_nothing_to_assign(town, inspector, dossier):
    other = make.user(Role.DIRECTOR, town)
    with acting_as(other), pytest.raises(Http404):
        assign(dossier, user=inspector, by=other, **told())


def test_who_works_for_the_office_by_delegation_may_assign(home, town, inspector, dossier):
    lent = make.user(Role.OFFICER, make.office("青禾区纪委监委"))
    granter, second = make.user(Role.SECURITY, home), make.user(Role.ADMIN, home)
    Delegation.objects.create(
        user=lent, unit=home, from_on=TODAY, to_on=TODAY, reason="借调",
        granted_by=granter, confirmed_by=second,
    )  # fmt: skip
    with acting_as(lent):
        assign(dossier, user=inspector, by=lent, **told())
    assert sees(inspector, dossier)


# 回避 -----------------------------------------------------------------------------------------


def declare(cadre, user, by=None, **changes):
    facts = {"ground": RecusalGround.KIN, "note": "", "from_on": TODAY, "on": TODAY}
    return recuse(cadre, user=user, by=by or user, **(facts | changes))


def test_who_declares_himself_finds_nothing_from_that_moment(officer, director, dossier):
    with acting_as(officer):
        made = declare(dossier.cadre, officer)
    assert (sees(officer, dossier), sees(director, dossier)) == (False, True)
    assert entries("recusal.declared") == [(officer.pk, dossier.cadre_id, None)]
    assert made.entered_by == officer


def test_a_recusal_wins_over_an_assignment(director, inspector, dossier):
    assign(dossier, user=inspector, by=director, **told())
    declare(dossier.cadre, inspector, by=director)
    assert not sees(inspector, dossier)
    assert entries("recusal.entered") == [(director.pk, dossier.cadre_id, None)]


def test_the_office_ends_a_recusal_and_the_file_is_there_again(officer, director, dossier):
    made = declare(dossier.cadre, officer)
    end_recusal(made, reason="登记有误，不是近亲属", by=director, on=TODAY)
    assert sees(officer, dossier)
    made.refresh_from_db()
    assert (made.ended_by, made.end_reason) == (director, "登记有误，不是近亲属")
    with pytest.raises(Refused, match="刚被他人办理过"):
        end_recusal(made, reason="再次", by=director, on=TODAY)
    declare(dossier.cadre, officer)
    assert not sees(officer, dossier)


def test_nobody_ends_his_own_recusal(officer, dossier):
    made = declare(dossier.cadre, officer)
    with pytest.raises(Refused, match="由审理室的另一位同志解除"):
        end_recusal(made, reason="已说明", by=officer, on=TODAY)
    with acting_as(officer), pytest.raises(Http404):
        end_recusal(made, reason="已说明", by=officer, on=TODAY)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ground": RecusalGround.OTHER}, "请写明是什么情形"),
        ({"from_on": TODAY + DAY}, "不能晚于今天"),
    ],
)
def test_a_ground_that_says_nothing_and_a_later_day_are_refused(officer, dossier, changes, words):
    with pytest.raises(Refused, match=words):
        declare(dossier.cadre, officer, **changes)


def test_a_second_recusal_of_the_same_person_is_refused(officer, director, dossier):
    declare(dossier.cadre, officer)
    with pytest.raises(Refused, match="陆知行已经登记回避"):
        declare(dossier.cadre, officer, by=director)
    assert Recusal.objects.count() == 1


def test_ending_asks_for_a_reason(officer, director, dossier):
    made = declare(dossier.cadre, officer)
    with pytest.raises(Refused, match="请写明解除回避的原因"):
        end_recusal(made, reason=" ", by=director, on=TODAY)


def test_only_the_keeping_office_enters_and_ends_for_others(town, officer, dossier):
    other = make.user(Role.DIRECTOR, town)
    make.assignment(dossier, account=other)
    with pytest.raises(Refused, match="由管档机关的审理室办理"):
        declare(dossier.cadre, officer, by=other)
    with pytest.raises(Refused, match="由管档机关的审理室办理"):
        end_recusal(declare(dossier.cadre, officer), reason="误登", by=other, on=TODAY)


# 改派承办人 -----------------------------------------------------------------------------------


def test_a_handler_who_stepped_back_is_replaced(officer, director, dossier):
    set_handler(dossier, handler=officer, by=director, on=TODAY)
    declare(dossier.cadre, officer)
    replace_handler(dossier, handler=director, by=director, on=TODAY)
    assert Dossier.objects.get(pk=dossier.pk).handler == director
    with pytest.raises(Refused, match="已经是这份档案的承办人"):
        replace_handler(dossier, handler=director, by=director, on=TODAY)


def test_the_new_handler_finds_the_file_and_works_on_files(
    home, town, officer, director, inspector, dossier
):
    declare(dossier.cadre, officer)
    for user in (officer, inspector, make.user(Role.LEADER, home)):
        with pytest.raises(Refused, match="看不到这份档案或者不承办档案"):
            replace_handler(dossier, handler=user, by=director, on=TODAY)
    other = make.user(Role.DIRECTOR, town)
    with pytest.raises(Refused, match="由管档机关的审理室办理"):
        replace_handler(dossier, handler=director, by=other, on=TODAY)
    Dossier.objects.filter(pk=dossier.pk).update(status="closed")
    with pytest.raises(Refused, match="不再改派承办人"):
        replace_handler(dossier, handler=director, by=director, on=TODAY)
