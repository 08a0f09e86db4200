"""Acts of the three stewards: a colleague on loan to the district, and a grant that waits."""

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import partial

from accounts.actions import open_account
from accounts.models import User
from accounts.roles import Role
from dashboard.demo.rules import FIRST, SHANGHAI
from dashboard.demo.stage import Act, Stage
from dashboard.demo.story import moved
from stewards.actions import Asked, confirm, propose
from stewards.choices import ChangeKind

LENT, LENT_UNTIL = date(2026, 9, 1), date(2026, 12, 31)
NEWCOMER = date(2026, 9, 29)


def granting_acts(stage: Stage, *, months: int) -> Iterator[Act]:
    admin, security = stage.users["guanli"], stage.users["anquan"]
    on, until = moved(LENT, months), moved(LENT_UNTIL, months)
    yield Act(on, FIRST, security, partial(_lend, stage, on, until))
    on = moved(NEWCOMER, months)
    yield Act(on, FIRST, admin, partial(_open, stage, admin))
    yield Act(on, FIRST, security, partial(_grant, stage, security, on))


def _lend(stage: Stage, on: date, until: date) -> None:
    """借调: proposed by one of the three and confirmed by another."""
    asked = Asked(
        reason="借调到青禾区协助回访教育",
        document="临纪干〔2026〕18号",
        unit=stage.units["qinghe_organ"],
        from_on=on,
        to_on=until,
    )
    change = propose(
        stage.users["xiangzhen2"],
        kind=ChangeKind.DELEGATE,
        asked=asked,
        by=stage.users["anquan"],
        at=_morning(on),
        on=on,
    )
    confirm(change, by=stage.users["guanli"], at=_morning(on), on=on, remark="文件已核对")


def _open(stage: Stage, by: User) -> None:
    """Without a password: nobody can sign in before a secret has been handed out."""
    stage.users["xinren"] = open_account(
        username="xinren",
        display_name="程新民",
        unit=stage.units["city_organ"],
        staff_no="演练101",
        post="案件审理室干部",
        by=by,
        is_demo=True,
    )


def _grant(stage: Stage, by: User, on: date) -> None:
    """It waits for the system administrator on the day the demo is opened."""
    asked = Asked(
        reason="任案件审理室干部",
        document="临纪干〔2026〕23号",
        role=Role.OFFICER,
        unit=stage.units["city_organ"],
    )
    newcomer = stage.users["xinren"]
    propose(newcomer, kind=ChangeKind.GRANT, asked=asked, by=by, at=_morning(on), on=on)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9), SHANGHAI)
