"""Publishing a version: what it moves, by doing it and taking it back; then the same for good."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime

from django.db import transaction

from accounts.acting import act, as_system
from accounts.models import User
from audit.record import record
from cases.actions.due import recompute_willing
from cases.actions.versions import publish_draft, put_in_force, refuse_unready
from cases.models import Policy
from columns.refusal import Refused
from corrections.facts.publication import PORTION, Portion, people_reached, portions_of, state_of
from corrections.rules.publication import Moved, compare
from jobs.actions import advance, claim, finish, submit
from jobs.models import Job
from visits.actions import reconcile
from visits.actions.holding import hold_all

PREVIEW = "corrections.tasks.preview_policy"
APPLY = "corrections.tasks.apply_policy"
Tell = Callable[[int, int], None]
Within = Callable[[], AbstractContextManager[None]]


class OtherMoves(Refused):
    """Between the page and the button other moves have come up; they are shown anew."""

    def __init__(self) -> None:
        super().__init__("在您核对期间，会变动的期限有了变化。请核对下面的最新情况，再发布。")


def is_large(office_id: int) -> bool:
    """Too many to keep a page waiting: a job of the worker does it."""
    return people_reached(office_id) > PORTION


def preview(
    draft: Policy,
    *,
    on: date,
    at: datetime,
    tell: Tell | None = None,
    within: Within = as_system,
) -> Moved:
    """What publishing would move on its day. Each portion is published within a savepoint that is
    always rolled back, so that what is shown is what is done, and nothing is written."""
    refuse_unready(draft, on=on)
    total, done, people = Moved(), 0, people_reached(draft.office_id)
    for portion in portions_of(draft.office_id):
        with within():
            total += _rehearse(draft, portion, on=on, at=at)
        done += len(portion.cadres)
        if tell is not None:
            tell(done, people)
    return total


def ask_preview(draft: Policy, *, by: User, on: date) -> Job:
    refuse_unready(draft, on=on)
    return submit(PREVIEW, key=preview_key(draft, on), params={"policy": draft.pk}, by=by)


def preview_key(draft: Policy, on: date) -> str:
    """Another text or another day is another preview."""
    return f"{draft.pk}-{draft.version}-{on.isoformat()}"


def previewed(draft: Policy, *, on: date) -> Job | None:
    """The newest answer to the draft as it is now; of nobody's in particular."""
    asked = Job.objects.filter(kind=PREVIEW, key=preview_key(draft, on))
    return asked.order_by("-pk").first()


@act
def publish(
    draft: Policy, *, version: int, seen: str, by: User, on: date, at: datetime
) -> Job | None:
    """Published by another person than the drafter. A version that begins today brings everybody
    in line at once, or by the job that is returned open; one that begins later moves nothing until
    the morning of its day. `seen`: the digest of what the publisher was shown."""
    hold_all()
    if draft.valid_from <= on and not is_large(draft.office_id):
        # Nor here; of many people the worker has seen to that in the morning.
        for portion in portions_of(draft.office_id):
            _bring_in_line(portion, on=on)
    published = publish_draft(draft, version=version, by=by, on=on, at=at)
    if published.valid_from > on:
        return None
    job = submit(APPLY, key=str(published.pk), params={"policy": published.pk}, by=by)
    if is_large(published.office_id):
        return job
    held = claim(job.pk, holder=f"publish-{by.pk}", at=at)
    if held is None:
        raise Refused("这一版正在由后台处理，请稍候刷新。")
    moved = apply(held, published, on=on, at=at)
    if seen != moved.digest:
        raise OtherMoves
    held.refresh_from_db()
    return held


def apply(job: Job, policy: Policy, *, on: date, at: datetime, within: Within = as_system) -> Moved:
    """Portion by portion, each in a transaction that also keeps how far it is: run again after a
    fall it goes on there, and counts nobody twice. `within` opens that transaction. The caller's
    door sweeps the clocks of `dossiers_reached` afterwards; a notice checks its days by itself."""
    total, after = Moved(), int(job.result.get("after", 0))
    if "moved" in job.result:
        total = Moved.read(job.result["moved"])
    people = people_reached(policy.office_id)
    for portion in portions_of(policy.office_id, after=after):
        with within():
            hold_all()
            total += _carry_out(policy, portion, on=on)
            kept = {"after": portion.last, "moved": total.stored()}
            advance(job, done=total.figures.people, total=people, result=kept)
    with within():
        record("policy.applied", policy, by=None, office=policy.office_id, on=on,
               figures=total.stored()["figures"])  # fmt: skip
        finish(job, at=at, moved=total.stored(), url=moved_url(policy))
    return total


def dossiers_reached(policy: Policy) -> list[int]:
    """Whose marks and notices follow the clocks that may have moved."""
    return [pk for portion in portions_of(policy.office_id) for pk in portion.sanctions]


def applied(policy: Policy) -> Job | None:
    """The job that brought everybody in line with this version, wherever it is."""
    return Job.objects.filter(kind=APPLY, key=str(policy.pk)).order_by("-pk").first()


def moved_url(policy: Policy) -> str:
    return f"{policy.get_absolute_url()}moved/"


def _rehearse(draft: Policy, portion: Portion, *, on: date, at: datetime) -> Moved:
    day = max(on, draft.valid_from)
    with transaction.atomic():
        hold_all()
        copy = Policy.objects.select_related("office").get(pk=draft.pk)
        # What comes by itself until that day is not the version's doing.
        _bring_in_line(portion, on=day)
        governing = Policy.objects.governing(copy.office, on=copy.valid_from)
        put_in_force(copy, governing, by=None, at=at)
        moved = _carry_out(copy, portion, on=day)
        transaction.set_rollback(True)
    return moved


def _carry_out(policy: Policy, portion: Portion, *, on: date) -> Moved:
    with as_system():
        before = state_of(portion, office_id=policy.office_id)
    left = _bring_in_line(portion, on=on)
    with as_system():
        after = state_of(portion, office_id=policy.office_id)
    return compare(
        before,
        after,
        people=len(portion.cadres),
        left=left,
        policy=policy.pk,
        valid_from=policy.valid_from,
    )


def _bring_in_line(portion: Portion, *, on: date) -> list[int]:
    """Clocks first, since duties follow from them; answers whose decisions forbid it."""
    _, left = recompute_willing(portion.cadres, today=on)
    if portion.dossiers:
        with as_system():
            reconcile(portion.dossiers, on=on)
    return left
