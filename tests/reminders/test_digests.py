"""One digest a day behind the reader's own walls; its e-mail leaves once or not at all."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail

from accounts.roles import Role
from audit.models import Entry
from columns.refusal import Refused
from reminders import tasks
from reminders.actions import (
    claim_digest,
    digest_not_sent,
    digest_sent,
    digests_to_send,
    set_address,
    write_digests,
)
from reminders.choices import Mail
from reminders.models import Digest, Mailbox
from reminders.rules.words import Counts, letter, lines, subject
from tests import factories
from tests.reminders.owing import noon, owe, sweep
from tests.reminders.test_sweep import WEEK_BEFORE, WEEK_LATE
from tests.visits.people import people
from workdays.models import Holiday

pytestmark = pytest.mark.django_db


@pytest.fixture
def late():
    """A talk nine days late and a helper to be named, told of on 2026-10-09."""
    who = people()
    factories.user(Role.UNIT, who.unit, name="单位账号")
    owe(who.dossier, "talk")
    owe(who.dossier, "helper")
    sweep(who.dossier, on=WEEK_LATE)
    return who


def told(user):
    found = Digest.objects.filter(user=user).values_list("overdue", "soon", "later", "escalated")
    return list(found)


def test_each_reader_is_told_his_own_numbers(late):
    write_digests(on=WEEK_LATE, mails=False)
    assert told(late.helper) == [(1, 0, 0, 0)]
    [unit] = Digest.objects.filter(user__role=Role.UNIT)
    # Both duties lie with the unit: the talk was passed on to it, the helper it owes itself.
    assert (unit.overdue, unit.escalated) == (2, 2)
    assert told(late.officer) == []


def test_a_second_run_writes_none_and_another_day_does(late):
    assert write_digests(on=WEEK_LATE, mails=False) == 2
    assert write_digests(on=WEEK_LATE, mails=False) == 0
    assert write_digests(on=WEEK_LATE + timedelta(days=3), mails=False) == 2


def test_on_a_rest_day_there_is_none(late):
    Holiday.objects.create(day=WEEK_LATE, is_workday=False, name="休")
    assert write_digests(on=WEEK_LATE, mails=True) == 0


def test_who_may_no_longer_see_the_person_is_not_told_of_him(late):
    factories.recusal(late.dossier.cadre, account=late.helper, from_on=WEEK_BEFORE)
    write_digests(on=WEEK_LATE, mails=False)
    assert told(late.helper) == []


def test_the_letter_has_numbers_and_no_name(late):
    text = letter(Counts(2, 1, 0, 1), url="https://hf.example/reminders/")
    assert list(lines(Counts(2, 1, 0, 1))) == [
        "逾期未办2项",
        "7日内到期1项",
        "其中由下级转到您这里1项",
    ]
    assert subject(WEEK_LATE) == "回访教育管理系统 10月9日提醒"
    for word in ("许明澈", late.unit.full_name, "处分", "受"):
        assert word not in text


def queued(user, address="feng@example.gov.cn"):
    Mailbox.objects.create(user=user, address=address)
    write_digests(on=WEEK_LATE, mails=True)
    return Digest.objects.get(user=user)


def state(digest):
    digest.refresh_from_db()
    return digest.mail, digest.error


@pytest.fixture
def posted(settings, monkeypatch):
    settings.SITE_URL, settings.MAIL_FROM = "https://hf.example", "hf@example.gov.cn"
    monkeypatch.setattr(tasks.clock, "now", lambda: noon(WEEK_LATE))
    return mail.outbox


def test_a_letter_is_sent_once_however_often_it_is_asked_for(late, posted):
    digest = queued(late.helper)
    for _ in range(3):
        tasks.send_digest(digest.pk)
    [sent] = posted
    assert (sent.to, sent.subject) == (["feng@example.gov.cn"], "回访教育管理系统 10月9日提醒")
    assert "https://hf.example/reminders/" in sent.body
    assert state(digest) == (Mail.SENT, "")
    assert Entry.objects.filter(verb="digest.sent").count() == 1


def test_without_an_address_nothing_waits(late):
    write_digests(on=WEEK_LATE, mails=True)
    assert set(Digest.objects.values_list("mail", flat=True)) == {Mail.OFF}


class Fails:
    def __init__(self, at, fault):
        self.at, self.fault = at, fault

    def open(self):
        if self.at == "open":
            raise self.fault

    def send_messages(self, messages):
        raise self.fault

    def close(self):
        pass


def test_a_post_office_that_is_not_reached_is_tried_three_times(late, posted, monkeypatch):
    digest = queued(late.helper)
    monkeypatch.setattr(tasks, "get_connection", lambda: Fails("open", ConnectionRefusedError()))
    states = []
    for _ in range(4):
        tasks.send_digest(digest.pk)
        states.append(state(digest)[0])
    assert states == [Mail.QUEUED, Mail.QUEUED, Mail.FAILED, Mail.FAILED]
    assert state(digest)[1] == "邮件服务器连接不上，已停止尝试"


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (smtplib.SMTPDataError(550, b"no"), "邮件服务器没有接收，请核对邮箱地址和发件设置"),
        (smtplib.SMTPServerDisconnected(), "发送时连接中断，不知是否已送出，没有再发"),
    ],
)
def test_what_may_have_left_is_not_sent_again(late, posted, monkeypatch, fault, words):
    digest = queued(late.helper)
    monkeypatch.setattr(tasks, "get_connection", lambda: Fails("send", fault))
    tasks.send_digest(digest.pk)
    assert state(digest) == (Mail.FAILED, words)
    assert digests_to_send(on=WEEK_LATE, at=noon(WEEK_LATE)) == []


def test_a_worker_lost_while_it_sent_leaves_the_letter_unsent(late):
    digest = queued(late.helper)
    assert claim_digest(digest.pk, holder="a", at=noon(WEEK_LATE)).holder == "a"
    assert claim_digest(digest.pk, holder="b", at=noon(WEEK_LATE)) is None
    assert digests_to_send(on=WEEK_LATE, at=noon(WEEK_LATE)) == []
    assert state(digest)[0] == Mail.SENDING
    digests_to_send(on=WEEK_LATE, at=noon(WEEK_LATE) + timedelta(minutes=6))
    assert state(digest) == (Mail.FAILED, "发送时中断，不知是否已送出，没有再发")


def test_a_holder_who_lost_the_letter_changes_nothing_more(late):
    digest = queued(late.helper)
    mine = claim_digest(digest.pk, holder="a", at=noon(WEEK_LATE))
    digests_to_send(on=WEEK_LATE, at=noon(WEEK_LATE) + timedelta(minutes=6))
    digest_sent(mine, at=noon(WEEK_LATE))
    digest_not_sent(mine, error="late", may_try_again=True)
    assert state(digest)[0] == Mail.FAILED


def test_yesterdays_numbers_are_not_sent_today(late):
    digest = queued(late.helper)
    assert digests_to_send(on=WEEK_LATE + timedelta(days=3), at=noon(WEEK_LATE)) == []
    assert state(digest) == (Mail.FAILED, "当天没有发出，过期不再补发")


def test_an_address_outside_the_office_is_refused(late):
    with pytest.raises(Refused, match="现在可以使用的有：example"):
        set_address(late.helper, address="a@b.com", domains=["example.gov.cn"], by=late.helper)
    set_address(late.helper, address="a@EXAMPLE.gov.cn", domains=["example.gov.cn"], by=late.helper)
    set_address(late.helper, address="", domains=["example.gov.cn"], by=late.helper)
    assert Mailbox.objects.get(user=late.helper).address == ""
    assert Entry.objects.filter(verb="digest.address").count() == 2
