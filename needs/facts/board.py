"""The figures of the board; each is counted by the query whose list it opens."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from accounts.models import Unit
from needs.choices import ANSWERED_STATES, NeedState
from needs.querysets import NeedQuerySet
from needs.rules import Life, Solved, solved_share

STATES = {
    "waiting": "待办",
    "working": "办理中",
    "answered": "已答复",
    "archived": "已归档",
    "late": "超过期限",
    "solved": "已办理",
    "explained": "不能办，已说明",
    "all": "全部",
}
# Shown as tabs; the others are opened by their figures.
TABS = ("waiting", "working", "answered", "archived", "all")


@dataclass(frozen=True)
class Tab:
    key: str
    label: str
    count: int
    is_chosen: bool


def needs_shown(needs: NeedQuerySet, *, state: str, today: date) -> NeedQuerySet:
    """The rows behind a figure."""
    by_state = {
        "waiting": needs.to_begin,
        "working": needs.under_way,
        "answered": needs.answered,
        "archived": needs.archived,
        "solved": needs.solved,
        "explained": needs.explained,
    }
    if state == "late":
        return needs.overdue(today=today)
    return by_state.get(state, needs.live)()


def tabs_of(needs: NeedQuerySet, *, chosen: str) -> list[Tab]:
    """All counts in one query."""
    counts = (
        needs.live()
        .order_by()
        .aggregate(
            waiting=Count("pk", filter=Q(state__in=(NeedState.REGISTERED, NeedState.ASSIGNED))),
            working=Count("pk", filter=Q(state=NeedState.WORKING)),
            answered=Count("pk", filter=Q(state__in=sorted(ANSWERED_STATES))),
            archived=Count("pk", filter=Q(state=NeedState.ARCHIVED)),
            all=Count("pk"),
        )
    )
    return [Tab(key, STATES[key], counts[key], key == chosen) for key in TABS]


def solved_in(needs: NeedQuerySet, *, year: int) -> Solved:
    """Of the year's needs: how many were met, and how long that took."""
    rows = needs.asked_in(year).order_by().values_list("asked_on", "answered_on", "ending")
    return solved_share(Life(asked, answered, end == "solved") for asked, answered, end in rows)


def late_count(needs: NeedQuerySet, *, today: date) -> int:
    return needs.overdue(today=today).count()


def owners_of(needs: NeedQuerySet) -> Iterator[tuple[str, str]]:
    """(code, name) of the departments that have any of them."""
    held = needs.live().filter(assigned_to__isnull=False).order_by().values("assigned_to")
    for unit in Unit.objects.filter(pk__in=held.distinct()).order_by("full_name"):
        yield unit.code, unit.full_name
