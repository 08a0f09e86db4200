"""Notices and the end they tell of as plain values for their pages."""

from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse

from accounts.models import User
from cases.models import Dossier, Policy
from reports.facts import notice_sheet
from reports.models import Notice
from reports.rules.notice import free_again
from reports.rules.paper import Sheet
from visits.models import ClockMark
from visits.rules.marks import AFTER, due_on, words
from web.dates import cn_date

TONES = {"drafted": "amber", "released": "green", "withdrawn": "grey"}


@dataclass(frozen=True)
class NoticeLine:
    """One notice in a list."""

    url: str
    name: str
    kind: str
    addressee: str
    end: date
    state: str
    tone: str
    note: str


@dataclass(frozen=True)
class PaperView:
    """One notice on its page: what it says, where it stands, its finished sheet."""

    code: str
    kind: str
    state: str
    tone: str
    note: str
    sheet: Sheet
    file_url: str
    is_drafted: bool


@dataclass(frozen=True)
class MarkLine:
    """A step before or after the last end: its day, and whether it was told."""

    words: str
    day: date
    note: str


@dataclass(frozen=True)
class EndView:
    """Where the last period of a dossier stands."""

    end: date
    free_from: date
    is_over: bool
    is_before_duties: bool
    words: str
    steps: list[MarkLine] = field(default_factory=list)


def line_of(notice: Notice, today: date) -> NoticeLine:
    return NoticeLine(
        url=reverse("reports:dossier_notices", args=[notice.dossier.code]),
        name=str(notice.dossier.cadre),
        kind=notice.get_kind_display(),
        addressee=notice.addressee.full_name if notice.addressee is not None else "本人",
        end=notice.end,
        state=notice.get_status_display(),
        tone=TONES[notice.status],
        note=note_of(notice, today),
    )


def note_of(notice: Notice, today: date) -> str:
    """Since when it may go, or who sent it when, or why it did not go."""
    if notice.is_released and notice.released_on is not None:
        read = "，对方已阅" if notice.read_at is not None else ""
        return f"{notice.released_by}于{cn_date(notice.released_on)}发出{read}"
    if notice.is_drafted:
        since = cn_date(notice.free_from)
        return "可以发出" if notice.may_go_out(today=today) else f"{since}起可以发出"
    return notice.withdraw_reason or notice.get_withdrawal_display()


def paper_of(notice: Notice, today: date) -> PaperView:
    made = getattr(notice, "file", None) is not None
    return PaperView(
        code=notice.code,
        kind=notice.get_kind_display(),
        state=notice.get_status_display(),
        tone=TONES[notice.status],
        note=note_of(notice, today),
        sheet=notice_sheet(notice),
        file_url=reverse("reports:notice_file", args=[notice.code]) if made else "",
        is_drafted=notice.is_drafted,
    )


def ending_of(found: Dossier, viewer: User, *, today: date) -> EndView | None:
    """The steps of the last end, each with its day: told, told late, or still to come."""
    end = found.overall_end
    if end is None:
        return None
    marks = ClockMark.objects.visible_to(viewer).live().filter(dossier=found, end=end)
    told = {mark.step: mark for mark in marks.order_by("decision_id")}
    policy = Policy.objects.governing(found.owner, on=today)
    named = set(policy.clock_reminders) if policy is not None else set()
    steps = [
        MarkLine(words(step, is_whole=True), due_on(end, step), _told(told.get(step)))
        for step in sorted({*named, *told, AFTER}, reverse=True)
    ]
    free_from = due_on(end, AFTER)
    systems = found.decisions.live().values_list("system", flat=True)
    told_words = free_again(free_from, list(systems))
    begun = policy.duties_from if policy is not None else None
    return EndView(
        end=end,
        free_from=free_from,
        is_over=end < today,
        is_before_duties=begun is not None and end < begun,
        words=told_words,
        steps=steps,
    )


def _told(mark: ClockMark | None) -> str:
    if mark is None:
        return "未到"
    return f"补记于{cn_date(mark.made_on)}" if mark.is_late else "已提示"
