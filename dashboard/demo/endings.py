"""Ends of periods in the story: the nights that have work for the sweep, and what was sent."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from accounts.models import User
from accounts.roles import Role
from cases.models import Clock, Dossier
from corrections.actions import sweep_clocks
from dashboard.demo.stage import Act, Actor
from jobs.actions import claim, finish
from reports.actions import mark_notice_read, release_notices, store_notice_file
from reports.actions.receiving import RECEIPT_DAYS
from reports.choices import SENT, NoticeKind
from reports.facts import notice_sheet
from reports.models import Letter, Notice
from reports.render.page import page_of
from reports.render.pdf import pdf_of
from visits.rules.marks import AFTER, due_on

# After everything else of the day.
RELEASED = 9
BEGIN = date(2000, 1, 1)
# No reminder comes earlier than that before an end.
FARTHEST = timedelta(days=366)
SHANGHAI = ZoneInfo("Asia/Shanghai")


class Nights:
    """What beat does at ten past midnight, played only on the nights that have something to do."""

    def __init__(self) -> None:
        self.last = BEGIN

    def until(self, day: date) -> None:
        """Every night after the last one asked for, that of `day` included."""
        if day <= self.last:
            return
        for night in self._with_work(day):
            sweep_clocks(_dossiers(), on=night)
        self.last = day

    def _with_work(self, day: date) -> list[date]:
        """Asked before every day of the story, so it looks only at ends and letters near it."""
        ends = Clock.objects.filter(cadre__is_demo=True, end__lte=day + FARTHEST)
        steps = ends.filter(end__gte=self.last - FARTHEST).values_list(
            "end", "policy__clock_reminders"
        )
        days = {due_on(end, step) for end, named in steps if end for step in (*named, AFTER)}
        letters = Letter.objects.filter(dossier__cadre__is_demo=True, status__in=SENT)
        issued = letters.values_list("issued_on", flat=True)
        days |= {on + timedelta(days=RECEIPT_DAYS) for on in issued if on is not None}
        return sorted(night for night in days if self.last < night <= day)


def notice_acts(actor: Actor) -> Iterator[Act]:
    for each in actor.story.get("notice", []):
        leader = actor.colleague(Role.LEADER)
        yield Act(each["released_on"], RELEASED, leader, partial(_release, actor, each, leader))
        if "read_on" in each:
            reader = actor.person("zuzhibu")
            yield Act(each["read_on"], RELEASED, reader, partial(_read, actor, each, reader))


def _release(actor: Actor, each: dict[str, Any], by: User) -> None:
    """Sent, and made as the worker makes them."""
    on = each["released_on"]
    at, dossier = _morning(on), actor.file
    codes = list(Notice.objects.drafted().of(dossier).values_list("code", flat=True))
    for asked in release_notices(dossier, codes=codes, by=by, at=at, on=on):
        job = claim(asked.pk, holder="load_demo", at=at)
        if job is None:
            raise ValueError(f"job {asked.pk} is taken")
        notice = Notice.objects.for_list().get(pk=job.params["notice"])
        store_notice_file(notice, paper=pdf_of(page_of(notice_sheet(notice))), at=at)
        finish(job, at=at, url=notice.get_absolute_url())


def _read(actor: Actor, each: dict[str, Any], by: User) -> None:
    sent = Notice.objects.released().of(actor.file).get(kind=NoticeKind.PERSONNEL)
    mark_notice_read(sent, by=by, at=_morning(each["read_on"]))


def _dossiers() -> list[int]:
    return list(Dossier.objects.filter(cadre__is_demo=True).values_list("pk", flat=True))


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(10, 0), SHANGHAI)
