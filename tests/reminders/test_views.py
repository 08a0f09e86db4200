"""提醒 and 谈话提醒函 as pages: what each role finds there, and that letters leave once."""

import re
from datetime import date

import pytest
from django.urls import reverse

from accounts.roles import Role
from audit.models import Entry
from cases.models import DossierRow
from reminders import tasks
from reminders.models import LetterBatch, LetterBatchFile, Mailbox, ReminderLetter
from tests import factories
from tests.reminders.owing import noon, owe, sweep
from tests.reminders.test_sweep import WEEK_BEFORE, WEEK_LATE
from tests.visits.people import BACKEND, people
from visits.models import Obligation
from workdays import clock

pytestmark = pytest.mark.django_db
INBOX, LETTERS = "/reminders/", "/reminders/letters/"


@pytest.fixture(autouse=True)
def at(monkeypatch):
    """The page's day; a test may move it."""
    moment = [noon(WEEK_LATE)]
    monkeypatch.setattr(clock, "now", lambda: moment[0])
    monkeypatch.setattr(clock, "today", lambda: moment[0].date())
    return moment


@pytest.fixture
def late():
    who = people()
    owe(who.dossier, "talk")
    sweep(who.dossier, on=WEEK_LATE)
    return who


def page(client, user, url=INBOX):
    client.force_login(user, backend=BACKEND)
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_helper_finds_his_talk_and_the_button_for_it(client, late):
    text = page(client, late.helper)
    assert "2026年第三季度谈心谈话" in text
    assert reverse("visits:talk_new", args=[late.dossier.code]) in text
    assert "逾期未办1项" in text
    assert "许明澈" not in re.search("<title>.*</title>", text)[0]


def test_what_is_met_leaves_the_page_before_any_sweep(client, late):
    Obligation.objects.update(state="met", met_on=WEEK_LATE)
    assert "没有待办的提醒" in page(client, late.helper)


def test_new_is_new_once(client, late, at):
    assert '<span class="tag tag-blue">新</span>' in page(client, late.helper)
    assert Mailbox.objects.get(user=late.helper).seen_until == at[0]
    assert '<span class="tag tag-blue">新</span>' not in page(client, late.helper)


def test_the_head_of_every_page_counts_what_is_new(client, late):
    desk = page(client, late.helper, "/todo/")
    assert '<span class="topbar-count">1</span>' in desk
    page(client, late.helper)
    assert "topbar-count" not in page(client, late.helper, "/todo/")


def test_the_number_in_the_head_costs_no_query_on_the_next_page(
    client, late, django_assert_max_num_queries
):
    page(client, late.helper, "/todo/")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        page_again = client.get("/help/")
    assert page_again.status_code == 200
    assert not any("reminders_reminder" in each["sql"] for each in asked.captured_queries)


@pytest.mark.parametrize("role", [Role.ADMIN, Role.SECURITY, Role.AUDITOR])
def test_the_three_administrators_find_nothing_of_anybody(client, late, role):
    text = page(client, factories.user(role, late.office))
    assert "没有待办的提醒" in text
    assert "许明澈" not in text


def test_an_office_sees_the_talk_of_a_helper_without_account_and_why(client):
    who = people()
    DossierRow.objects.filter(dossier=who.dossier).update(helper=None)
    owe(who.dossier, "talk")
    sweep(who.dossier, on=WEEK_BEFORE)
    assert "责任人没有账号或已不在岗，请代为督办" in page(client, who.officer)
    assert "没有待办的提醒" in page(client, who.helper)


def test_another_office_finds_nothing(client, late):
    stranger = factories.user(Role.DIRECTOR, factories.office("望川区纪委监委"))
    assert "没有待办的提醒" in page(client, stranger)


def test_without_mail_there_is_no_form_for_an_address(client, late):
    assert "邮件提醒" not in page(client, late.helper)
    assert client.post("/reminders/address/", {"address": "a@b.cn"}).status_code == 404


def test_an_address_is_kept_and_a_foreign_one_is_refused(client, late, settings):
    settings.MAIL_IS_ON, settings.MAIL_DOMAINS = True, ["example.gov.cn"]
    assert "邮件提醒" in page(client, late.helper)
    answer = client.post("/reminders/address/", {"address": "feng@qq.com"})
    assert "邮箱须是单位内部的邮箱" in answer.content.decode()
    answer = client.post("/reminders/address/", {"address": "feng@example.gov.cn"})
    assert (answer.status_code, answer.url) == (303, INBOX)
    assert Mailbox.objects.get(user=late.helper).address == "feng@example.gov.cn"


def test_the_desk_of_a_rung_shows_what_was_passed_on_to_it_and_no_other(client, late):
    secretary = factories.user(Role.UNIT, late.unit)
    sweep(late.dossier, on=WEEK_LATE)
    text = page(client, secretary, "/todo/passed/")
    assert "2026年第三季度谈心谈话（转单位书记）" in text
    assert "没有转到您这里的逾期事项。" in page(client, late.leader, "/todo/passed/")


