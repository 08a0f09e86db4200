"""封存 and 解封: who is left on the list, that two can always lift it, and what is refused."""

from datetime import timedelta

import pytest

from accounts.acting import acting_as
from accounts.roles import Role
from audit.models import Entry
from cases.actions.access import recuse
from cases.actions.seals import ask_to_lift, drop_lift, end_sight, grant_sight, lift, seal
from cases.choices.access import RecusalGround
from cases.models import DossierRow, Seal
from columns.refusal import Refused
from tests import factories as make
from tests.cases.access_stage import office_stage, sees

pytestmark = pytest.mark.django_db
TODAY = make.TODAY


@pytest.fixture(autouse=True)
def clock_stands(monkeypatch):
    monkeypatch.setattr("workdays.clock.today", lambda: TODAY)


@pytest.fixture
def stage():
    return office_stage()


def sealed(stage, *named):
    return seal(stage.cadre, reason="限定知悉范围", named=named, by=stage.director, on=TODAY)


def who_sees(stage):
    return {user.display_name for user in stage.everybody if sees(user, stage.dossier)}


def test_only_the_sealer_and_the_named_find_the_person(stage):
    assert len(who_sees(stage)) == 6
    with acting_as(stage.director):
        made = sealed(stage, stage.officer, stage.inspector)
    assert who_sees(stage) == {"沈砚秋", "陆知行", "江一苇"}
    assert (made.sealed_by, made.grants.count()) == (stage.director, 3)
    written = Entry.objects.get(verb="seal.made")
    assert (written.actor_id, written.cadre_id) == (stage.director.pk, stage.dossier.cadre_id)


def test_lifted_by_two_everybody_finds_him_again(stage):
    made = sealed(stage, stage.officer)
    ask_to_lift(made, reason="限定知悉的事项已经办结", by=stage.officer, on=TODAY)
    assert who_sees(stage) == {"沈砚秋", "陆知行"}
    lift(made, by=stage.director, on=TODAY)
    assert len(who_sees(stage)) == 6
    made.refresh_from_db()
    assert (made.lift_asked_by, made.lifted_by) == (stage.officer, stage.director)
    assert made.lifted_on == TODAY
    sealed(stage, stage.leader)
    assert who_sees(stage) == {"沈砚秋", "顾怀瑾"}


def test_a_request_that_is_dropped_leaves_it_sealed(stage):
    made = sealed(stage, stage.officer)
    ask_to_lift(made, reason="已经办结", by=stage.officer, on=TODAY)
    drop_lift(made, by=stage.director, on=TODAY)
    assert (made.lift_asked_by, made.lift_reason) == (None, "")
    assert len(who_sees(stage)) == 2
    with pytest.raises(Refused, match="刚被他人办理过"):
        drop_lift(made, by=stage.officer, on=TODAY)
    with pytest.raises(Refused, match="还没有同志提出解封"):
        lift(made, by=stage.director, on=TODAY)


def test_nobody_lifts_it_alone(stage):
    made = sealed(stage, stage.officer)
    ask_to_lift(made, reason="已经办结", by=stage.officer, on=TODAY)
    with pytest.raises(Refused, match="提出人本人不能同意"):
        lift(made, by=stage.officer, on=TODAY)
    with pytest.raises(Refused, match="已有同志提出解封"):
        ask_to_lift(made, reason="再提", by=stage.director, on=TODAY)


def test_a_lifted_seal_is_lifted_once(stage):
    made = sealed(stage, stage.officer)
    ask_to_lift(made, reason="已经办结", by=stage.officer, on=TODAY)
    lift(made, by=stage.director, on=TODAY)
    with pytest.raises(Refused, match="已经解封"):
        lift(made, by=stage.director, on=TODAY)


@pytest.mark.parametrize(
    ("reason", "words"), [("  ", "请写明封存的原因"), ("限定知悉范围", "解封须由名单上的两人办理")]
)
def test_without_a_reason_or_a_second_name_nothing_is_sealed(stage, reason, words):
    with pytest.raises(Refused, match=words):
        seal(stage.cadre, reason=reason, named=[], by=stage.director, on=TODAY)
    assert Seal.objects.count() == 0
    assert len(who_sees(stage)) == 6


