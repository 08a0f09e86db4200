"""One digest a day for each who is told of something; its e-mail is sent at most once."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, Q, QuerySet

from accounts.acting import acting_as, for_system
from accounts.models import User
from accounts.roles import Role
from audit.record import record
from reminders.choices import Mail, State
from reminders.facts import counts_of
from reminders.models import Digest, Mailbox, Reminder
from reminders.querysets import SEATS
from reminders.rules.words import Counts
from workdays.models import load_calendar

JOB = "reminders"
LEASE = timedelta(minutes=5)
MAX_ATTEMPTS = 3
CUT_OFF = "发送时中断，不知是否已送出，没有再发"


def write_digests(*, on: date, mails: bool) -> int:
    """For everybody who has none of that day yet; each in a transaction of his own, counted behind
    his own walls. Killed anywhere and run again, it goes on with those who are left."""
    with for_system(JOB):
        if not load_calendar().is_workday(on):
            return 0
        readers = list(_readers(on))
    return sum(_write(user, on=on, mails=mails) for user in readers)


def _readers(on: date) -> QuerySet[User]:
    """Accounts that something may lie with; what does is asked behind their walls."""
    told = Reminder.objects.filter(state=State.OPEN, to_user__isnull=False)
    seated = [*SEATS, Role.UNIT, Role.PERSONNEL]
    users = User.objects.filter(is_active=True).exclude(digests__day=on)
    return users.filter(Q(pk__in=told.values("to_user")) | Q(role__in=seated)).order_by("pk")


def _write(user: User, *, on: date, mails: bool) -> bool:
    with acting_as(user):
        counts = counts_of(user, today=on)
    if not counts.total:
        return False
    with for_system(JOB):
        return _keep(user, counts, on=on, mails=mails)


def _keep(user: User, counts: Counts, *, on: date, mails: bool) -> bool:
    has_address = Mailbox.objects.filter(user=user).exclude(address="").exists()
    made = Digest(
        user=user,
        day=on,
        overdue=counts.overdue,
        soon=counts.soon,
        later=counts.later,
        escalated=counts.escalated,
        mail=Mail.QUEUED if mails and has_address else Mail.OFF,
    )
    Digest.objects.bulk_create([made], ignore_conflicts=True)
    return True


@dataclass(frozen=True)
class Letter:
    """What a worker may send, once: it holds the digest until its lease ends."""

    digest_id: int
    holder: str
    address: str
    day: date
    counts: Counts


def digests_to_send(*, on: date, at: datetime) -> list[int]:
    """Ids of those that wait. One whose worker was lost while it sent is given up: sent twice would
    be worse than told on the page only. Yesterday's numbers are not sent any more."""
    with for_system(JOB):
        lost = Digest.objects.filter(mail=Mail.SENDING, lease_until__lt=at)
        lost.update(mail=Mail.FAILED, error=CUT_OFF, holder=None, lease_until=None)
        waiting = Digest.objects.filter(mail=Mail.QUEUED)
        waiting.filter(day__lt=on).update(mail=Mail.FAILED, error="当天没有发出，过期不再补发")
        return list(waiting.filter(day=on).order_by("pk").values_list("pk", flat=True))


def claim_digest(digest_id: int, *, holder: str, at: datetime) -> Letter | None:
    """Committed before anything is sent; None when it was taken, sent or given up."""
    with for_system(JOB):
        taken = Digest.objects.filter(pk=digest_id, mail=Mail.QUEUED).update(
            mail=Mail.SENDING, holder=holder, lease_until=at + LEASE, attempts=F("attempts") + 1
        )
        if not taken:
            return None
        digest = Digest.objects.select_related("user__mailbox").get(pk=digest_id)
        counts = Counts(digest.overdue, digest.soon, digest.later, digest.escalated)
        address = digest.user.mailbox.address if digest.user.is_active else ""
        return Letter(digest_id, holder, address, digest.day, counts)


def digest_sent(letter: Letter, *, at: datetime) -> None:
    with for_system(JOB):
        sent = _held(letter).update(mail=Mail.SENT, sent_at=at, holder=None, lease_until=None)
        if sent:
            record("digest.sent", by=None, digest=letter.digest_id, on=letter.day)


def digest_not_sent(letter: Letter, *, error: str, may_try_again: bool) -> None:
    """`may_try_again`: the post office was not reached, so it has certainly not taken it."""
    with for_system(JOB):
        attempts = _held(letter).values_list("attempts", flat=True).first()
        if may_try_again and attempts is not None and attempts < MAX_ATTEMPTS:
            _held(letter).update(mail=Mail.QUEUED, holder=None, lease_until=None)
        else:
            _held(letter).update(mail=Mail.FAILED, error=error[:200], holder=None, lease_until=None)


def _held(letter: Letter) -> QuerySet[Digest]:
    return Digest.objects.filter(pk=letter.digest_id, mail=Mail.SENDING, holder=letter.holder)
