"""One short function per row that tests need; no surprises: everything it sets is in its call."""

from datetime import date, datetime
from functools import cache
from itertools import count
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import Argon2PasswordHasher

from accounts.actions import open_unit
from accounts.choices import UnitKind
from accounts.models import Unit, User
from accounts.roles import Role
from cases.actions import (
    DecisionFacts,
    designate_helper,
    first_policy,
    register_cadre,
    register_decision,
)
from cases.actions.appeals import Lodging, lodge_appeal
from cases.actions.restoration import enter_step
from cases.choices import Identity, Politics, Rank, Sex
from cases.choices.access import OwnFileGround, RecusalGround
from cases.choices.rights import AppealKind, RestorationKind
from cases.models import (
    Appeal,
    Assignment,
    Cadre,
    Decision,
    Dossier,
    HelperDesignation,
    OwnFile,
    Recusal,
    RestorationStep,
    Seal,
    SealGrant,
)
from cases.rules.restoration import Tally

TODAY = date(2026, 9, 30)
NOON = datetime(2026, 9, 30, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
PASSWORD = "tests-only-passphrase"
_number = count(1)


def area(name: str = "临澜市") -> Unit:
    return Unit.objects.filter(full_name=name).first() or open_unit(
        name=name, parent=None, kind=UnitKind.AREA, by=None
    )


def office(name: str = "纪委监委", *, within: Unit | None = None, policy: bool = True) -> Unit:
    """A discipline organ with its first policy (A, S1, 30 days, duties from 2025-01-01)."""
    unit = open_unit(name=name, parent=within or area(), kind=UnitKind.DISCIPLINE, by=None)
    if policy:
        first_policy(unit, at=NOON, duties_from=date(2025, 1, 1))
    return unit


def work_unit(name: str = "青禾区财政局", *, within: Unit | None = None) -> Unit:
    return open_unit(name=name, parent=within or area(), by=None)


def personnel_office(name: str = "委组织部", *, within: Unit | None = None) -> Unit:
    return open_unit(name=name, parent=within or area(), kind=UnitKind.PERSONNEL, by=None)


@cache
def hashed() -> str:
    """argon2 is slow on purpose; one hash serves all accounts of a run, whatever hasher a test
    has set meanwhile."""
    return Argon2PasswordHasher().encode(PASSWORD, "one-salt-for-all")


def user(role: Role, unit: Unit, *, name: str = "") -> User:
    serial = next(_number)
    return User.objects.create(
        username=f"user{serial}",
        staff_no=f"T{serial:05}",
        display_name=name or f"测试员{serial}",
        role=role,
        unit=unit,
        password=hashed(),
    )


def cadre(unit: Unit, *, name: str = "许明澈", **facts: object) -> Cadre:
    defaults: dict[str, object] = {
        "sex": Sex.MALE,
        "ethnicity": "汉族",
        "born_month": date(1978, 4, 1),
        "politics": Politics.MEMBER,
        "identity": Identity.CIVIL_SERVANT,
        "post": "科员",
        "rank": Rank.STAFF,
    }
    return register_cadre(name=name, unit=unit, by=None, on=TODAY, **(defaults | facts))


def decision(
    person: Cadre,
    owner: Unit,
    *,
    measure: str = "PW",
    decided_on: date = date(2026, 3, 25),
    number: str | None = None,
    on: date = TODAY,
    **facts: object,
) -> Decision:
    """An effective decision; with it come clocks and dossier (`decision.dossier`)."""
    return register_decision(
        person,
        facts=DecisionFacts(
            measure=measure,
            decided_on=decided_on,
            organ_name=owner.full_name,
            number=f"临纪〔2026〕{next(_number)}号" if number is None else number,
            **facts,
        ),
        owner=owner,
        by=None,
        on=on,
    )


def dossier(owner: Unit, *, name: str = "许明澈", unit: Unit | None = None) -> Dossier:
    person = cadre(
        unit or Unit.objects.filter(name="青禾区财政局").first() or work_unit(), name=name
    )
    opened = decision(person, owner).dossier
    assert opened is not None
    return opened


def helper(of: Dossier, *, account: User | None = None, name: str = "冯修远") -> HelperDesignation:
    return designate_helper(
        of, name=name, post="分管副局长", from_on=date(2026, 4, 1), by=None, user=account
    )


def appeal(
    against: Decision,
    *,
    kind: AppealKind = AppealKind.PARTY_APPEAL,
    lodged_on: date = date(2026, 9, 1),
    on: date = TODAY,
    **facts: object,
) -> Appeal:
    """Lodged and, unless `accepted_on` is given, not accepted yet."""
    lodging = Lodging(kind=kind, lodged_on=lodged_on, **facts)
    return lodge_appeal(against, lodging=lodging, by=None, on=on)


# The chain of case 9: a probation that ended on 2026-07-17.
RESTORATION_DAYS = {
    RestorationKind.NOTICE: date(2026, 7, 20),
    RestorationKind.APPLICATION: date(2026, 7, 27),
    RestorationKind.PUBLICITY_BEGUN: date(2026, 8, 3),
    RestorationKind.PUBLICITY_ENDED: date(2026, 8, 9),
    RestorationKind.MEETING: date(2026, 8, 14),
    RestorationKind.REPORT: date(2026, 8, 19),
}


def restoration_steps(
    of: Decision, *, last: RestorationKind = RestorationKind.REPORT, tally: Tally | None = None
) -> list[RestorationStep]:
    """The steps of case 9 up to `last`."""
    entered = []
    for kind, day in RESTORATION_DAYS.items():
        vote = tally or Tally(due=21, present=19, in_favour=18, against=0, abstained=1)
        entered.append(
            enter_step(
                of,
                kind=kind,
                step_on=day,
                evidence="支部记录，原件存支部",
                tally=vote if kind == RestorationKind.MEETING else None,
                by=None,
                on=TODAY,
            )
        )
        if kind == last:
            break
    return entered


def assignment(of: Dossier, *, account: User, to_on: date | None = None) -> Assignment:
    return Assignment.objects.create(
        dossier=of, user=account, from_on=TODAY, to_on=to_on, reason="抽调参加回访"
    )


def recusal(of: Cadre, *, account: User, from_on: date = TODAY) -> Recusal:
    return Recusal.objects.create(
        cadre=of, user=account, ground=RecusalGround.KIN, from_on=from_on, entered_by=account
    )


def seal(of: Cadre, *named: User) -> Seal:
    """Sealed by the first of the named."""
    made = Seal.objects.create(cadre=of, from_on=TODAY, reason="限定知悉范围", sealed_by=named[0])
    for account in named:
        SealGrant.objects.create(seal=made, cadre=of, user=account, from_on=TODAY)
    return made


def own_file(of: Cadre, *, account: User) -> OwnFile:
    """Nobody has said anything yet."""
    return OwnFile.objects.create(
        cadre=of, user=account, ground=OwnFileGround.NAME, proposed_on=TODAY
    )
