"""Invented people by the thousand, entered as an import enters them."""

import random
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from accounts.acting import for_system
from accounts.actions import open_account, open_unit
from accounts.choices import UnitKind
from accounts.models import Unit, User
from accounts.roles import Role
from cases.actions import DecisionFacts, first_policy, policy_of
from cases.actions.bulk import Desk, NewPerson, Told, register_people
from cases.models import Cadre

TODAY = date(2026, 9, 30)
FAMILY = "许罗邓李赵马陈何王孙郭冯谢吴黄石彭蒋曹任单仇解查曾"
GIVEN = "明澈春梅启航若衡翊鸣德厚望津静姝树槐玉柱振霆雪凝广仁克俭觉兰芝溯婉立桐世安"
AT_ONCE = 5000
MEASURES = ("PW", "PSW", "AW", "AD1", "AD2", "LA", "PR", "AR")


def moment() -> datetime:
    return datetime(2026, 9, 30, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


def office_of(name: str = "纪委监委", *, duties_from: date = date(2025, 1, 1)) -> tuple[Unit, User]:
    area = open_unit(name="临澜市", parent=None, kind=UnitKind.AREA, by=None)
    office = open_unit(name=name, parent=area, kind=UnitKind.DISCIPLINE, by=None)
    first_policy(office, at=moment(), duties_from=duties_from)
    user = open_account(
        username="bench", display_name="测算员", role=Role.OFFICER, unit=office,
        password="bench-only-passphrase", by=None,
    )  # fmt: skip
    return office, user


def fill(office: Unit, people: int, *, seed: int = 7) -> None:
    """Through the same tables, triggers and engine as the program, in bulk."""
    rng = random.Random(seed)
    with for_system("bench"):
        units = [
            open_unit(name=f"第{number}单位", parent=office.parent, by=None)
            for number in range(max(5, people // 100))
        ]
    for start in range(0, people, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, people))
        with for_system("bench"):
            desk = Desk(office, policy_of(office, today=TODAY), None, TODAY, moment())
            found = [_person(rng, rng.choice(units), office, number) for number in numbers]
            register_people(found, desk=desk)


def _person(rng: random.Random, unit: Unit, office: Unit, number: int) -> NewPerson:
    facts = DecisionFacts(
        measure=rng.choice(MEASURES),
        decided_on=TODAY - timedelta(days=rng.randrange(900)),
        organ_name=office.full_name,
        number=f"临纪〔2026〕{number}号",
    )
    return NewPerson(_cadre(rng, unit), [Told(facts, paper=number)], helper=("冯修远", ""))


def _cadre(rng: random.Random, unit: Unit) -> Cadre:
    name = rng.choice(FAMILY) + "".join(rng.choice(GIVEN) for _ in range(rng.choice((1, 2, 2))))
    return Cadre(
        name=name, sex="male", politics="member", identity="civil_servant", unit=unit, post="科员",
        born_month=date(rng.randrange(1966, 1998), rng.randrange(1, 13), 1),
    )  # fmt: skip
