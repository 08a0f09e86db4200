"""Units and accounts of the world: every role in every position the rule of access knows."""

from dataclasses import dataclass, field
from datetime import date

from accounts.choices import UnitKind
from accounts.models import Unit, User
from accounts.roles import Role
from cases.actions import first_policy
from cases.models import Policy
from reports.actions import save_letterhead
from tests import factories

# key: (name, parent, kind). A county with its office, two towns and a dispatched group; another
# county of the same city, about which the first must learn nothing.
UNITS = {
    "city": ("临澜市", None, UnitKind.AREA),
    "a": ("青禾县", "city", UnitKind.AREA),
    "office_a": ("纪委监委", "a", UnitKind.DISCIPLINE),
    "town_a1": ("北渡镇纪委", "a", UnitKind.DISCIPLINE),
    "town_a2": ("南屏镇纪委", "a", UnitKind.DISCIPLINE),
    "group_a": ("驻教育局纪检监察组", "a", UnitKind.DISCIPLINE),
    "personnel_a": ("委组织部", "a", UnitKind.PERSONNEL),
    "school_a": ("教育局", "a", UnitKind.WORK),
    "class_a": ("第一中学", "school_a", UnitKind.WORK),
    "water_a": ("水利局", "a", UnitKind.WORK),
    "b": ("云岫县", "city", UnitKind.AREA),
    "office_b": ("纪委监委", "b", UnitKind.DISCIPLINE),
    "town_b1": ("松岭镇纪委", "b", UnitKind.DISCIPLINE),
    "personnel_b": ("委组织部", "b", UnitKind.PERSONNEL),
    "school_b": ("教育局", "b", UnitKind.WORK),
}
OFFICES = ("office_a", "office_b")
# Carriers have a policy of their own where they keep dossiers; these only carry.
ROLES = {
    "director_a": (Role.DIRECTOR, "office_a"),
    "officer_a": (Role.OFFICER, "office_a"),  # once recused, once on the list of a seal
    "leader_a": (Role.LEADER, "office_a"),
    "room_a": (Role.ROOM, "office_a"),
    "group_a": (Role.ROOM, "group_a"),
    "inspector_a1": (Role.INSPECTOR, "town_a1"),
    "inspector_a2": (Role.INSPECTOR, "town_a2"),
    "unit_school": (Role.UNIT, "school_a"),
    "unit_class": (Role.UNIT, "class_a"),
    "unit_water": (Role.UNIT, "water_a"),
    "helper_now": (Role.HELPER, "school_a"),
    "helper_past": (Role.HELPER, "school_a"),
    "personnel_a": (Role.PERSONNEL, "personnel_a"),
    "director_b": (Role.DIRECTOR, "office_b"),
    "officer_b": (Role.OFFICER, "office_b"),  # once worked for the other office
    "leader_b": (Role.LEADER, "office_b"),
    "inspector_b1": (Role.INSPECTOR, "town_b1"),  # once assigned to every object
    "unit_b": (Role.UNIT, "school_b"),
    "personnel_b": (Role.PERSONNEL, "personnel_b"),
    # Positions that only a grant or a ban makes.
    "assigned": (Role.INSPECTOR, "town_b1"),
    "delegate": (Role.OFFICER, "office_b"),
    "recused": (Role.DIRECTOR, "office_a"),
    "himself": (Role.OFFICER, "office_a"),
    "listed": (Role.OFFICER, "office_a"),
    "gone": (Role.OFFICER, "office_a"),
    "without_role": ("", "office_a"),
    "admin": (Role.ADMIN, "office_a"),
    "security": (Role.SECURITY, "office_a"),
    "auditor": (Role.AUDITOR, "office_a"),
}
DUTIES_FROM = date(2025, 1, 1)


@dataclass
class Stage:
    """What the stories of the demo are played on, with our own units and people."""

    units: dict[str, Unit] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    policies: dict[int, Policy] = field(default_factory=dict)


def build_stage() -> Stage:
    stage = Stage()
    for key, (name, parent, kind) in UNITS.items():
        within = stage.units[parent] if parent else None
        stage.units[key] = factories.open_unit(name=name, parent=within, kind=kind, by=None)
    for key, (role, unit) in ROLES.items():
        stage.users[key] = _account(key, role, stage.units[unit])
    for key in OFFICES:
        office = stage.units[key]
        stage.policies[office.pk] = first_policy(office, at=factories.NOON, duties_from=DUTIES_FROM)
        save_letterhead(
            office,
            version=0,
            by=stage.users[f"director_{key[-1]}"],
            mark="中共县纪律检查委员会",
            word=f"县{key[-1]}纪函",
            department="案件审理室",
            contact="联系人",
            phone="0000-0000000",
            addressee=stage.units[f"personnel_{key[-1]}"],
        )
    return stage


def _account(key: str, role: str, unit: Unit) -> User:
    return User.objects.create(
        username=key,
        display_name=key,
        role=role,
        unit=unit,
        staff_no=key,
        password=factories.hashed(),
        is_active=key != "gone",
    )
