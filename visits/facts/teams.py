"""Who may go on a visit, asked of the same function that stands behind the walls."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from accounts.acting import as_system
from accounts.models import User
from accounts.roles import DISCIPLINE_ROLES
from cases.models import Dossier
from visits.choices.visiting import AHEAD, RECORDED, TeamPart
from visits.models import VisitTeam
from web.dates import cn_date

# Recusal, one's own file and a seal all count; which of them it is, nobody is told.
ABLE = """
    SELECT u.id FROM accounts_user u
     WHERE u.id = ANY(%(users)s) AND u.is_active AND u.role = ANY(%(roles)s)
       AND NOT coalesce(%(cadre)s = ANY (hf_denied(u.id)), false)
"""


def able(dossier: Dossier, user_ids: Iterable[int]) -> set[int]:
    """Those of the accounts that may still visit this person today."""
    asked: dict[str, Any] = {
        "users": list(user_ids),
        "roles": sorted(DISCIPLINE_ROLES),
        "cadre": dossier.cadre_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(ABLE, asked)
        return {pk for (pk,) in cursor.fetchall()}


@dataclass(frozen=True)
class Choice:
    """An officer as the arranging page shows him: his organ, earlier contact, days taken."""

    user: User
    words: str


def choices_of(dossier: Dossier, officers: Collection[User], *, today: date) -> list[Choice]:
    """In the order of closeness: who knows the person first (practice A13)."""
    keys = [user.pk for user in officers]
    met = _earlier(dossier, keys)
    taken = _taken(keys, today=today)
    links = {user.pk: _link(dossier, user) for user in officers}
    ranked = sorted(officers, key=lambda user: (-met[user.pk][0], not links[user.pk]))
    return [
        Choice(user, _words(user, links[user.pk], met[user.pk], taken.get(user.pk, [])))
        for user in ranked
    ]


def _earlier(dossier: Dossier, keys: list[int]) -> dict[int, tuple[int, date | None]]:
    """Account → (how many recorded visits of this person, the newest)."""
    rows = VisitTeam.objects.filter(user__in=keys, visit__status__in=RECORDED)
    if dossier.cadre is not None:
        rows = rows.filter(dossier__cadre=dossier.cadre)
    else:
        rows = rows.filter(dossier=dossier)
    seen = list(rows.values_list("user_id", "visit__visited_on"))
    counts = Counter(user for user, _ in seen)
    return {
        key: (counts[key], max((day for user, day in seen if user == key and day), default=None))
        for key in keys
    }


def _taken(keys: list[int], *, today: date) -> dict[int, list[date]]:
    """Days on which somebody already goes on a visit: to whomever, so of all files, and the day
    is all that is told."""
    rows = VisitTeam.objects.filter(
        user__in=keys, visit__status__in=AHEAD, visit__planned_on__gte=today
    ).exclude(part=TeamPart.COMPANION)
    ordered = rows.order_by("visit__planned_on").values_list("user", "visit__planned_on")
    with as_system():
        days = list(ordered)
    found: dict[int, list[date]] = {}
    for user, day in days:
        if user is not None and day is not None:
            found.setdefault(user, []).append(day)
    return found


def _link(dossier: Dossier, user: User) -> str:
    if dossier.handler_id == user.pk:
        return "承办人"
    if dossier.carrier_id is not None and user.unit_id == dossier.carrier_id:
        return "承办回访的机关"
    lives_under = dossier.cadre is not None and dossier.cadre.unit_id is not None
    parent = dossier.cadre.unit.parent_id if lives_under and dossier.cadre is not None else None
    if parent is not None and parent in {user.unit_id, user.unit.parent_id}:
        return "同一乡镇（部门）"
    return ""


def _words(user: User, link: str, met: tuple[int, date | None], taken: list[date]) -> str:
    count, newest = met
    parts = [user.unit.name, link]
    if count and newest is not None:
        parts.append(f"回访过{count}次，最近{cn_date(newest)}")
    if taken:
        parts.append("已有安排：" + "、".join(cn_date(day) for day in taken[:3]))
    return f"{user.display_name}（{'；'.join(part for part in parts if part)}）"