# 提醒函 ------------------------------------------------------------------------------------


@pytest.fixture
def unheard(at):
    """Two talks due on 2026-09-30 whose helpers have no account; it is a week before."""
    at[0] = noon(WEEK_BEFORE)
    who = people()
    second = factories.dossier(who.office, name="陆知遥", unit=who.unit)
    factories.helper(second, name="程继明")
    DossierRow.objects.filter(dossier=who.dossier).update(helper=None)
    who.dossier.helpers.update(user=None)
    for each in (who.dossier, second):
        owe(each, "talk")
    return who


def chosen(client, user):
    """(token, keys) as the page offers them."""
    text = page(client, user, LETTERS)
    keys = re.findall(r'name="duties" value="(\d+)"', text)
    return re.search(r'name="token" value="(\w+)"', text)[1], keys


def send(client, token, keys):
    return client.post(LETTERS, {"token": token, "duties": keys})


def test_a_quarters_letters_leave_with_one_click_and_print_a_page_each(client, unheard):
    token, keys = chosen(client, unheard.officer)
    assert len(keys) == 2
    answer = send(client, token, keys)
    batch = LetterBatch.objects.get()
    assert answer.status_code == 303
    assert (batch.released_by, batch.letters) == (unheard.officer, 2)
    tasks.make_letters(_job(batch))
    file = LetterBatchFile.objects.get()
    assert (bytes(file.content)[:5], file.pages) == (b"%PDF-", 2)
    answer = client.get(f"{LETTERS}{batch.code}/file/")
    assert answer["Content-Type"] == "application/pdf"
    text = client.get(f"{LETTERS}{batch.code}/").content.decode()
    assert "青禾区财政局党组织" in text
    assert "处分" in text  # only 「不在公开场合提及处分」
    letters = ReminderLetter.objects.order_by("pk")
    assert [(each.number, each.title) for each in letters] == [
        (1, "关于开展2026年第三季度谈心谈话的提醒函")
    ] * 2
    assert Entry.objects.filter(verb="reminder_letters.released").count() == 2
    assert Entry.objects.filter(verb="reminder_letters.downloaded").count() >= 1


def _job(batch):
    from jobs.models import Job

    return Job.objects.get(kind="reminders.tasks.make_letters", key=batch.code).pk


def test_the_same_page_sent_twice_is_one_batch(client, unheard):
    token, keys = chosen(client, unheard.officer)
    assert [send(client, token, keys).status_code for _ in range(3)] == [303, 303, 303]
    assert (LetterBatch.objects.count(), ReminderLetter.objects.count()) == (1, 2)


def test_after_two_letters_somebody_telephones(client, unheard, at):
    at[0] = noon(date(2026, 9, 4))
    send(client, *chosen(client, unheard.officer))
    # The first went; the second waits until a week before.
    assert "起可以发第2次" in page(client, unheard.officer, LETTERS)
    client.logout()
    at[0] = noon(WEEK_BEFORE)
    send(client, *chosen(client, unheard.officer))
    text = page(client, unheard.officer, LETTERS)
    assert "请电话联系（2）" in text
    assert sorted(ReminderLetter.objects.values_list("number", flat=True)) == [1, 1, 2, 2]


def test_a_talk_held_meanwhile_stops_the_whole_batch_with_a_sentence(client, unheard):
    token, keys = chosen(client, unheard.officer)
    Obligation.objects.filter(pk=keys[0]).update(state="met", met_on=WEEK_BEFORE)
    answer = send(client, token, keys)
    assert "所选的谈话有变动" in answer.content.decode()
    assert not LetterBatch.objects.exists()


def test_nothing_chosen_is_said(client, unheard):
    token, _ = chosen(client, unheard.officer)
    assert "请至少选一份要发出的提醒函。" in send(client, token, []).content.decode()


@pytest.mark.parametrize("role", ["leader", "helper"])
def test_who_may_not_urge_finds_no_such_page(client, unheard, role):
    client.force_login(getattr(unheard, role), backend=BACKEND)
    assert client.get(LETTERS).status_code == 403


def test_a_batch_is_hidden_from_who_may_not_see_one_of_its_people(client, unheard):
    send(client, *chosen(client, unheard.officer))
    batch = LetterBatch.objects.get()
    url = f"{LETTERS}{batch.code}/"
    client.force_login(unheard.second, backend=BACKEND)
    assert client.get(url).status_code == 200
    factories.recusal(unheard.dossier.cadre, account=unheard.second, from_on=WEEK_BEFORE)
    assert client.get(url).status_code == 404
    assert client.get(f"{url}file/").status_code == 404
