"""The pages of 期满通知: list, the papers of a dossier, release, refusal, the addressee's inbox."""

from datetime import date

import pytest

from accounts.roles import Role
from cases.actions import pause_dossier
from cases.models import Dossier, Policy
from jobs.models import Job
from reports import tasks
from reports.actions import decline_notices, release_notices
from reports.facts import notice_sheet
from reports.models import Notice, NoticeFile
from reports.render.page import page_of
from tests import factories
from tests.reports.measuring import extracted, page_count, pdf_of
from tests.reports.notices import AFTER, END, NOON, ending
from visits.actions import mark_clocks

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
SETTLED = (
    "影响期自2026年10月1日起已满，不再因本次处分受限；"
    "是否使用由党委（党组）和组织人事部门按规定研究"
)


@pytest.fixture
def case(monkeypatch):
    stand(monkeypatch, AFTER)
    return ending()


def stand(monkeypatch, day):
    monkeypatch.setattr("workdays.clock.today", lambda: day)


def enter(client, user):
    client.force_login(user, backend=BACKEND)
    return client


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def url(case, tail=""):
    return f"/people/{case.dossier.code}/notices/{tail}"


def sent(case):
    codes = [notice.code for notice in case.drafted().values()]
    release_notices(case.dossier, codes=codes, by=case.leader, at=NOON, on=AFTER)
    return Notice.objects.released()


def test_the_office_reads_what_would_be_sent_and_why(client, case):
    mark_clocks([case.dossier.pk], on=END)
    case.drafted()
    page = text(enter(client, case.officer).get(url(case)))
    assert page.count(SETTLED) == 4
    assert "各项影响期已于" in page
    assert "（补记于2026年9月30日）" in page
    for kind in ("本人告知书", "所在单位通知", "组织部门函"):
        assert kind in page
    assert "发出所选通知" not in page


def test_a_leader_sends_all_three_with_one_button(client, case):
    drafts = case.drafted()
    page = text(enter(client, case.leader).get(url(case)))
    assert page.count("发出所选通知") == 1
    assert page.count(" checked") == 3
    answer = client.post(
        url(case, "release/"), {"codes": [each.code for each in drafts.values()]}, follow=True
    )
    assert "已发出3份通知" in text(answer)
    assert Notice.objects.released().filter(released_by=case.leader).count() == 3
    assert Job.objects.filter(kind="reports.tasks.make_notice").count() == 3


def test_until_the_day_after_the_end_there_is_no_button(client, case, monkeypatch):
    stand(monkeypatch, END)
    drafts = case.drafted(on=END)
    page = text(enter(client, case.director).get(url(case)))
    assert "发出所选通知" not in page
    assert "2026年10月1日起可以发出" in page
    codes = [each.code for each in drafts.values()]
    answer = client.post(url(case, "release/"), {"codes": codes}, follow=True)
    assert "届满当天仍受限制，次日起才能发出" in text(answer)
    assert not Notice.objects.released().exists()


def test_a_clock_that_moved_is_told_and_a_fresh_draft_waits(client, case):
    drafts = case.drafted()
    case.move(date(2026, 9, 29))
    codes = [each.code for each in drafts.values()]
    page = text(
        enter(client, case.director).post(url(case, "release/"), {"codes": codes}, follow=True)
    )
    assert "届满日由2026年9月30日改为2026年9月29日。已按现在的情况重新起草" in page
    assert not Notice.objects.released().exists()
    assert {each.end for each in Notice.objects.drafted()} == {date(2026, 9, 29)}
    assert "已撤回的通知（3份）" in page


def test_a_draft_that_was_replaced_cannot_be_chosen_any_more(client, case):
    drafts = case.drafted()
    case.move(date(2026, 9, 29))
    case.drafted()
    page = text(
        enter(client, case.director).post(url(case, "release/"), {"codes": [drafts["unit"].code]})
    )
    assert "所选的通知已发出或已更换" in page
    assert not Notice.objects.released().exists()


def test_nothing_chosen_is_said_at_the_form(client, case):
    case.drafted()
    page = text(enter(client, case.director).post(url(case, "release/"), {}))
    assert "请至少选一份要发出的通知。" in page


def test_some_need_not_be_sent(client, case):
    drafts = case.drafted()
    enter(client, case.director)
    page = text(client.post(url(case, "decline/"), {"codes": [drafts["unit"].code]}))
    assert "请写明不发的原因" in page
    page = text(
        client.post(
            url(case, "decline/"),
            {"codes": [drafts["unit"].code], "reason": "单位已撤销"},
            follow=True,
        )
    )
    assert "已撤回，依据没有变动时不再起草。" in page
    assert "单位已撤销" in page


@pytest.mark.parametrize("tail", ["release/", "decline/"])
def test_an_officer_may_neither_send_nor_withdraw(client, case, tail):
    case.drafted()
    assert enter(client, case.officer).post(url(case, tail), {}).status_code == 403


def test_another_office_finds_nothing(client, case):
    notice = case.drafted()["unit"]
    stranger = factories.user(Role.DIRECTOR, factories.office(within=factories.area("望川区")))
    enter(client, stranger)
    assert client.get(url(case)).status_code == 404
    assert client.get(f"/docs/notices/{notice.code}/").status_code == 404
    assert notice.dossier.cadre.name not in text(client.get("/docs/notices/"))


