"""本月回访 and the list of visits by state: one's own to print, the organ's to keep an eye on."""

from datetime import date

from django.http import HttpResponse
from django.template.response import TemplateResponse

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from audit.reading import saw_rows
from visits.choices.visiting import AHEAD, VisitStatus
from visits.models import Visit
from visits.querysets.visiting import VisitQuerySet
from workdays import clock

MOST = 200
# Address → (words, which visits).
TABS: dict[str, str] = {
    "ahead": "待进行",
    "trouble": "组队需调整",
    "held": "待登记",
    "signing": "待签字",
    "unreviewed": "待审核",
    "undelivered": "待送达",
    "declined": "不接受、未联系上",
}


@requires(Permission.VISIT_VIEW, reads=Verb.LIST_VIEW)
def my_visits(request: SignedInRequest) -> HttpResponse:
    """Mine of one month, done or to come; made to be printed."""
    first = month_of(request.GET.get("month", ""), today=clock.today())
    last = next_month(first, 1)
    mine = Visit.objects.visible_to(request.user).of_team(request.user)
    found = mine.within(first, date.fromordinal(last.toordinal() - 1))
    shown = list(found.exclude(status=VisitStatus.VOID).for_work().by_day().distinct()[:MOST])
    saw_rows([each.dossier_id for each in shown])
    context = {
        "visits": shown,
        "first": first,
        "before": f"{next_month(first, -1):%Y-%m}",
        "after": f"{last:%Y-%m}",
        "today": clock.today(),
    }
    return TemplateResponse(request, "visits/my_visits.html", context)


@requires(Permission.VISIT_VIEW, reads=Verb.LIST_VIEW)
def visit_board(request: SignedInRequest) -> HttpResponse:
    state = request.GET.get("state", "")
    state = state if state in TABS else "ahead"
    seen = Visit.objects.visible_to(request.user)
    shown = list(_in_state(seen, state).for_work().by_day()[: MOST + 1])
    saw_rows([each.dossier_id for each in shown[:MOST]])
    context = {
        "visits": shown[:MOST],
        "has_more": len(shown) > MOST,
        "tabs": [(slug, words, slug == state) for slug, words in TABS.items()],
        "words": TABS[state],
        "today": clock.today(),
    }
    return TemplateResponse(request, "visits/board.html", context)


def _in_state(rows: VisitQuerySet, state: str) -> VisitQuerySet:
    plain = {
        "ahead": AHEAD,
        "trouble": AHEAD,
        "held": {VisitStatus.HELD},
        "signing": {VisitStatus.SIGNING},
        "declined": {VisitStatus.DECLINED, VisitStatus.LOST},
    }
    if state == "unreviewed":
        return rows.unreviewed()
    if state == "undelivered":
        return rows.undelivered()
    found = rows.filter(status__in=plain[state])
    return found.exclude(team_fault="") if state == "trouble" else found


def month_of(text: str, *, today: date) -> date:
    """The first day of 2026-11; of this month when the address says anything else."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)


def next_month(first: date, steps: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + steps, 12)
    return date(year, month + 1, 1)
