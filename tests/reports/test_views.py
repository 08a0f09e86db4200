"""Pages of letters: who is answered, what stands on them, what a POST does."""

from urllib.parse import quote

import pytest
from django.urls import reverse

from accounts.roles import Role
from audit.models import Entry
from jobs.models import Job
from reports.actions import return_letter
from reports.choices import LetterStatus
from reports.models import Letter, Letterhead
from reports.rules.letter import PARTS
from tests import factories
from tests.reports.letters import PAPER, TODAY, WRITTEN, Desk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_suite_s_day(monkeypatch):
    monkeypatch.setattr("workdays.clock.today", lambda: TODAY)


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def signed_in(client):
    def sign_in(user):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


def url(name, letter=None):
    return reverse(f"reports:{name}", args=[letter.code] if letter else [])


def page(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def form_of(letter, **changed):
    return {
        "version": letter.version,
        "title": letter.title,
        "addressee": letter.addressee_id or "",
        "choice": "continue",
        "areas": "",
        "revisit_month": "",
        **{name: letter.parts[name] for name in PARTS},
        **WRITTEN,
        **changed,
    }


class TestOffice:
    def test_drafting_by_hand_leads_to_the_editing_page(self, desk, signed_in):
        client = signed_in(desk.writer)
        address = reverse("reports:letter_new", args=[desk.dossier.code])
        response = client.post(address)
        letter = Letter.objects.get()
        assert (response.status_code, response.url) == (303, url("letter_edit", letter))
        assert client.post(address).url == response.url
        assert Letter.objects.count() == 1

    def test_the_list_tells_each_letter_and_filters_by_its_address(self, desk, signed_in):
        letter = desk.submitted()
        client = signed_in(desk.writer)
        assert letter.get_absolute_url() in page(client.get(url("list")))
        assert letter.get_absolute_url() in page(client.get(url("list") + "?status=submitted"))
        assert letter.get_absolute_url() not in page(client.get(url("list") + "?status=issued"))

    def test_a_list_of_three_asks_no_more_than_a_list_of_one(
        self, desk, signed_in, django_assert_max_num_queries
    ):
        desk.issued()
        client = signed_in(desk.writer)
        client.get(url("list"))
        with django_assert_max_num_queries(100) as one:
            client.get(url("list"))
        for _ in range(2):
            desk.reload()
            desk.issued()
        with django_assert_max_num_queries(len(one.captured_queries)):
            page(client.get(url("list")))

    def test_the_page_of_a_dossier_lists_its_letters(self, desk, signed_in):
        letter = desk.drafted()
        address = reverse("reports:dossier", args=[desk.dossier.code])
        assert letter.get_absolute_url() in page(signed_in(desk.leader).get(address))

    def test_a_draft_with_gaps_says_what_is_missing(self, desk, signed_in):
        letter = desk.drafted()
        words = page(signed_in(desk.writer).get(url("letter", letter)))
        assert "“思想认识方面”还没有内容。" in words
        assert "修改正文" in words
        assert url("letter_submit", letter) not in words

    def test_the_editing_page_shows_why_each_date_is_what_it_is(self, desk, signed_in):
        letter = desk.drafted()
        words = page(signed_in(desk.writer).get(url("letter_edit", letter)))
        step = desk.dossier.cadre.clocks.get().steps[0]
        assert "为什么是这一天" in words
        assert step in words
        assert "谈话记录原文不外传" not in words

    def test_editing_saves_and_leads_back(self, desk, signed_in):
        letter = desk.drafted()
        response = signed_in(desk.writer).post(url("letter_edit", letter), form_of(letter))
        stored = Letter.objects.get()
        assert (response.status_code, response.url) == (303, letter.get_absolute_url())
        assert stored.parts["duty"] == WRITTEN["duty"]
        assert stored.opinion == "continue"

    def test_a_page_that_was_overtaken_says_so_and_keeps_what_was_typed(self, desk, signed_in):
        letter = desk.drafted()
        client = signed_in(desk.writer)
        client.post(url("letter_edit", letter), form_of(letter))
        words = page(client.post(url("letter_edit", letter), form_of(letter, duty="另一个人写的")))
        assert "刚被他人办理过" in words
        assert "另一个人写的" in words

    def test_a_wrong_month_is_told_beside_its_field(self, desk, signed_in):
        letter = desk.drafted()
        typed = form_of(letter, revisit_month="2027年13月")
        words = page(signed_in(desk.writer).post(url("letter_edit", letter), typed))
        assert "再次回访的年月不对：没有13月。例如1980年3月。" in words

    def test_submit_approve_issue_each_with_one_click(self, desk, signed_in):
        letter = desk.written()
        writer = signed_in(desk.writer)
        writer.post(url("letter_submit", letter), {"version": letter.version})
        letter.refresh_from_db()
        assert letter.status == LetterStatus.SUBMITTED
        leader = signed_in(desk.leader)
        leader.post(url("letter_review", letter), {"version": letter.version})
        letter.refresh_from_db()
        assert (letter.status, letter.approved_by) == (LetterStatus.APPROVED, desk.leader)
        job_page = leader.post(url("letter_issue", letter))
        assert job_page.url == reverse("dashboard:job", args=[Job.objects.get().code])

    def test_a_double_click_on_issue_is_one_job(self, desk, signed_in):
        letter = desk.approved()
        client = signed_in(desk.writer)
        answers = [client.post(url("letter_issue", letter)).url for _ in range(2)]
        assert answers[0] == answers[1]
        assert Job.objects.count() == 1

    def test_the_approver_reads_paper_checks_and_reasons_together(self, desk, signed_in):
        letter = desk.submitted()
        words = page(signed_in(desk.leader).get(url("letter_review", letter)))
        step = desk.dossier.cadre.clocks.get().steps[0]
        assert step in words
        assert "2027年3月24日止" in words
        assert "没有需要处理的事项" in words or "请看一看" in words
        assert words.count("btn btn-primary") == 1

    def test_the_writer_who_leads_as_well_is_offered_no_approval(self, desk, signed_in):
        letter = desk.submitted()
        Letter.objects.update(submitted_by=desk.leader)
        words = page(signed_in(desk.leader).get(url("letter_review", letter)))
        assert "这份函现在不由您签发" in words

    def test_returning_needs_a_reason(self, desk, signed_in):
        letter = desk.submitted()
        client = signed_in(desk.leader)
        typed = {"version": letter.version, "reason": " "}
        assert "请填写退回意见。" in page(client.post(url("letter_return", letter), typed))
        typed["reason"] = "补充事例"
        assert client.post(url("letter_return", letter), typed).status_code == 303
        letter.refresh_from_db()
        assert letter.is_returned
        assert "退回意见：补充事例" in page(client.get(letter.get_absolute_url()))

    def test_facts_are_taken_anew_and_a_draft_can_be_withdrawn(self, desk, signed_in):
        letter = desk.drafted()
        client = signed_in(desk.writer)
        client.post(url("letter_refresh", letter), {"version": letter.version})
        letter.refresh_from_db()
        assert letter.version == 2
        client.post(url("letter_withdraw", letter), {"version": 2, "reason": "已调离本地"})
        letter.refresh_from_db()
        assert letter.is_withdrawn
        assert "撤回原因：已调离本地" in page(client.get(letter.get_absolute_url()))

    def test_a_submitted_letter_cannot_be_edited(self, desk, signed_in):
        letter = desk.submitted()
        response = signed_in(desk.writer).get(url("letter_edit", letter))
        assert (response.status_code, response.url) == (303, letter.get_absolute_url())

    def test_a_failed_making_is_told_and_can_be_repeated(self, desk, signed_in):
        letter, job = desk.asked()
        Job.objects.filter(pk=job.pk).update(state="failed", error="磁盘已满。")
        client = signed_in(desk.writer)
        words = page(client.get(letter.get_absolute_url()))
        assert "制作没有完成：磁盘已满。" in words
        assert "http-equiv" not in words
        client.post(url("letter_issue", letter))
        assert Job.objects.filter(state="waiting").count() == 1

    def test_the_letterhead_of_the_office_is_kept_and_checked(self, desk, signed_in):
        client = signed_in(desk.writer)
        typed = {"version": 1, "mark": "中共临澜市纪委", "word": "临\U000323af"}
        words = page(client.post(url("letterhead"), typed))
        assert "机关代字里的“\U000323af”公文字体里没有" in words
        typed["word"] = "临 函"
        assert client.post(url("letterhead"), typed).status_code == 303
        head = Letterhead.objects.get()
        assert (head.mark, head.word, head.version) == ("中共临澜市纪委", "临函", 2)
        assert "刚被他人修改过" in page(client.post(url("letterhead"), typed))


class TestAddressee:
    def test_reads_downloads_and_signs(self, desk, signed_in):
        letter = desk.issued()
        client = signed_in(desk.reader)
        inner = url("inbox_letter", letter)
        assert inner in page(client.get(url("inbox")))
        assert "许明澈同志" in page(client.get(inner))
        assert Letter.objects.get().read_by == desk.reader
        client.post(url("receive", letter))
        assert Letter.objects.get().received_by == desk.reader
        assert url("receive", letter) not in page(client.get(inner))

    def test_the_download_is_the_frozen_file_with_its_number_as_name(self, desk, signed_in):
        letter = desk.issued()
        response = signed_in(desk.reader).get(url("file", letter))
        assert response.content == PAPER.content
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"] == (
            f"attachment; filename*=utf-8''{quote('临纪函〔2026〕1号.pdf')}"
        )
        assert response["Cache-Control"] == "private, no-store"
        entry = Entry.objects.get(verb="letter.downloaded")
        assert (entry.actor_id, entry.dossier_id) == (desk.reader.pk, desk.dossier.pk)

    @pytest.mark.parametrize("name", ["inbox_letter", "file", "receive"])
    def test_another_unit_finds_nothing_and_learns_nothing(self, desk, signed_in, name):
        letter = desk.issued()
        office = factories.personnel_office("另一个组织部")
        client = signed_in(factories.user(Role.PERSONNEL, office))
        method = client.post if name == "receive" else client.get
        response = method(url(name, letter))
        assert response.status_code == 404
        for secret in ("许明澈", "临纪函", PAPER.content.decode()):
            assert secret.encode() not in response.content
        assert "许明澈" not in page(client.get(url("inbox")))
        assert Letter.objects.get().read_by is None

    @pytest.mark.parametrize("step", ["drafted", "submitted", "approved"])
    def test_before_the_issue_even_the_addressee_finds_nothing(self, desk, signed_in, step):
        letter = getattr(desk, step)()
        client = signed_in(desk.reader)
        assert client.get(url("inbox_letter", letter)).status_code == 404
        assert client.get(url("file", letter)).status_code == 404
        assert "还没有收到文书" in page(client.get(url("inbox")))

    @pytest.mark.parametrize("name", ["letter", "letter_edit", "letter_review"])
    def test_the_office_s_pages_are_closed_to_him(self, desk, signed_in, name):
        letter = desk.issued()
        assert signed_in(desk.reader).get(url(name, letter)).status_code == 403

    def test_another_office_s_letter_is_not_there(self, desk, signed_in):
        letter = desk.submitted()
        elsewhere = Desk("另一个纪委", "罗春梅")
        for name in ("letter", "letter_edit", "file"):
            assert signed_in(elsewhere.writer).get(url(name, letter)).status_code == 404
        approve = {"version": letter.version}
        client = signed_in(elsewhere.leader)
        assert client.post(url("letter_review", letter), approve).status_code == 404

    def test_a_page_asks_the_database_nothing_while_it_is_drawn(
        self, desk, rf, signed_in, no_queries
    ):
        from reports.views.inbox import inbox_letter

        letter = desk.issued()
        request = rf.get(url("inbox_letter", letter))
        request.user = desk.reader
        response = inbox_letter(request, code=letter.code)
        with no_queries():
            response.render()
        assert "许明澈同志" in response.content.decode()


def test_a_returned_letter_shows_its_writer_the_reason(client):
    desk = Desk()
    letter = desk.submitted()
    return_letter(letter, version=letter.version, reason="补充事例", by=desk.leader, on=TODAY)
    client.force_login(desk.writer, backend="django.contrib.auth.backends.ModelBackend")
    assert "退回意见：补充事例" in page(client.get(url("letter_edit", letter)))
