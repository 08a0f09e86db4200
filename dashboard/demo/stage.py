"""The stage: units and accounts of the demo, and who of them acts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from accounts.acting import acting_as, as_system
from accounts.actions import open_account, open_unit
from accounts.choices import UnitKind
from accounts.models import Unit, User
from accounts.roles import Role
from cases.actions import first_policy
from cases.models import Cadre, Decision, Dossier, HelperDesignation, Policy
from dashboard.demo.story import Story

# The offices that keep dossiers began with the program in this quarter.
KEEPERS = ("city_organ", "yunxiu_organ", "province_organ")
DUTIES_FROM = date(2025, 1, 1)


@dataclass
class Actor:
    """One of the twenty on stage: what his story says and the rows it has made so far."""

    story: dict[str, Any]
    stage: "Stage"
    cadre: Cadre | None = None
    dossier: Dossier | None = None
    decisions: list[Decision] = field(default_factory=list)
    helpers: list[HelperDesignation] = field(default_factory=list)

    @property
    def owner(self) -> Unit:
        return self.stage.units[self.story["owner"]]

    @property
    def policy(self) -> Policy:
        return self.stage.policies[self.owner.pk]

    @property
    def handler(self) -> User | None:
        return self.user(self.story.get("handler", ""))

    def user(self, key: str) -> User | None:
        return self.stage.users[key] if key else None

    def person(self, key: str) -> User:
        return self.stage.users[key]

    def colleague(self, role: Role) -> User:
        """Who holds that role in the office that keeps the dossier."""
        users = self.stage.users.values()
        return next(u for u in users if u.unit_id == self.owner.pk and u.role == role)

    @property
    def file(self) -> Dossier:
        """The dossier as it is now; actions elsewhere have changed its row."""
        if self.dossier is None:
            raise ValueError(f"{self.story['person']['name']} has no dossier")
        self.dossier.refresh_from_db()
        return self.dossier


@dataclass
class Act:
    """One dated step: acts of a day run in `rank`, then in the order of the files."""

    on: date
    rank: int
    by: User | None
    do: Callable[[], None]

    def play(self) -> None:
        """In his name, from all facts: a person is registered before anybody sees a file of his."""
        with acting_as(self.by), as_system():
            self.do()


@dataclass
class Stage:
    units: dict[str, Unit]
    users: dict[str, User]
    policies: dict[int, Policy]


def build_stage(story: Story, *, password: str, at: datetime, duties_from: date) -> Stage:
    units: dict[str, Unit] = {}
    for each in story.units:
        units[each["key"]] = open_unit(
            name=each["name"],
            full_name=each.get("full_name", ""),
            parent=units[each["parent"]] if "parent" in each else None,
            kind=UnitKind(each.get("kind", UnitKind.WORK)),
            by=None,
            is_demo=True,
        )
    users = {
        each["key"]: open_account(
            username=each["key"],
            display_name=each["name"],
            role=Role(each["role"]),
            unit=units[each["unit"]],
            post=each.get("post", ""),
            staff_no=f"演练{number:03}",
            password=password,
            by=None,
            is_demo=True,
        )
        for number, each in enumerate(story.accounts, 1)
    }
    began = datetime.combine(duties_from, time(9), at.tzinfo)
    policies = {
        units[key].pk: first_policy(units[key], at=began, duties_from=duties_from)
        for key in KEEPERS
    }
    return Stage(units, users, policies)
