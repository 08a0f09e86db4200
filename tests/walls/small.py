"""A world of a few dozen files, drawn at random; told to the oracle, and laid in the tables."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from random import Random

from accounts.actions import open_unit
from accounts.choices import UnitKind
from accounts.models import Delegation, Unit, User
from accounts.roles import Role
from cases.actions import refresh_rows
from cases.choices import DossierStatus, Identity, Politics, Sex
from cases.choices.access import OwnFileGround, RecusalGround
from cases.models import (
    Assignment,
    Cadre,
    Dossier,
    HelperDesignation,
    OwnFile,
    Recusal,
    Seal,
    SealGrant,
)
from tests import factories
from tests.walls.oracle import Actor, File, Span, WorldState

TODAY = date(2026, 9, 30)
# Parents come before their children; discipline organs see by owner and carrier, not by the tree.
TREE = {
    "city": "",
    "organ_a": "city",
    "organ_b": "city",
    "town": "organ_a",
    "bureau": "city",
    "school": "bureau",
    "class": "school",
    "mill": "city",
}
ORGANS = ("organ_a", "organ_b", "town")
PLACES = ("bureau", "school", "class", "mill")
SEATS = [
    *((role, organ) for role in ("director", "officer", "leader") for organ in ORGANS[:2]),
    *((role, organ) for role in ("room", "inspector") for organ in ORGANS),
    *(("unit", place) for place in PLACES),
    ("helper", "bureau"),
    ("helper", "school"),
    ("personnel", "bureau"),
    *((role, "organ_a") for role in ("admin", "security", "auditor", "")),
]


@dataclass
class Small:
    """The oracle's world, and what its keys are called in the tables."""

    state: WorldState = field(default_factory=WorldState)
    users: dict[str, User] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    cadres: dict[str, Cadre] = field(default_factory=dict)
    dossiers: dict[str, Dossier] = field(default_factory=dict)

    def key_of(self, pk: int) -> str:
        return next(key for key, each in self.dossiers.items() if each.pk == pk)


def lay(random: Random, *, files: int = 40) -> Small:
    """Call as the system, in a transaction."""
    small = Small()
    _units_and_users(small)
    _files(small, random, files)
    _grants(small, random)
    refresh_rows([each.pk for each in small.dossiers.values()])
    return small


def _units_and_users(small: Small) -> None:
    for key, parent in TREE.items():
        small.state.parents[key] = parent
        small.units[key] = open_unit(
            name=key,
            parent=small.units.get(parent),
            kind=UnitKind.DISCIPLINE if key in ORGANS else UnitKind.WORK,
            by=None,
        )
    for number, (role, unit) in enumerate([*SEATS, ("officer", "organ_a")]):
        key = f"{role or 'nobody'}_{unit}_{number}"
        active = number < len(SEATS)
        user = factories.user(Role(role) if role else "", small.units[unit])
        if not active:
            User.objects.filter(pk=user.pk).update(is_active=False)
            user.refresh_from_db()
        small.users[key] = user
        small.state.actors[key] = Actor(key, role, unit, active)


def _files(small: Small, random: Random, files: int) -> None:
    for number in range(files):
        # Every fifth person has an older file too, closed, sometimes long ago.
        person = f"p{number - 1}" if number % 5 == 4 else f"p{number}"
        unit = random.choice(PLACES)
        if person not in small.cadres:
            small.cadres[person] = Cadre.objects.create(
                name=f"人{number}",
                name_key=f"人{number}",
                sex=Sex.MALE,
                politics=Politics.MEMBER,
                identity=Identity.CIVIL_SERVANT,
                unit=small.units[unit],
            )
        else:
            unit = small.cadres[person].unit.name
        older = number % 5 == 4
        closed = TODAY - timedelta(days=random.choice([10, 170, 181, 190, 400])) if older else None
        void = not older and random.random() < 0.1
        file = File(
            f"f{number}",
            person,
            owner=random.choice(ORGANS),
            carrier=random.choice(["", *ORGANS]),
            unit=unit,
            closed_on=closed,
            is_void=void,
        )
        small.state.files[file.key] = file
        small.dossiers[file.key] = _dossier(small, file, number)


def _dossier(small: Small, file: File, number: int) -> Dossier:
    status = DossierStatus.CLOSED if file.closed_on else DossierStatus.REGISTERED
    return Dossier.objects.create(
        number=f"2026-{number:05d}",
        cadre=small.cadres[file.person],
        owner=small.units[file.owner],
        carrier=small.units[file.carrier] if file.carrier else None,
        status=DossierStatus.VOID if file.is_void else status,
        status_since=date(2025, 1, 1),
        opened_on=date(2025, 1, 1),
        closed_on=file.closed_on,
        voided_at="2026-09-30T12:00+08:00" if file.is_void else None,
        void_reason="录入错误" if file.is_void else None,
    )


