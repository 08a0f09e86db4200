"""需要联系: talks that ask for the office, and units that have been silent for a quarter."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse

from accounts.models import User
from cases.models import DossierRow, Policy
from cases.querysets import RowQuerySet
from dashboard.desk.lines import Action, Line
from visits.choices import MOODS_TO_FOLLOW
from visits.models import Talk
from visits.querysets.notes import silent_since
from visits.rules.talks import last_day_to_be_heard

# The words of the form: 两周内再联系一次.
FOLLOW_DAYS = 14


def asking(user: User, *, today: date) -> QuerySet[Talk]:
    """Talks of the last two weeks that ask for help or for more care."""
    wanted = Q(mood__in=MOODS_TO_FOLLOW) | Q(asks_office=True) | ~Q(attention="")
    talks = Talk.objects.visible_to(user).live().filter(wanted)
    return _by_day(talks.filter(held_on__gte=today - timedelta(days=FOLLOW_DAYS)))


def silent(user: User, *, today: date) -> RowQuerySet:
    """Of the office's own files: no note, no talk and no 阅签 for more than a quarter."""
    policy = Policy.objects.governing(user.unit, on=today)
    day = last_day_to_be_heard(today)
    begun = policy.duties_from if policy is not None else None
    rows = DossierRow.objects.visible_to(user).filter(owner=user.unit)
    if begun is not None and begun >= day:
        return rows.none()
    return silent_since(rows, today=today, before=day)


def asking_line(talk: Talk, user: User, today: date) -> Line:
    row: DossierRow = talk.dossier.row
    wants = (
        "需要审理室协助"
        if talk.asks_office
        else talk.get_mood_display()
        if talk.asks_for_follow_up
        else "有需纪委关注的事项"
    )
    return Line(
        name=row.name,
        unit=row.unit_name,
        url=reverse("dashboard:dossier", args=[row.code]),
        what=f"{talk.period_words}谈心谈话：{wants}",
        who=talk.speaker_name,
        due=talk.held_on,
        due_words="谈话",
        action=Action("查看", talk.get_absolute_url()),
    )


def silent_line(row: DossierRow, user: User, today: date) -> Line:
    heard: date = row.heard_on  # type: ignore[attr-defined]  # annotated by silent_since()
    return Line(
        name=row.name,
        unit=row.unit_name,
        url=reverse("dashboard:dossier", args=[row.code]),
        what="单位超过一个季度没有动态、谈话和阅签",
        who=row.unit_name,
        due=heard,
        due_words="上次有消息",
        action=Action("查看动态", reverse("visits:notes", args=[row.code])),
    )


def to_sign(user: User) -> QuerySet[Talk]:
    """谈心谈话 that the unit's party organisation has not read yet."""
    talks = Talk.objects.visible_to(user).live().filter(read_on__isnull=True, backfilled=False)
    return _by_day(talks.filter(dossier__row__is_open=True).exclude(entered_by=user))


def _by_day(talks: QuerySet[Talk]) -> QuerySet[Talk]:
    return talks.select_related("dossier__row").order_by("held_on", "pk")


def sign_line(talk: Talk, user: User, today: date) -> Line:
    row: DossierRow = talk.dossier.row
    return Line(
        name=row.name,
        unit=row.unit_name,
        url=reverse("dashboard:dossier", args=[row.code]),
        what=f"{talk.period_words}谈心谈话，待阅签",
        who=talk.speaker_name,
        due=talk.held_on,
        due_words="谈话",
        action=Action("阅签", reverse("visits:talk_sign", args=[talk.code])),
    )
