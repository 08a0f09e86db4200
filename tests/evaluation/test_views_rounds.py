"""Who may come to a round, opening it, closing it, checking its ballots."""

import re

import pytest
from django.test import Client

from accounts.roles import Role
from audit.models import Entry
from cases.choices import DossierStatus
from cases.models import Dossier
from evaluation.actions import ask_to_void_ballot
from evaluation.choices import MissingReason, RoundKind, RoundStatus
from evaluation.models import Round
from tests import factories
from tests.evaluation.pages import EXAMPLES, opening, signed_in, text_of, url
from tests.evaluation.rounds import ENOUGH, Office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fixed_day")]


class TestWhoMayCome:
    PAGES = ("round", "groups", "paper_entry", "close", "void", "results", "conclusion")

    @pytest.mark.parametrize("name", PAGES)
    def test_another_office_finds_nothing_and_cannot_tell(self, office, name):
        stranger = signed_in(Office(name="另一纪委", person="何静").writer)
        round_ = office.computed()
        hidden = stranger.get(url(name, round_.code))
        missing = stranger.get(url(name, "0" * 12))
        assert (hidden.status_code, missing.status_code) == (404, 404)
        assert hidden.content == missing.content

    def test_another_office_cannot_post_either(self, office):
        stranger = signed_in(Office(name="另一纪委", person="何静").writer)
        round_ = office.filled()
        ballot = round_.ballots.first()
        for name, code in (
            ("compute", round_.code),
            ("reopen", round_.code),
            ("confirm", round_.code),
            ("ballot", ballot.code),
            ("ballot_void", ballot.code),
            ("ballot_keep", ballot.code),
        ):
            assert stranger.post(url(name, code)).status_code == 404, name
        round_.refresh_from_db()
        assert round_.status == RoundStatus.OPEN

    @pytest.mark.parametrize("role", [Role.PERSONNEL, Role.ADMIN, Role.UNIT, Role.HELPER])
    @pytest.mark.parametrize("name", ["round", "paper_entry", "conclusion", "close"])
    def test_roles_outside_the_office_are_refused(self, office, role, name):
        round_ = office.computed()
        user = factories.user(role, office.dossier.cadre.unit)
        assert signed_in(user).get(url(name, round_.code)).status_code == 403

    def test_an_inspector_reads_but_does_not_manage(self, office):
        round_ = office.filled()
        client = signed_in(factories.user(Role.INSPECTOR, office.unit))
        page = client.get(url("round", round_.code))
        assert page.status_code == 200
        assert "评价票核对" not in text_of(page)
        assert "录入评价票" not in text_of(page)
        assert client.get(url("paper_entry", round_.code)).status_code == 403
        assert client.post(url("compute", round_.code)).status_code == 403

    def test_nobody_comes_without_signing_in(self, office):
        round_ = office.open()
        assert Client().get(url("round", round_.code)).status_code == 302


class TestOpen:
    def address(self, office):
        return f"{url('round_new')}?person={office.dossier.code}"

    def test_a_round_is_opened_and_shown(self, office):
        client = signed_in(office.writer)
        response = client.post(self.address(office), opening())
        round_ = Round.objects.get()
        assert (response.status_code, response.url) == (303, url("round", round_.code))
        assert round_.opened_by == office.writer
        page = client.get(response.url)
        assert "已发起第1轮年度评价" in text_of(page)
        assert "0／8份" in text_of(page)

    def test_all_faults_are_shown_and_nothing_typed_is_lost(self, office):
        response = signed_in(office.writer).post(
            self.address(office),
            opening(kind="", due_on="2026-09-01", expected_LD="", reason_QZ="", expected_TS="7"),
        )
        page = text_of(response)
        assert response.status_code == 422
        assert "请选择评价类别，例如年度评价。" in page
        assert "收齐期限不能早于2026年9月30日" in page
        assert "请填写单位及党组织领导的发出份数，没有的填0。" in page
        assert "群众发出0份，请选择没有的原因。" in page
        assert 'value="7"' in response.content.decode()
        assert Round.objects.count() == 0

    def test_a_refusal_of_the_action_is_on_the_page(self, office):
        office.open()
        response = signed_in(office.writer).post(self.address(office), opening())
        assert response.status_code == 422
        assert "第1轮年度评价还没有办完" in text_of(response)

    def test_the_form_starts_with_no_kind_chosen(self, office):
        page = signed_in(office.writer).get(self.address(office)).content.decode()
        assert not re.search(r'name="kind"[^>]*checked', page)

    def test_without_a_person_it_sends_to_the_list(self, office):
        response = signed_in(office.writer).get(url("round_new"))
        assert (response.status_code, response.url) == (303, "/people/")