def _grants(small: Small, random: Random) -> None:
    keys = count()
    people = list(small.cadres)
    for key, user in small.users.items():
        for file in random.sample(list(small.dossiers), 5):
            _assign(small, key, user, file, _span(random))
        for person in random.sample(people, 4):
            _recuse(small, key, user, person, _span(random))
        for person in random.sample(people, 2):
            _own(small, key, user, person, settled=random.choice([None, True, False]))
        _delegate(small, key, user, random.choice(ORGANS), _span(random), random.random() < 0.7)
    for key, person in zip(small.users, random.sample(people, len(people)), strict=False):
        # Confirmed long ago: the account alone says so.
        Cadre.objects.filter(pk=small.cadres[person].pk).update(account=small.users[key])
        small.state.own.append(Span(key, person))
    for person in random.sample(people, 8):
        _seal(small, random, person)
    for file in random.sample(list(small.dossiers), 20):
        _help(small, random, file, next(keys))


def _span(random: Random) -> tuple[date, date | None]:
    """Present, past or to come; today itself is a first or a last day as often as not."""
    return random.choice(
        [
            (date(2026, 1, 1), None),
            (date(2026, 1, 1), TODAY),
            (TODAY, None),
            (date(2026, 1, 1), TODAY - timedelta(days=1)),
            (TODAY + timedelta(days=1), None),
        ]
    )


def _assign(small: Small, key: str, user: User, file: str, span: tuple[date, date | None]) -> None:
    Assignment.objects.create(
        dossier=small.dossiers[file], user=user, from_on=span[0], to_on=span[1], reason="协助"
    )
    small.state.assignments.append(Span(key, file, *span))


def _recuse(
    small: Small, key: str, user: User, person: str, span: tuple[date, date | None]
) -> None:
    other = next(each for each in small.users.values() if each != user)
    Recusal.objects.create(
        cadre=small.cadres[person],
        user=user,
        ground=RecusalGround.KIN,
        from_on=span[0],
        to_on=span[1],
        ended_by=other if span[1] else None,
    )
    small.state.recusals.append(Span(key, person, *span))


def _own(small: Small, key: str, user: User, person: str, *, settled: bool | None) -> None:
    """Nobody has looked yet; two people said yes; two people said no."""
    first, second = [each for each in small.users.values() if each != user][:2]
    OwnFile.objects.create(
        cadre=small.cadres[person],
        user=user,
        ground=OwnFileGround.HAND,
        proposed_on=TODAY,
        is_own=settled,
        first_by=first if settled is not None else None,
        second_by=second if settled is not None else None,
        settled_on=TODAY if settled is not None else None,
    )
    if settled is not False:
        small.state.own.append(Span(key, person))


def _delegate(
    small: Small, key: str, user: User, organ: str, span: tuple[date, date | None], settled: bool
) -> None:
    one, other = [each for each in small.users.values() if each != user][:2]
    end = span[1] or date(2099, 1, 1)
    Delegation.objects.create(
        user=user,
        unit=small.units[organ],
        from_on=span[0],
        to_on=end,
        reason="借调",
        granted_by=one,
        confirmed_by=other if settled else None,
    )
    small.state.delegations.append(Span(key, organ, span[0], end, settled))


def _seal(small: Small, random: Random, person: str) -> None:
    one, other = list(small.users.values())[:2]
    lifted = random.random() < 0.3
    seal = Seal.objects.create(
        cadre=small.cadres[person],
        from_on=date(2026, 1, 1),
        reason="保密",
        lift_asked_by=one if lifted else None,
        lifted_by=other if lifted else None,
        lifted_on=TODAY if lifted else None,
    )
    if not lifted:
        small.state.seals.append(Span("", person))
    for key in random.sample(list(small.users), 8):
        begun, end = _span(random)
        SealGrant.objects.create(
            seal=seal, cadre=seal.cadre, user=small.users[key], from_on=begun, to_on=end
        )
        if not lifted:
            small.state.grants.append(Span(key, person, begun, end))


def _help(small: Small, random: Random, file: str, number: int) -> None:
    helpers = [key for key in small.users if key.startswith("helper")]
    key = helpers[number % len(helpers)]
    end = random.choice([None, None, TODAY - timedelta(days=1)])
    HelperDesignation.objects.create(
        dossier=small.dossiers[file],
        name="帮扶人",
        user=small.users[key],
        from_on=date(2026, 1, 1),
        to_on=end,
    )
    small.state.helpers.append(Span(key, file, date(2026, 1, 1), end))