def test_a_file_that_rests_shows_why_nothing_is_sent(client, case):
    case.drafted()
    pause_dossier(case.dossier, reason="立案审查", by=case.director, on=AFTER)
    page = text(enter(client, case.director).get(url(case)))
    assert "档案暂停中，不发期满通知。" in page
    assert "发出所选通知" not in page


def test_of_an_end_before_the_office_began_the_page_asks_to_check(client, case):
    Policy.objects.filter(office=case.office).update(duties_from=AFTER)
    case.drafted()
    page = text(enter(client, case.officer).get(url(case)))
    assert "启用系统以前已期满，不再起草通知，请核对是否已告知本人和所在单位。" in page
    assert "发出所选通知" not in page


def test_without_a_known_end_the_page_says_so(client, case):
    Dossier.objects.filter(pk=case.dossier.pk).update(awaiting_restoration=True, overall_end=None)
    page = text(enter(client, case.officer).get(url(case)))
    assert "届满日还不能确定" in page


def test_the_list_is_told_by_its_address(client, case, monkeypatch):
    drafts = case.drafted()
    enter(client, case.officer)
    for address, state, number in (
        ("/docs/notices/", "待发出", 3),
        ("/docs/notices/?state=coming", "即将届满", 0),
        ("/docs/notices/?state=released", "已发出", 0),
    ):
        page = text(client.get(address))
        assert page.count('data-label="对象"') == number
        assert f"期满通知 {state}" in page
    decline_notices(
        case.dossier, codes=[drafts["unit"].code], reason="另行告知", by=case.director, on=AFTER
    )
    release_notices(case.dossier, codes=[drafts["person"].code], by=case.leader, at=NOON, on=AFTER)
    assert "高书记于2026年10月1日发出" in text(client.get("/docs/notices/?state=released"))
    assert "另行告知" in text(client.get("/docs/notices/?state=withdrawn"))
    stand(monkeypatch, END)
    assert "即将届满，共1份" in text(client.get("/docs/notices/?state=coming"))


def test_pages_are_drawn_without_a_query(client, case, no_queries):
    """Everything a template shows was fetched before."""
    from django.test import RequestFactory

    from reports.views import notices as views

    sent(case)
    request = RequestFactory().get(url(case))
    request.user = case.director
    response = views.dossier(request, code=case.dossier.code)
    with no_queries():
        response.render()
    assert SETTLED in response.content.decode()


# The finished sheet ------------------------------------------------------------------------


def test_the_sheet_is_one_page_with_the_letterhead_and_the_settled_words(case):
    notice = sent(case).for_list().get(kind="unit")
    paper = pdf_of(page_of(notice_sheet(notice)))
    assert page_count(paper) == 1
    words = "".join(extracted(paper).split())
    assert "中共临澜市纪律检查委员会" in words
    assert "关于赵翊鸣同志影响期届满的通知" in words
    assert SETTLED in words
    assert "2026年10月1日" in words


def test_the_worker_makes_the_sheet_once_and_hands_it_out(client, case, monkeypatch):
    made = sent(case).get(kind="personnel")
    job = Job.objects.get(key=made.code)
    enter(client, case.officer)
    page = text(client.get(f"/docs/notices/{made.code}/file/", follow=True))
    assert "定稿正在制作" in page
    tasks.make_notice(job.pk)
    tasks.make_notice(job.pk)
    assert NoticeFile.objects.filter(notice=made).count() == 1
    file = client.get(f"/docs/notices/{made.code}/file/")
    assert file.content.startswith(b"%PDF")
    assert file["Cache-Control"] == "private, no-store"
    assert "赵翊鸣" not in file["Content-Disposition"]
    job.refresh_from_db()
    assert job.result["url"] == f"/docs/notices/{made.code}/"


# The addressee -----------------------------------------------------------------------------


def test_the_personnel_organ_finds_its_own_and_no_more(client, case):
    enter(client, case.reader)
    assert "还没有收到期满通知" in text(client.get("/inbox/notices/"))
    sent(case)
    assert "期满通知（1份未阅）" in text(client.get("/inbox/"))
    page = text(client.get("/inbox/notices/"))
    assert page.count("未阅</span>") == 1
    own = Notice.objects.get(kind="personnel")
    assert SETTLED in text(client.get(f"/inbox/notices/{own.code}/"))
    own.refresh_from_db()
    assert own.read_by == case.reader
    assert "已阅" in text(client.get("/inbox/notices/"))
    for kind in ("person", "unit"):
        other = Notice.objects.get(kind=kind)
        assert client.get(f"/inbox/notices/{other.code}/").status_code == 404
        assert client.get(f"/docs/notices/{other.code}/file/").status_code == 404
    assert client.get(url(case)).status_code == 403
    assert "对方已阅" in text(enter(client, case.officer).get("/docs/notices/?state=released"))


def test_another_personnel_organ_finds_nothing(client, case):
    sent(case)
    elsewhere = factories.personnel_office(within=factories.area("望川区"))
    page = text(enter(client, factories.user(Role.PERSONNEL, elsewhere)).get("/inbox/notices/"))
    assert "还没有收到期满通知" in page


def test_a_unit_and_a_helper_have_no_door_here(client, case):
    for role in (Role.UNIT, Role.HELPER, Role.ADMIN):
        enter(client, factories.user(role, case.unit))
        assert client.get(url(case)).status_code == 403
        assert client.get("/docs/notices/").status_code == 403