class TestClose:
    def test_missing_groups_are_asked_for_and_close(self, office):
        round_ = office.filled()
        client = signed_in(office.writer)
        page = client.get(url("close", round_.code))
        assert set(re.findall(r'<select name="(\w\w)"', page.content.decode())) == {
            "QZ", "JS", "SJ", "TY",
        }  # fmt: skip
        data = dict.fromkeys(("QZ", "JS", "SJ", "TY"), MissingReason.RECUSED)
        assert client.post(url("close", round_.code), data).status_code == 303
        round_.refresh_from_db()
        assert (round_.status, round_.closed_on) == (RoundStatus.CLOSED, factories.TODAY)

    def test_an_empty_form_names_each_group(self, office):
        round_ = office.open(sizes={**ENOUGH, "QZ": 3})
        response = signed_in(office.writer).post(
            url("close", round_.code), {"JS": "refused", "QZ": ""}
        )
        assert response.status_code == 422
        assert "请选择群众不足的原因，例如无法联系。" in text_of(response)

    def test_computing_leads_to_the_result(self, office):
        round_ = office.filled()
        client = signed_in(office.writer)
        data = dict.fromkeys(("QZ", "JS", "SJ", "TY"), MissingReason.NONE_EXISTS)
        client.post(url("close", round_.code), data)
        response = client.post(url("compute", round_.code))
        assert (response.status_code, response.url) == (303, url("results", round_.code))

    def test_computing_is_never_a_get(self, office):
        assert signed_in(office.writer).get(url("compute", office.filled().code)).status_code == 405

    def test_a_void_round_says_so(self, office):
        round_ = office.open(RoundKind.FINAL)
        client = signed_in(office.writer)
        assert client.post(url("void", round_.code), {"reason": ""}).status_code == 422
        client.post(url("void", round_.code), {"reason": "发现有人代填"})
        assert Dossier.objects.get().status == DossierStatus.VISITING
        page = text_of(client.get(url("round", round_.code)))
        assert "已作废" in page
        assert "发现有人代填" in page


class TestBallots:
    def test_looking_at_a_ballot_is_recorded(self, office):
        ballot = office.enter(office.open(), "LD", ZZ_N1=2, examples={4: "6月例会上说过"})
        page = text_of(signed_in(office.writer).get(url("ballot", ballot.code)))
        assert "时有发生6月例会上说过" in page
        entry = Entry.objects.get(verb="ballot.read")
        assert (entry.actor_id, entry.object_id) == (office.writer.pk, ballot.pk)

    def test_two_people_void_one(self, office):
        ballot = office.enter(office.open(), "LD", positive=4, negative=0)
        writer, second = signed_in(office.writer), signed_in(office.second)
        writer.post(url("ballot", ballot.code), {"reason": "全选一档"})
        assert "确认作废第1号票" not in text_of(writer.get(url("ballot", ballot.code)))
        writer.post(url("ballot_void", ballot.code))
        ballot.refresh_from_db()
        assert ballot.is_void is False
        assert "确认作废第1号票" in text_of(second.get(url("ballot", ballot.code)))
        second.post(url("ballot_void", ballot.code))
        ballot.refresh_from_db()
        assert ballot.is_void is True

    def test_the_round_page_points_at_suspects(self, office):
        round_ = office.open()
        office.enter(round_, "LD", positive=2, negative=2, examples=EXAMPLES)
        page = text_of(signed_in(office.writer).get(url("round", round_.code)))
        assert "有1份需要核对" in page
        assert "正反指标都选了同一档" in page

    def test_a_kept_ballot_counts_as_before(self, office):
        ballot = office.enter(office.open(), "LD")
        ask_to_void_ballot(ballot, reason="存疑", by=office.writer, at=factories.NOON)
        signed_in(office.second).post(url("ballot_keep", ballot.code))
        ballot.refresh_from_db()
        assert (ballot.awaits_void, ballot.is_void) == (False, False)
