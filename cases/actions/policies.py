"""An office's local rules: the first version, the one that governs, the day duties begin."""

from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, Subquery

from accounts.acting import act
from accounts.models import Unit, User
from audit.record import record
from cases.choices import PolicyStatus
from cases.models import Cadre, Clock, Decision, Policy
from cases.rules.states import first_of_quarter
from columns.refusal import Refused

# Nobody chose this version: it holds the defaults of decisions 1.10 until an office publishes.
SINCE_EVER = date(1949, 10, 1)


@act
def first_policy(office: Unit, *, at: datetime, duties_from: date | None = None) -> Policy:
    """The defaults A, S1, 30 days as published version 1; the one that is there if there is one."""
    policy, made = Policy.objects.get_or_create(
        office=office,
        number=1,
        defaults={
            "valid_from": SINCE_EVER,
            "status": PolicyStatus.PUBLISHED,
            "published_at": at,
            "duties_from": duties_from,
            "document": "系统默认口径，待本机关确认",
        },
    )
    if made:
        record("policy.first", policy, by=None, office=office.pk)
    return policy


def policy_of(office: Unit, *, today: date) -> Policy:
    policy = Policy.objects.governing(office, on=today)
    if policy is None:
        raise Refused(f"{office.full_name}还没有发布本地规则，请先由审理室发布后再办理。")
    return policy


@act
def start_duties(office: Unit, *, by: User | None, today: date) -> None:
    """Decisions 1.10: duties begin with the quarter of the office's first import; once. A version
    that waits for its day, or for its publication, begins with the same."""
    policy = policy_of(office, today=today)
    begun = Policy.objects.filter(pk=policy.pk, duties_from__isnull=True).update(
        duties_from=first_of_quarter(today)
    )
    if begun:
        others = Policy.objects.filter(office=office, duties_from__isnull=True)
        others.update(duties_from=first_of_quarter(today))
        record("policy.duties_begin", policy, by=by, on=first_of_quarter(today))


@act
def keep_policies(cadre: Cadre, *, ended_before: date | None = None) -> int:
    """What is published from now on moves no clock of his that an issued paper quotes, or that
    ended before he changed hands (decisions 3.8); returns how many decisions are settled so.

    A decision whose clocks stand under several versions keeps the newest: the older ones had
    ended before it began, and still do.
    """
    own = Clock.objects.filter(decision=OuterRef("pk"))
    newest = own.order_by("-policy__valid_from", "-policy__number").values("policy")[:1]
    free = Decision.objects.live().filter(Exists(own), cadre=cadre, kept_policy__isnull=True)
    if ended_before is not None:
        running = Q(end__isnull=True) | Q(end__gte=ended_before)
        free = free.exclude(Exists(own.filter(running)))
    return free.update(kept_policy=Subquery(newest))
