"""Is this account the person himself? Proposed by equal name and unit or by hand; two say so."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from accounts.acting import act
from accounts.models import User
from audit.record import record, record_many
from cases.actions.access import SETTLED, locked_person, refuse_not_keeper_of
from cases.choices.access import OwnFileGround
from cases.models import Cadre, OwnFile
from cases.rules.names import name_key
from columns.refusal import Refused


@act
def propose_own_files(
    *,
    on: date,
    cadres: Collection[int] | None = None,
    users: Collection[int] | None = None,
) -> int:
    """Set-based: accounts named like a cadre whose unit is his, above it or below it. Until two
    people have said that it is somebody else, the account finds nothing of that person. A pair
    that was looked at once is not proposed again. Returns how many are new."""
    named = _by_name(users)
    people = Cadre.objects.live().filter(name_key__in=list(named))
    if cadres is not None:
        people = people.filter(pk__within=list(cadres))
    pairs = set(_pairs(people.select_related("unit").iterator(), named))
    known = OwnFile.objects.filter(cadre__in={cadre for cadre, _ in pairs})
    fresh = sorted(pairs - set(known.values_list("cadre", "user")))
    OwnFile.objects.bulk_create(
        OwnFile(cadre_id=cadre, user_id=user, ground=OwnFileGround.NAME, proposed_on=on)
        for cadre, user in fresh
    )
    anchors = [(cadre, None) for cadre, _ in fresh]
    return record_many(
        "own_file.proposed", by=None, anchors=anchors, on=on, kind=OwnFileGround.NAME
    )


@act
def propose_own_file(cadre: Cadre, *, user: User, by: User, on: date) -> OwnFile:
    """By hand: where name or unit differ, or where what was settled is doubted again."""
    held = locked_person(cadre)
    refuse_not_keeper_of(held, by)
    if user.pk == by.pk:
        raise Refused("本人的账号由审理室的另一位同志提出。")
    found, is_new = OwnFile.objects.get_or_create(
        cadre=held, user=user, defaults={"ground": OwnFileGround.HAND, "proposed_on": on}
    )
    if not is_new and found.settled_on is None:
        raise Refused(f"{user.display_name}的账号正在核对，不需要再提出。")
    if not is_new:
        OwnFile.objects.filter(pk=found.pk).update(
            ground=OwnFileGround.HAND, proposed_on=on,
            is_own=None, first_by=None, second_by=None, settled_on=None,
        )  # fmt: skip
        Cadre.objects.filter(pk=held.pk, account=user).update(account=None)
        found.refresh_from_db()
    record("own_file.proposed", found, by=by, to=user.pk, on=on, kind=OwnFileGround.HAND)
    return found


@act
def say_own(own_file: OwnFile, *, is_own: bool, by: User, on: date) -> OwnFile:
    """The first word waits for a second person; two equal words settle it, two different ones
    start it again."""
    cadre = locked_person(own_file.cadre)
    refuse_not_keeper_of(cadre, by)
    held = OwnFile.objects.select_for_update().select_related("user").get(pk=own_file.pk)
    if held.settled_on is not None:
        raise Refused(SETTLED)
    if held.user_id == by.pk:
        raise Refused("本人的账号由审理室的其他同志核对。")
    if held.first_by_id == by.pk:
        raise Refused("您已经核对过，须由另一位同志复核。")
    if held.first_by_id is None:
        held.is_own, held.first_by = is_own, by
        verb = "own_file.first"
    elif held.is_own != is_own:
        held.is_own, held.first_by = None, None
        verb = "own_file.disagreed"
    else:
        held.second_by, held.settled_on = by, on
        verb = "own_file.settled"
        if is_own:
            _tie(cadre, held.user)
    held.save(update_fields=["is_own", "first_by", "second_by", "settled_on"])
    record(verb, held, by=by, to=held.user_id, on=on, answer="own" if is_own else "other")
    return held


def _tie(cadre: Cadre, user: User) -> None:
    """Cadre.account; one account is one person."""
    if Cadre.objects.filter(account=user).exclude(pk=cadre.pk).exists():
        raise Refused("这个账号已核定为另一份资料的本人。两份资料是同一个人的，请先合并核对。")
    if cadre.account_id is not None and cadre.account_id != user.pk:
        raise Refused("这位同志已核定过另一个账号。换了账号的，请先重新核对原来那一个。")
    Cadre.objects.filter(pk=cadre.pk).update(account=user)


def _by_name(users: Collection[int] | None) -> dict[str, list[User]]:
    """Active accounts by the key of the name they show."""
    found = User.objects.filter(is_active=True).select_related("unit")
    if users is not None:
        found = found.filter(pk__in=users)
    named: dict[str, list[User]] = {}
    for user in found:
        named.setdefault(name_key(user.display_name), []).append(user)
    return named


def _pairs(people: Iterable[Cadre], named: dict[str, list[User]]) -> Iterator[tuple[int, int]]:
    for cadre in people:
        for user in named[cadre.name_key]:
            mine, his = user.unit.path, cadre.unit.path
            if his.startswith(mine) or mine.startswith(his):
                yield cadre.pk, user.pk
