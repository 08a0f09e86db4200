"""Who finds a file today, and why: the rule of rows (cases.rules.walls) read from the other end,
for one file and all accounts. A test asks both ends the same questions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import Delegation, Unit, User
from accounts.roles import DISCIPLINE_ROLES, OFFICE_ROLES, Permission, Role
from accounts.scope import scope_of
from cases.choices.access import SightWay
from cases.models import Assignment, Cadre, Dossier
from cases.querysets.access import on_day
from cases.rules.states import add_months

DORMANT_MONTHS = 6
# Places a person may hold in a file, as the page says them.
HANDLER, HELPER = "承办人", "帮扶人"


@dataclass(frozen=True)
class Way:
    """`organ`: for which organ he works; `until`: the last day, where there is one."""

    kind: SightWay
    organ: str = ""
    until: date | None = None


@dataclass(frozen=True)
class Reader:
    """`keeps`: of the office that keeps the file, so he may also lift a seal."""

    user: User
    ways: tuple[Way, ...]
    keeps: bool

    @property
    def may_lift(self) -> bool:
        return self.keeps and self.user.may(Permission.SEAL)


@dataclass(frozen=True)
class Denials:
    """Accounts to whom the person is not shown; `named` is None while nothing is sealed."""

    recused: frozenset[int]
    own: frozenset[int]
    named: frozenset[int] | None

    def reach(self, user_id: int) -> bool:
        sealed_out = self.named is not None and user_id not in self.named
        return user_id in self.recused or user_id in self.own or sealed_out


def keeps(user: User, dossier: Dossier) -> bool:
    """Of the office, his own or one he works for now, that keeps this file."""
    return user.role in OFFICE_ROLES and dossier.owner_id in scope_of(user).kept


def is_dormant(dossier: Dossier, *, on: date) -> bool:
    """已销号 for six months: only the owner's office finds it, under 已归档."""
    return dossier.closed_on is not None and dossier.closed_on <= add_months(on, -DORMANT_MONTHS)


def readers_of(dossier: Dossier, *, on: date) -> list[Reader]:
    """Everybody who finds this file on that day; deny wins."""
    denied = denials_of(dossier.cadre, on=on)
    return [each for each in anchored_to(dossier, on=on).values() if not denied.reach(each.user.pk)]


def anchored_to(dossier: Dossier, *, on: date) -> dict[int, Reader]:
    """Who would find it if nothing denied it to him, by key of the account."""
    lent = _lent(dossier, on=on)
    assigned = {each.user_id: each for each in dossier.assignments.holding(on=on)}
    helper = dossier.row.helper_id
    staff = Q(unit__in=_organs(dossier)) | Q(pk__in=lent) | Q(pk__in=assigned)
    found = User.objects.filter(is_active=True).filter(
        Q(staff, role__in=DISCIPLINE_ROLES)
        | Q(role=Role.UNIT, unit__in=_upwards(dossier.row.unit_path))
        | Q(role=Role.HELPER, pk=helper)
    )
    readers = {}
    for user in found.select_related("unit").order_by("unit__path", "display_name", "pk"):
        for_organs = lent.get(user.pk, [])
        works_for = {user.unit_id, *(each.unit_id for each in for_organs)}
        is_keeper = user.role in OFFICE_ROLES and dossier.owner_id in works_for
        if is_keeper or not is_dormant(dossier, on=on):
            ways = tuple(_ways(user, dossier, for_organs, assigned.get(user.pk)))
            readers[user.pk] = Reader(user, ways, is_keeper)
    return readers


def denials_of(cadre: Cadre | None, *, on: date) -> Denials:
    if cadre is None:
        return Denials(frozenset(), frozenset(), None)
    own = set(cadre.own_files.denying().values_list("user", flat=True))
    own |= {cadre.account_id} if cadre.account_id is not None else set()
    seal = cadre.seals.standing().first()
    named = seal.grants.holding(on=on).values_list("user", flat=True) if seal is not None else None
    return Denials(
        recused=frozenset(cadre.recusals.holding(on=on).values_list("user", flat=True)),
        own=frozenset(own),
        named=frozenset(named) if named is not None else None,
    )


def lifters(dossier: Dossier, *, on: date) -> list[Reader]:
    """Who may ask to lift a seal, and who may agree."""
    return [each for each in readers_of(dossier, on=on) if each.may_lift]


def handlers_for(dossier: Dossier, *, on: date) -> list[Reader]:
    """Who of the keeping office could handle it: he finds it and may work on files."""
    able = Permission.DOSSIER_EDIT
    return [each for each in readers_of(dossier, on=on) if each.keeps and each.user.may(able)]


def assignable(dossier: Dossier, *, on: date) -> QuerySet[User]:
    """Discipline staff of the owner's area and of the organs above it who do not find it yet."""
    area = area_of(dossier)
    near = Q(unit__path__startswith=area.path) | Q(unit__parent__in=_upwards(area.path))
    denied = denials_of(dossier.cadre, on=on)
    found = User.objects.filter(near, is_active=True, role__in=DISCIPLINE_ROLES)
    found = found.exclude(pk__in=anchored_to(dossier, on=on))
    found = found.exclude(pk__in=denied.recused | denied.own)
    return found.select_related("unit").order_by("unit__path", "display_name", "pk")


def area_of(dossier: Dossier) -> Unit:
    """The county or city whose organ keeps the file."""
    return dossier.owner.parent or dossier.owner


def stands_as(user: User, dossier: Dossier) -> list[str]:
    """Places a recused person still holds, for the office to give to somebody else."""
    places = []
    if dossier.is_open and dossier.handler_id == user.pk:
        places.append(HANDLER)
    if dossier.helpers.filter(user=user, to_on__isnull=True).exists():
        places.append(HELPER)
    return places


def visits_with(user: User, dossier: Dossier) -> int:
    """What has been recorded stays as it was; the next visit needs another team."""
    return int(dossier.visits.filter(team__user=user).distinct().count())


def _organs(dossier: Dossier) -> list[int]:
    return [each for each in (dossier.owner_id, dossier.carrier_id) if each is not None]


def _upwards(path: str) -> list[int]:
    """The unit of this path and everything above it."""
    return [int(part) for part in path.strip("/").split("/") if part]


def _lent(dossier: Dossier, *, on: date) -> dict[int, list[Delegation]]:
    rows = Delegation.objects.filter(
        on_day(on), unit__in=_organs(dossier), confirmed_by__isnull=False
    )
    found: dict[int, list[Delegation]] = {}
    for each in rows.select_related("unit"):
        found.setdefault(each.user_id, []).append(each)
    return found


def _ways(
    user: User, dossier: Dossier, lent: list[Delegation], assigned: Assignment | None
) -> Iterator[Way]:
    if user.role == Role.UNIT:
        yield Way(SightWay.UNIT, user.unit.full_name)
        return
    if user.role == Role.HELPER:
        yield Way(SightWay.HELPER)
        return
    if user.unit_id == dossier.owner_id:
        yield Way(SightWay.OWNER, user.unit.full_name)
    if user.unit_id == dossier.carrier_id:
        yield Way(SightWay.CARRIER, user.unit.full_name)
    for each in lent:
        yield Way(SightWay.LENT, each.unit.full_name, each.to_on)
    if assigned is not None:
        yield Way(SightWay.ASSIGNED, until=assigned.to_on)
