"""Ended periods in the demo: cases 2, 7 and 8 were told, case 5 waits for the day after its end."""

from datetime import date

import pytest

from cases.models import Dossier
from reports.models import Notice, NoticeFile
from visits.models import ClockMark

pytestmark = pytest.mark.slow
TOLD = {
    "罗春梅": (date(2026, 8, 30), date(2026, 9, 1)),
    "陈望津": (date(2026, 6, 29), date(2026, 6, 30)),
    "何静姝": (date(2025, 8, 28), date(2025, 8, 29)),
}
# Ends on the baseline day itself, and a fortnight after it.
ENDS_TODAY, ENDS_SOON = "赵翊鸣", "邓启航"


def of(name):
    return Dossier.objects.get(cadre__name=name, kind="sanction")


def test_three_people_were_told_that_their_period_is_over(demo):
    sent = Notice.objects.released().select_related("dossier__cadre")
    found = {each.dossier.cadre.name: (each.end, each.released_on) for each in sent}
    assert found == TOLD
    assert sent.count() == 9
    assert NoticeFile.objects.count() == 9
    assert {each.released_by.role for each in sent.select_related("released_by")} == {"leader"}


def test_on_the_baseline_day_notices_of_case_5_lie_ready_and_cannot_go(demo):
    drafts = Notice.objects.drafted()
    assert set(drafts.values_list("dossier__cadre__name", "drafted_on")) == {
        (ENDS_TODAY, date(2026, 9, 23))
    }
    assert not drafts.to_be_released(today=date(2026, 9, 30)).exists()
    assert drafts.to_be_released(today=date(2026, 10, 1)).count() == 3


def test_every_reminder_came_on_its_day(demo):
    marks = ClockMark.objects.live()
    assert not any(mark.is_late for mark in marks)
    near = marks.filter(dossier=of(ENDS_SOON)).values_list("step", "made_on")
    assert dict(near) == {60: date(2026, 8, 15), 30: date(2026, 9, 14)}
    whole = marks.of_the_end().values_list("dossier__cadre__name", "end")
    assert dict(whole) == {name: end for name, (end, _) in TOLD.items()}


def test_nothing_is_marked_while_restoration_is_awaited(demo):
    waiting = Dossier.objects.filter(awaiting_restoration=True)
    assert waiting.exists()
    assert not ClockMark.objects.live().filter(dossier__in=waiting).exists()
