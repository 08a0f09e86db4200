"""回访 tab of a dossier: what is owed, visits, talks; and the exemption of one duty."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from cases.models import Dossier
from cases.views import header_of
from visits.choices.visiting import RECORDED, VisitStatus
from visits.models import Obligation, OutsideVisit, Talk, Visit, VisitDelivery
from visits.views.doors import door_of
from visits.views.pages import dossier_or_404
from web.dates import cn_date
from workdays import clock

# Listed under records, or not listed at all.
SETTLED = RECORDED | {VisitStatus.VOID}
# Ux 4.5: amber from seven days before.
SOON = 7


@dataclass(frozen=True)
class DutyRow:
    """One line of what is owed, ready to print."""

    words: str
    due_on: date
    state: str
    tone: str
    note: str = ""
    url: str = ""
    verb: str = ""
    exempt_url: str = ""


@requires(Permission.TALK_VIEW, Permission.VISIT_VIEW, reads=Verb.PERSON_OPEN)
def visit_list(request: SignedInRequest, code: str) -> HttpResponse:
    dossier, today = dossier_or_404(request, code), clock.today()
    duties = list(Obligation.objects.visible_to(request.user).filter(dossier=dossier).by_due())
    may_see_visits = request.user.may(Permission.VISIT_VIEW)
    visits = Visit.objects.visible_to(request.user).filter(dossier=dossier)
    context = {
        "header": header_of(dossier, today, request.user),
        "tab": "visits",
        "dossier": dossier,
        "duties": [
            duty_row(each, dossier, request, today=today) for each in duties if each.is_open
        ],
        "settled": [
            duty_row(each, dossier, request, today=today)
            for each in reversed(duties)
            if not each.is_open
        ],
        "may_see_visits": may_see_visits,
        "visits": list(visits.recorded().for_list()) if may_see_visits else [],
        "arranged": list(visits.exclude(status__in=SETTLED).for_list()) if may_see_visits else [],
        "outside": _outside(request, dossier) if may_see_visits else [],
        "told": [] if may_see_visits else _told(request, dossier),
        "talks": list(
            Talk.objects.visible_to(request.user).live().filter(dossier=dossier).for_list()
        ),
        "may_visit": dossier.is_open and request.user.may(Permission.VISIT_RECORD),
        "notes_url": reverse("visits:notes", args=[code])
        if request.user.may(Permission.UNIT_NOTE_VIEW) and not dossier.is_clearing
        else "",
        "may_talk": dossier.is_open
        and not dossier.is_clearing
        and request.user.may(Permission.TALK_RECORD),
    }
    return TemplateResponse(request, "visits/list.html", context)


def _outside(request: SignedInRequest, dossier: Dossier) -> list[OutsideVisit]:
    return list(OutsideVisit.objects.visible_to(request.user).live().filter(dossier=dossier))


def _told(request: SignedInRequest, dossier: Dossier) -> list[VisitDelivery]:
    """To the unit: what it was told of visits, and nothing else of them (practice D.2)."""
    return list(VisitDelivery.objects.visible_to(request.user).filter(dossier=dossier))


def duty_row(
    duty: Obligation, dossier: Dossier, request: SignedInRequest, *, today: date
) -> DutyRow:
    state, tone, note = _state_of(duty, today)
    door = door_of(duty, dossier.code, request.user)
    may_do = duty.is_open and dossier.is_open and bool(door.label)
    may_exempt = duty.is_open and request.user.may(Permission.PLAN_APPROVE)
    return DutyRow(
        words=duty.words,
        due_on=duty.due_on,
        state=state,
        tone=tone,
        note=note,
        url=door.url if may_do else "",
        verb=door.label,
        exempt_url=reverse("visits:exempt", args=[dossier.code, duty.kind, duty.period])
        if may_exempt
        else "",
    )


def _state_of(duty: Obligation, today: date) -> tuple[str, str, str]:
    """(words of the tag, its colour, what stands beside it)."""
    if duty.is_met and duty.met_on is not None:
        return "逾期补办" if duty.was_late else "已办", "green", cn_date(duty.met_on)
    if not duty.is_open:
        return duty.get_state_display(), "grey", duty.why_not
    days = (duty.due_on - today).days
    if days < 0:
        return f"逾期{-days}天", "amber", ""
    return (f"还有{days}天" if days else "今天到期"), "amber" if days <= SOON else "blue", ""
