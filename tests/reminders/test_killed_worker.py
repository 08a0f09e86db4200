"""A real worker on virtual days: its broker stopped midway, itself killed at five points."""

import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import transaction

from accounts.roles import Role
from huifang.launcher.services import Services
from reminders.actions import remind_all, write_digests
from reminders.choices import Mail, State
from reminders.models import Digest, Mailbox, Reminder
from tests import factories
from tests.reminders.crowd import crowd
from tests.reminders.owing import DUE, noon, owe
from tests.reminders.virtual import VirtualWorker, owed
from tests.reminders.virtual_worker import POINTS
from tests.visits.people import people
from visits.actions import reconcile_all
from visits.models import Obligation

pytestmark = [pytest.mark.worker, pytest.mark.slow]
DAY = timedelta(days=1)
FIRST = date(2026, 9, 1)
# The broker is down from the 12th to the 17th of the thirty days.
DOWN = range(12, 18)


def in_thought(work):
    """What the work would leave behind; nothing of it is kept."""
    with transaction.atomic():
        work()
        found = rows(), owed()
        transaction.set_rollback(True)
    return found


def rows():
    found = Reminder.objects.order_by("obligation", "level", "step")
    return list(
        found.values_list(
            "obligation__dossier", "obligation__kind", "obligation__period", "due_on", "step",
            "level", "state", "desk", "to_user", "to_unit",
        )
    )  # fmt: skip


def test_thirty_days_with_the_broker_stopped_midway_owe_and_remind_the_same(
    committed_db, broker, tmp_path
):
    who = people()
    factories.user(Role.UNIT, who.unit)
    factories.dossier(who.office, name="陆知遥", unit=who.unit)
    days = [FIRST + n * DAY for n in range(30)]

    def all_days():
        for day in days:
            reconcile_all(on=day)
            remind_all(on=day, at=noon(day))

    steady, duties = in_thought(all_days)
    worker = VirtualWorker(committed_db, broker, tmp_path, "virtual")
    worker.begin(noon(FIRST))
    try:
        for number, day in enumerate(days):
            _strike(worker, broker, number, day)
    finally:
        worker.stop()
    assert owed() == duties
    found = rows()
    assert _keys(found) == _keys(steady)
    assert _standing(found) == _standing(steady)
    # Each was given once: its history knows one version that opened it.
    opened = Counter(
        version.pgh_obj_id
        for reminder in Reminder.objects.all()
        for version in reminder.history.all()
        if version.state == State.OPEN
    )
    assert set(opened.values()) == {1}


def _strike(worker: VirtualWorker, broker: Services, number: int, day: date) -> None:
    """What beat does on one day: nothing on two of them and while the broker is down; twice on
    every fifth, as one that was started again would."""
    if number == DOWN.start:
        broker.stop_servers()
    if number == DOWN.stop:
        broker.start()
    if number in DOWN or number in (3, 4):
        return
    worker.set(noon(day))
    for _ in range(2 if number % 5 == 0 else 1):
        for name in ("visits.tasks.reconcile", "reminders.tasks.remind"):
            before = worker.done(name)
            worker.send(name)
            worker.settle(name, before + 1)


def _keys(found):
    return [row[:6] for row in found]


def _standing(found):
    return [row for row in found if row[6] == State.OPEN]


@pytest.fixture
def house_of_two_thousand(committed_db):
    """Three duties in each of 2,000 dossiers, and five readers with an address."""
    who = people()
    for kind in ("talk", "first_visit", "helper"):
        owe(who.dossier, kind)
    crowd(who.dossier, 1999)
    factories.user(Role.UNIT, who.unit)
    for reader in (who.director, who.officer, who.second, who.leader, who.helper):
        Mailbox.objects.create(user=reader, address=f"{reader.username}@example.gov.cn")
    assert Obligation.objects.filter(state="open").count() == 6000
    return committed_db


def test_killed_at_five_points_with_two_thousand_dossiers_it_ends_as_the_oracle_says(
    house_of_two_thousand, broker, tmp_path
):
    day = DUE + 9 * DAY
    with transaction.atomic():
        remind_all(on=day, at=noon(day))
        write_digests(on=day, mails=True)
        expected, told = rows(), digests()
        transaction.set_rollback(True)
    assert (rows(), digests()) == ([], [])

    post = tmp_path / "post"
    post.touch()
    for point in POINTS:
        dying = VirtualWorker(house_of_two_thousand, broker, tmp_path, f"dying-{point}")
        dying.begin(noon(day), DIE_AT=point, POST_OFFICE=str(post))
        dying.send("reminders.tasks.remind")
        dying.until_dead()
    # The broker goes too, and with it every message that was on its way.
    broker.stop_servers()
    broker.start()
    worker = VirtualWorker(house_of_two_thousand, broker, tmp_path, "healthy")
    worker.begin(noon(day) + timedelta(minutes=10), POST_OFFICE=str(post))
    try:
        worker.send("reminders.tasks.remind")
        worker.settle("reminders.tasks.remind", 1)
        _until_no_mail_waits(worker)
    finally:
        worker.stop()
    assert rows() == expected
    assert digests() == told
    _must_have_left_once(post)


def _must_have_left_once(post: Path) -> None:
    letters = Counter(post.read_text().split())
    assert set(letters.values()) == {1}
    mails = Counter(Digest.objects.exclude(mail=Mail.OFF).values_list("mail", flat=True))
    # Killed before it was sent and killed after: neither is known, so neither is sent again.
    assert mails[Mail.FAILED] == 2
    assert len(letters) == mails[Mail.SENT] + 1


def digests():
    found = Digest.objects.order_by("user")
    return list(found.values_list("user", "day", "overdue", "soon", "later", "escalated"))


def _until_no_mail_waits(worker: VirtualWorker) -> None:
    deadline = time.monotonic() + worker.patience
    while Digest.objects.filter(mail__in=[Mail.QUEUED, Mail.SENDING]).exists():
        assert time.monotonic() < deadline, worker.text()[-3000:]
        time.sleep(0.1)
