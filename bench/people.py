"""Invented people by the thousand: cadre, posting, paper, decision, clock, dossier, list row."""

import random
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from accounts.acting import for_system
from accounts.actions import open_account, open_unit
from accounts.choices import UnitKind
from accounts.models import Unit, User
from accounts.roles import Role
from cases.actions import first_policy, refresh_rows
from cases.actions.periods import clock_row
from cases.facts.reckoning import clocks_of, engine_input, rules_of
from cases.models import (
    Cadre,
    Clock,
    Decision,
    Document,
    Dossier,
    HelperDesignation,
    Measure,
    Posting,
)
from cases.rules.names import name_key

TODAY = date(2026, 9, 30)
FAMILY = "许罗邓李赵马陈何王孙郭冯谢吴黄石彭蒋曹任单仇解查曾"
GIVEN = "明澈春梅启航若衡翊鸣德厚望津静姝树槐玉柱振霆雪凝广仁克俭觉兰芝溯婉立桐世安"
MEASURES = ("PW", "PSW", "AW", "AD1", "AD2", "LA", "PR", "AR")


def moment() -> datetime:
    return datetime(2026, 9, 30, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


def office_of(name: str = "纪委监委") -> tuple[Unit, User]:
    area = open_unit(name="临澜市", parent=None, kind=UnitKind.AREA, by=None)
    office = open_unit(name=name, parent=area, kind=UnitKind.DISCIPLINE, by=None)
    first_policy(office, at=moment(), duties_from=date(2025, 1, 1))
    user = open_account(
        username="bench", display_name="测算员", role=Role.OFFICER, unit=office,
        password="bench-only-passphrase", by=None,
    )  # fmt: skip
    return office, user


def fill(office: Unit, people: int, *, seed: int = 7) -> None:
    """Through the same tables, triggers and engine as the program, in bulk."""
    with for_system("bench"):
        _fill(office, people, seed)


def _fill(office: Unit, people: int, seed: int) -> None:
    rng = random.Random(seed)
    units = [
        open_unit(name=f"第{number}单位", parent=office.parent, by=None)
        for number in range(max(5, people // 100))
    ]
    rules = rules_of(office, today=TODAY)
    systems = dict(Measure.objects.values_list("code", "system"))
    cadres = Cadre.objects.bulk_create(
        [_cadre(rng, rng.choice(units)) for _ in range(people)], batch_size=2000
    )
    Posting.objects.bulk_create(
        [Posting(cadre=each, unit=each.unit, post=each.post) for each in cadres], batch_size=2000
    )
    papers = Document.objects.bulk_create(
        [
            Document(organ=office, organ_name=office.full_name, number=f"临纪〔2026〕{n}号")
            for n in range(people)
        ],
        batch_size=2000,
    )
    dossiers = Dossier.objects.bulk_create(
        [
            Dossier(
                number=f"2026-{n + 1:05d}", cadre=each, owner=office, opened_on=TODAY,
                status_since=TODAY,
            )
            for n, each in enumerate(cadres)
        ],
        batch_size=2000,
    )  # fmt: skip
    decisions = []
    for each, paper, dossier in zip(cadres, papers, dossiers, strict=True):
        code = rng.choice(MEASURES)
        decisions.append(
            Decision(
                cadre=each, document=paper, dossier=dossier, system=systems[code], measure_id=code,
                decided_on=TODAY - timedelta(days=rng.randrange(900)), unit=each.unit,
                printed_unit=each.unit.full_name, printed_politics=each.politics,
                printed_identity=each.identity, office=office,
            )
        )  # fmt: skip
    Decision.objects.bulk_create(decisions, batch_size=2000)
    clocks = []
    for decision, dossier in zip(decisions, dossiers, strict=True):
        told = engine_input(decision, [])
        governed = clocks_of([told], {told.id: rules}, today=TODAY)
        outcome = governed.outcome
        clocks += [
            clock_row(decision.cadre_id, clock, governed.version_of(clock).key)
            for clock in outcome.clocks
        ]
        dossier.active_from, dossier.active_to = decision.decided_on, outcome.overall_end
        dossier.overall_end = outcome.overall_end
    Clock.objects.bulk_create(clocks, batch_size=2000)
    Dossier.objects.bulk_update(
        dossiers, ["active_from", "active_to", "overall_end"], batch_size=2000
    )
    HelperDesignation.objects.bulk_create(
        [HelperDesignation(dossier=each, name="冯修远", from_on=TODAY) for each in dossiers],
        batch_size=2000,
    )
    refresh_rows([each.pk for each in dossiers])


def _cadre(rng: random.Random, unit: Unit) -> Cadre:
    name = rng.choice(FAMILY) + "".join(rng.choice(GIVEN) for _ in range(rng.choice((1, 2, 2))))
    return Cadre(
        name=name, name_key=name_key(name), sex="male", politics="member",
        identity="civil_servant", unit=unit, post="科员",
        born_month=date(rng.randrange(1966, 1998), rng.randrange(1, 13), 1),
    )  # fmt: skip
