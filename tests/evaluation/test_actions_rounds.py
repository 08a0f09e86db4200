"""Opening, changing, closing, reopening and voiding a round."""

from datetime import date, timedelta

import pytest

from accounts.roles import Role
from audit.models import Entry
from cases.actions import move_dossier, pause_dossier
from cases.choices import DossierStatus
from cases.models import Dossier, DossierRow
from columns.refusal import Refused
from evaluation.actions import (
    change_groups,
    close_round,
    reopen_round,
    return_conclusion,
    void_round,
    write_conclusion,
)
from evaluation.choices import MissingReason, RoundKind, RoundStatus
from evaluation.models import Instrument, Round
from tests import factories
from tests.evaluation.rounds import ENOUGH, TODAY, Office, conclusion, plans

pytestmark = pytest.mark.django_db


def refusal(act, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    return str(caught.value)


def status_of(office):
    return Dossier.objects.get(pk=office.dossier.pk).status


class TestOpen:
    def test_a_yearly_round_leaves_the_dossier_where_it_is(self, office):
        round_ = office.open(RoundKind.YEARLY)
        assert (round_.number, round_.status) == (1, RoundStatus.OPEN)
        assert status_of(office) == DossierStatus.VISITING
        assert {g.group: g.expected for g in round_.groups.all() if g.expected} == ENOUGH

    def test_a_final_round_moves_the_dossier_to_rating(self, office):
        office.open(RoundKind.FINAL)
        assert status_of(office) == DossierStatus.RATING

    def test_it_is_recorded_with_its_dossier(self, office):
        round_ = office.open()
        entry = Entry.objects.get(verb="round.opened")
        assert (entry.actor_id, entry.object_id, entry.dossier_id) == (
            office.writer.pk,
            round_.pk,
            office.dossier.pk,
        )

    def test_a_second_round_waits_for_the_first(self, office):
        office.open()
        assert refusal(office.open) == "第1轮年度评价还没有办完，请先办完或作废后再发起下一轮。"
        assert Round.objects.count() == 1

    def test_numbers_go_on_after_a_void_round(self, office):
        first = office.open()
        void_round(first, reason="代填", by=office.writer, at=factories.NOON, on=TODAY)
        assert office.open().number == 2

    def test_the_baseline_happens_once(self, office):
        office.concluded(RoundKind.BASELINE)
        assert refusal(office.open, RoundKind.BASELINE) == (
            "基线评价已经开展过，请选择年度评价或期满评价。"
        )

    def test_a_final_round_needs_a_visit(self, office):
        DossierRow.objects.update(last_visit_on=None)
        assert refusal(office.open, RoundKind.FINAL) == (
            "还没有完成过正式回访，期满评价应在至少一次正式回访之后开展。"
        )

    def test_a_final_round_belongs_to_visiting(self, office):
        move_dossier(office.dossier, to=DossierStatus.ASSESSING, by=None, on=TODAY)
        assert refusal(office.open, RoundKind.FINAL) == (
            "期满评价在“回访中”环节发起，档案现在处于“研判中”。"
        )

    def test_before_the_window_a_final_round_needs_a_reason(self, office):
        Dossier.objects.update(overall_end=date(2027, 3, 24))
        assert refusal(office.open, RoundKind.FINAL, early_reason=" ") == (
            "期满评价一般在届满前60日内开展，即2027年1月23日以后。提前开展请填写原因。"
        )
        assert status_of(office) == DossierStatus.VISITING

    def test_within_the_window_no_reason_is_asked(self, office):
        Dossier.objects.update(overall_end=TODAY + timedelta(days=60))
        office.open(RoundKind.FINAL, early_reason="")
        assert status_of(office) == DossierStatus.RATING

    def test_a_paused_dossier_is_not_rated(self, office):
        pause_dossier(office.dossier, reason="立案", by=None, on=TODAY)
        assert refusal(office.open) == "档案暂停期间暂缓评定，请在恢复办理后再发起评价。"

    def test_a_group_without_ballots_says_why(self, office):
        groups = [*plans(ENOUGH)]
        groups[3] = type(groups[3])("JS", 0)
        assert refusal(office.open, groups=groups) == "家属发出0份，请选择没有的原因。"

    def test_somebody_has_to_be_asked(self, office):
        assert refusal(office.open, sizes={}) == "发出份数不能全部为0，至少要有一类评价主体。"

    def test_no_group_may_be_forgotten(self, office):
        assert refusal(office.open, groups=plans(ENOUGH)[1:]) == (
            "每一类评价主体都要填写发出份数，没有的填0并选择原因。"
        )

    def test_the_end_of_collecting_is_not_in_the_past(self, office):
        assert refusal(office.open, due_on=TODAY - timedelta(days=1)) == ("收齐期限不能早于今天。")

    def test_without_a_published_instrument_nothing_opens(self, office):
        Instrument.objects.update(status="retired")
        assert refusal(office.open) == "还没有已发布的评价表，请先由审理室发布一个版本。"


class TestGroups:
    def test_more_ballots_may_be_given_out(self, office):
        round_ = office.open()
        change_groups(round_, groups=plans({**ENOUGH, "JS": 1}), by=office.writer, on=TODAY)
        family = round_.groups.get(group="JS")
        assert (family.expected, family.missing_reason) == (1, "")

    def test_never_fewer_than_came_back(self, office):
        round_ = office.open()
        office.enter(round_, "LD")
        office.enter(round_, "LD")
        assert (
            refusal(
                change_groups, round_, groups=plans({**ENOUGH, "LD": 1}), by=office.writer, on=TODAY
            )
            == "单位及党组织领导已录入2份，发出份数不能少于2。"
        )

    def test_a_closed_round_gives_out_no_more(self, office):
        round_ = office.computed()
        assert (
            refusal(change_groups, round_, groups=plans(ENOUGH), by=office.writer, on=TODAY)
            == "本轮评价已截止，不能再调整发出份数。"
        )


class TestCloseAndReopen:
    def test_a_group_below_its_minimum_says_why(self, office):
        round_ = office.open(sizes={"LD": 1, "TS": 3})
        office.enter(round_, "LD")
        office.enter(round_, "TS")
        reasons = dict.fromkeys(("QZ", "JS", "FW", "NJ", "SJ", "TY"), MissingReason.NONE_EXISTS)
        assert (
            refusal(close_round, round_, missing_reasons=reasons, by=office.writer, on=TODAY)
            == "身边同事没有达到最低份数，请选择原因。"
        )
        reasons["TS"] = MissingReason.UNREACHABLE
        close_round(round_, missing_reasons=reasons, by=office.writer, on=TODAY)
        assert round_.groups.get(group="TS").missing_reason == MissingReason.UNREACHABLE
        assert round_.groups.get(group="LD").missing_reason == ""

    def test_closing_twice_is_refused(self, office):
        round_ = office.filled()
        reasons = dict.fromkeys(("QZ", "JS", "SJ", "TY"), MissingReason.NONE_EXISTS)
        close_round(round_, missing_reasons=reasons, by=office.writer, on=TODAY)
        assert (
            refusal(close_round, round_, missing_reasons=reasons, by=office.writer, on=TODAY)
            == "本轮评价现在处于“已截止”，不能转入“已截止”。"
        )

    def test_an_insufficient_round_may_be_filled_up(self, office):
        round_ = office.computed(sizes={"LD": 1})
        assert round_.result.sufficient is False
        reopen_round(round_, by=office.writer, on=TODAY)
        round_.refresh_from_db()
        assert (round_.status, round_.closed_on) == (RoundStatus.OPEN, None)
        change_groups(round_, groups=plans(ENOUGH), by=office.writer, on=TODAY)
        office.enter(round_, "LD")

    def test_a_sufficient_round_is_not_reopened(self, office):
        assert refusal(reopen_round, office.computed(), by=office.writer, on=TODAY) == (
            "本轮数据充分，不需要补充评价。确需重做请作废本轮。"
        )

    def test_not_while_a_conclusion_waits(self, office):
        round_ = office.computed(sizes={"LD": 1})
        content = conclusion(verdict="none", waiver_reason="单位已撤并")
        written = write_conclusion(round_, content=content, by=office.writer, on=TODAY)
        assert refusal(reopen_round, round_, by=office.writer, on=TODAY) == (
            "本轮结论正在等待确认，请先退回结论再补充评价。"
        )
        return_conclusion(written, reason="先补充", by=office.second, on=TODAY)
        reopen_round(round_, by=office.writer, on=TODAY)


class TestVoid:
    def void(self, office, round_, reason="发现有人代填"):
        void_round(round_, reason=reason, by=office.writer, at=factories.NOON, on=TODAY)

    def test_a_void_final_round_gives_the_dossier_back(self, office):
        round_ = office.open(RoundKind.FINAL)
        self.void(office, round_)
        assert status_of(office) == DossierStatus.VISITING
        round_.refresh_from_db()
        assert (round_.status, round_.void_reason) == (RoundStatus.VOID, "发现有人代填")

    def test_it_needs_a_reason(self, office):
        assert refusal(self.void, office, office.open(), reason="  ") == (
            "请填写作废原因，例如发现有人代填。"
        )

    def test_a_confirmed_round_stays(self, office):
        assert refusal(self.void, office, office.concluded()) == (
            "本轮评价现在处于“已确认”，不能转入“已作废”。"
        )


def test_an_inspector_of_the_carrier_may_not_be_confused_with_another_office(office):
    other = Office(name="另一纪委", person="何静")
    round_ = office.open()
    inspector = factories.user(Role.INSPECTOR, office.unit)
    assert list(Round.objects.visible_to(inspector)) == [round_]
    assert list(Round.objects.visible_to(other.writer)) == []


def test_a_role_without_dossiers_sees_no_rounds(office):
    office.open()
    personnel = factories.user(Role.PERSONNEL, factories.personnel_office())
    assert list(Round.objects.visible_to(personnel)) == []
