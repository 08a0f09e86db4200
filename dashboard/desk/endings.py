"""On the desk: notices of ended periods to be sent or read, and clocks that end before the last."""

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef
from django.urls import reverse

from accounts.models import User
from cases.choices import DossierStatus
from cases.models import DossierRow
from dashboard.desk.lines import Action, Line, due_words
from reports.models import Notice
from visits.models import ClockMark
from web.dates import cn_date

if TYPE_CHECKING:
    from cases.querysets import RowQuerySet
    from reports.querysets import NoticeQuerySet
    from visits.querysets import MarkQuerySet


def to_be_sent(user: User, *, today: date) -> "RowQuerySet":
    """One line per person whose period is over and whose notices still lie here."""
    waiting = Notice.objects.to_be_released(today=today).filter(dossier=OuterRef("dossier"))
    rows = DossierRow.objects.visible_to(user).filter(Exists(waiting), overall_end__isnull=False)
    resting = rows.exclude(status=DossierStatus.PAUSED)
    return resting.select_related("handler").order_by("overall_end", "dossier_id")


def to_be_read(user: User) -> "NoticeQuerySet":
    unread = Notice.objects.visible_to(user).unread()
    return unread.for_addressee().order_by("released_on", "pk")


def sooner_ends(user: User, *, today: date) -> "MarkQuerySet":
    """The newest reminder of each clock that ends before the dossier's last one does; that one
    stands on the desk by itself."""
    marks = ClockMark.objects.visible_to(user).running(today=today)
    sooner = marks.filter(end__lt=F("dossier__overall_end"))
    related = sooner.select_related("dossier__row__handler", "decision__measure")
    return related.prefetch_related("decision__events__measure").order_by("end", "pk")


def notices_line(row: DossierRow, user: User, today: date) -> Line:
    return Line(
        name=row.name,
        unit=row.unit_name,
        url=reverse("dashboard:dossier", args=[row.code]),
        what="期满通知待发出",
        who=row.handler.display_name if row.handler is not None else "未指定承办人",
        due=row.overall_end,
        due_words="届满",
        action=Action("核对发出", reverse("reports:dossier_notices", args=[row.code])),
    )


def incoming_notice_line(notice: Notice, user: User, today: date) -> Line:
    """For the organ it was sent to: the paper, never the dossier behind it."""
    url = reverse("reports:inbox_notice", args=[notice.code])
    return Line(
        name=notice.taken.name,
        unit=notice.office.full_name,
        url=url,
        what="期满通知",
        due=notice.released_on,
        due_words="发来",
        who=str(notice.addressee),
        action=Action("查看", url),
    )


def mark_line(mark: ClockMark, user: User, today: date) -> Line:
    row: DossierRow = mark.dossier.row
    last = mark.dossier.overall_end
    measure = mark.decision.present_measure.name if mark.decision is not None else ""
    return Line(
        name=row.name,
        unit=row.unit_name,
        url=reverse("dashboard:dossier", args=[row.code]),
        what=f"{measure}{mark.get_slot_display()}届满"
        + (f"，最后一项到{cn_date(last)}" if last is not None else ""),
        who=row.handler.display_name if row.handler is not None else "未指定承办人",
        due=mark.end,
        due_words=due_words(mark.end, today),
        action=Action("查看档案", reverse("dashboard:dossier", args=[row.code])),
    )