def test_the_second_name_must_be_able_to_lift(stage):
    """Otherwise nobody could ever: the inspector finds the file but keeps none."""
    with pytest.raises(Refused, match="至少再列入一位管档机关"):
        sealed(stage, stage.inspector)
    with pytest.raises(Refused, match="至少再列入一位管档机关"):
        sealed(stage, stage.director)


def test_who_could_not_find_him_cannot_be_named(stage):
    stranger = make.user(Role.OFFICER, make.office("青禾区纪委监委"), name="罗青岫")
    with pytest.raises(Refused, match="罗青岫看不到这份档案"):
        sealed(stage, stage.officer, stranger)
    made = sealed(stage, stage.officer)
    with pytest.raises(Refused, match="罗青岫本来看不到这份档案，请先指派"):
        grant_sight(made, user=stranger, by=stage.director, on=TODAY)


def test_who_has_recused_himself_cannot_be_named(stage):
    make.recusal(stage.cadre, account=stage.officer)
    with pytest.raises(Refused, match="陆知行看不到这份档案"):
        sealed(stage, stage.leader, stage.officer)
    made = sealed(stage, stage.leader)
    with pytest.raises(Refused, match="已登记回避或者是本人的账号"):
        grant_sight(made, user=stage.officer, by=stage.director, on=TODAY)


def test_one_more_is_named_and_struck_off_again_on_the_same_day(stage):
    made = sealed(stage, stage.officer)
    grant_sight(made, user=stage.helper, by=stage.director, on=TODAY)
    assert sees(stage.helper, stage.dossier)
    with pytest.raises(Refused, match="已在知悉名单上"):
        grant_sight(made, user=stage.helper, by=stage.director, on=TODAY)
    end_sight(made, user=stage.helper, by=stage.director, on=TODAY)
    assert not sees(stage.helper, stage.dossier)
    with pytest.raises(Refused, match="刚被他人办理过"):
        end_sight(made, user=stage.helper, by=stage.director, on=TODAY)
    grant_sight(made, user=stage.helper, by=stage.director, on=TODAY + timedelta(days=1))


def test_two_who_can_lift_always_stay(stage):
    made = sealed(stage, stage.officer)
    for user in (stage.officer, stage.director):
        with pytest.raises(Refused, match="不足两人"):
            end_sight(made, user=user, by=stage.director, on=TODAY)
    grant_sight(made, user=stage.leader, by=stage.director, on=TODAY)
    end_sight(made, user=stage.officer, by=stage.director, on=TODAY)
    assert who_sees(stage) == {"沈砚秋", "顾怀瑾"}


def test_a_recusal_wins_over_a_name_on_the_list(stage):
    sealed(stage, stage.officer, stage.leader)
    recuse(
        stage.cadre, user=stage.officer, ground=RecusalGround.KIN, note="", from_on=TODAY,
        by=stage.officer, on=TODAY,
    )  # fmt: skip
    assert who_sees(stage) == {"沈砚秋", "顾怀瑾"}


def test_what_is_sealed_is_not_sealed_again(stage):
    sealed(stage, stage.officer)
    with pytest.raises(Refused, match="已经封存"):
        sealed(stage, stage.leader)


def test_only_the_office_that_keeps_the_open_file_seals(stage):
    other = make.user(Role.DIRECTOR, stage.town)
    with acting_as(other), pytest.raises(Refused, match="由管档机关的审理室办理"):
        seal(stage.cadre, reason="限定", named=[stage.officer], by=other, on=TODAY)
    made = sealed(stage, stage.officer)
    with pytest.raises(Refused, match="由管档机关的审理室办理"):
        ask_to_lift(made, reason="已经办结", by=other, on=TODAY)


def test_asking_needs_a_reason(stage):
    with pytest.raises(Refused, match="请写明解封的原因"):
        ask_to_lift(sealed(stage, stage.officer), reason="", by=stage.officer, on=TODAY)


def test_a_seal_moves_no_date_and_loses_no_row(stage):
    before = list(DossierRow.objects.order_by("pk").values())
    sealed(stage, stage.officer)
    assert list(DossierRow.objects.order_by("pk").values()) == before
