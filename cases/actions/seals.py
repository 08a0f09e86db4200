"""Verbs of 封存: only who is named finds the person; two of them lift it."""

from collections.abc import Collection
from datetime import date

from accounts.acting import act
from accounts.models import User
from audit.record import record
from cases.actions.access import (
    SETTLED,
    ended_before,
    kept_file,
    locked_person,
    refuse_not_keeper_of,
)
from cases.facts.access import anchored_to, denials_of, lifters, readers_of
from cases.models import Cadre, Dossier, Seal, SealGrant
from columns.refusal import Refused

# One asks, another agrees: with fewer nobody could ever lift it.
LIFTERS = 2


@act
def seal(cadre: Cadre, *, reason: str, named: Collection[User], by: User, on: date) -> Seal:
    """From this moment only `by` and the named find the person; the others see no trace."""
    held = locked_person(cadre)
    refuse_not_keeper_of(held, by)
    if not reason.strip():
        raise Refused("请写明封存的原因。例如本人身份敏感，按领导批示限定知悉范围。")
    if Seal.objects.filter(cadre=held).standing().exists():
        raise Refused("这份档案已经封存，不需要再封存。")
    others = {user.pk: user for user in named if user.pk != by.pk}
    _refuse_named(held, others, by, on=on)
    made = Seal.objects.create(cadre=held, from_on=on, reason=reason.strip(), sealed_by=by)
    SealGrant.objects.bulk_create(
        SealGrant(seal=made, cadre=held, user=user, from_on=on, granted_by=by)
        for user in (by, *others.values())
    )
    record("seal.made", made, by=by, on=on, number=len(others) + 1)
    return made


@act
def grant_sight(seal: Seal, *, user: User, by: User, on: date) -> None:
    """One more on the list; being named opens nothing to whoever would not find the file."""
    held = _standing(seal, by)
    dossier = _file_of(held)
    if user.pk not in anchored_to(dossier, on=on):
        raise Refused(f"{user.display_name}本来看不到这份档案，请先指派，再列入知悉名单。")
    denied = denials_of(dossier.cadre, on=on)
    if user.pk in denied.recused | denied.own:
        raise Refused(f"{user.display_name}已登记回避或者是本人的账号，不能列入知悉名单。")
    if denied.named is not None and user.pk in denied.named:
        raise Refused(f"{user.display_name}已在知悉名单上。")
    SealGrant.objects.create(seal=held, cadre=held.cadre, user=user, from_on=on, granted_by=by)
    record("sight.granted", held, by=by, to=user.pk, on=on)


@act
def end_sight(seal: Seal, *, user: User, by: User, on: date) -> None:
    """Refused where fewer than two would be left who could lift the seal."""
    held = _standing(seal, by)
    left = [each for each in lifters(_file_of(held), on=on) if each.user.pk != user.pk]
    if len(left) < LIFTERS:
        raise Refused("移出以后能办理解封的不足两人，请先把另一位同志列入知悉名单。")
    if not held.grants.holding(on=on).filter(user=user).update(**ended_before(on)):
        raise Refused(SETTLED)
    record("sight.ended", held, by=by, to=user.pk, on=on)


@act
def ask_to_lift(seal: Seal, *, reason: str, by: User, on: date) -> None:
    """The first of the two."""
    held = _standing(seal, by)
    if not reason.strip():
        raise Refused("请写明解封的原因。例如限定知悉的事项已经办结。")
    open_ = Seal.objects.standing().filter(pk=held.pk, lift_asked_by__isnull=True)
    if not open_.update(lift_asked_by=by, lift_reason=reason.strip()):
        raise Refused("已有同志提出解封，请由另一位同志办理。")
    seal.refresh_from_db()
    record("seal.lift_asked", seal, by=by, on=on, reason=reason)


@act
def drop_lift(seal: Seal, *, by: User, on: date) -> None:
    """Whoever asked takes it back, or another on the list does not agree: it stays sealed."""
    held = _standing(seal, by)
    waiting = Seal.objects.standing().filter(pk=held.pk, lift_asked_by__isnull=False)
    if not waiting.update(lift_asked_by=None, lift_reason=""):
        raise Refused(SETTLED)
    seal.refresh_from_db()
    record("seal.lift_dropped", seal, by=by, on=on)


@act
def lift(seal: Seal, *, by: User, on: date) -> None:
    """The second: everybody who would have found the person finds him again."""
    held = _standing(seal, by)
    if held.lift_asked_by_id is None:
        raise Refused("还没有同志提出解封，请先写明原因提出。")
    if held.lift_asked_by_id == by.pk:
        raise Refused("解封由知悉名单上的另一位同志同意，提出人本人不能同意。")
    waiting = Seal.objects.standing().filter(pk=held.pk, lift_asked_by=held.lift_asked_by_id)
    if not waiting.update(lifted_by=by, lifted_on=on):
        raise Refused(SETTLED)
    seal.refresh_from_db()
    record("seal.lifted", seal, by=by, on=on)


def _standing(seal: Seal, by: User) -> Seal:
    """As it is now, and nobody else changes it meanwhile."""
    cadre = locked_person(seal.cadre)
    refuse_not_keeper_of(cadre, by)
    held = Seal.objects.standing().filter(pk=seal.pk).first()
    if held is None:
        raise Refused("这份档案已经解封，请刷新页面后查看。")
    return held


def _file_of(seal: Seal) -> Dossier:
    dossier = kept_file(seal.cadre)
    assert dossier is not None  # _standing has asked its keeper
    return dossier


def _refuse_named(cadre: Cadre, others: dict[int, User], by: User, *, on: date) -> None:
    dossier = kept_file(cadre)
    assert dossier is not None  # its keeper has been asked
    readers = {each.user.pk: each for each in readers_of(dossier, on=on)}
    for pk, user in others.items():
        if pk not in readers:
            raise Refused(f"{user.display_name}看不到这份档案，请先指派，或者另选一位同志。")
    able = [pk for pk in (by.pk, *others) if pk in readers and readers[pk].may_lift]
    if len(able) < LIFTERS:
        raise Refused(
            "请至少再列入一位管档机关审理室（分管领导）的同志：解封须由名单上的两人办理。"
        )
