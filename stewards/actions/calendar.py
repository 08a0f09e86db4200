"""工作日历 of a year: what its publication would move, and the publication."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.db import IntegrityError, transaction

from accounts.acting import act
from accounts.models import User
from audit.record import record
from columns.refusal import Refused
from visits.facts.case_duties import moved_by
from workdays.models import Holiday, YearTable, load_calendar
from workdays.rules import Calendar, SpecialDay

READ_AGAIN = "这一年的工作日历刚被他人公布过，请重新打开本页核对。"


@act
def seen_moves(
    *, year: int, days: Sequence[SpecialDay], on: date
) -> Counter[tuple[str, date, date]]:
    """Nothing is written: (kind of duty, last day, new last day) and how many would move. Whoever
    keeps the calendar reads no file, so there is no name in it."""
    return moved_by(_with(load_calendar(), year, days), on=on)


@act
def publish_year(
    *, year: int, days: Sequence[SpecialDay], document: str, version: int, by: User, on: date
) -> None:
    """Replaces the whole year; `version` is that of the table which the page showed, 0 for none.
    What was done stays as it was judged; the page has what is owed reckoned anew."""
    if not document.strip():
        raise Refused("请填写依据文件。例如：国办发明电〔2026〕8号")
    _step(year, document=document.strip(), version=version)
    Holiday.objects.filter(day__year=year).delete()
    Holiday.objects.filter(day__in=[each.day for each in days]).delete()
    Holiday.objects.bulk_create(
        [Holiday(day=each.day, is_workday=each.is_workday, name=each.name) for each in days]
    )
    record(
        "calendar.published",
        by=by,
        on=on,
        period=str(year),
        counts={
            "off": sum(not each.is_workday for each in days),
            "worked": sum(each.is_workday for each in days),
        },
        reason=document,
    )


def _step(year: int, *, document: str, version: int) -> None:
    if version:
        table = YearTable.objects.filter(year=year, version=version)
        if not table.update(document=document, version=version + 1):
            raise Refused(READ_AGAIN)
        return
    try:
        with transaction.atomic():
            YearTable.objects.create(year=year, document=document)
    except IntegrityError as fault:
        raise Refused(READ_AGAIN) from fault


def _with(calendar: Calendar, year: int, days: Sequence[SpecialDay]) -> Calendar:
    kept = {day: works for day, works in calendar.special.items() if day.year != year}
    special = kept | {each.day: each.is_workday for each in days}
    return replace(calendar, special=special, years=calendar.years | {year})
