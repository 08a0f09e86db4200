"""The office's rounds, and the rounds of one person; no score stands beside a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from audit.reading import saw_rows
from evaluation.choices import RoundStatus
from evaluation.models import Ballot, Conclusion, Round
from evaluation.views.frame import dossier_page, found_dossier
from web.pages import keyset_page
from workdays import clock

TONES: dict[str, str] = {
    RoundStatus.OPEN: "blue",
    RoundStatus.CLOSED: "blue",
    RoundStatus.COMPUTED: "teal",
    RoundStatus.CONFIRMED: "green",
    RoundStatus.VOID: "grey",
}
NEXT_STEPS: dict[str, str] = {
    RoundStatus.OPEN: "录入评价票",
    RoundStatus.CLOSED: "核验并计算",
    RoundStatus.COMPUTED: "撰写或确认结论",
    RoundStatus.CONFIRMED: "查看结论",
    RoundStatus.VOID: "查看",
}


@dataclass(frozen=True)
class Line:
    name: str
    unit: str
    title: str
    url: str
    status: str
    tone: str
    received: int
    sent: int
    opened_on: date
    due_on: date
    is_open: bool
    next_step: str


def lines_of(rounds: Sequence[Round]) -> list[Line]:
    received = Ballot.objects.standing().per_round(rounds)
    return [_line(each, received.get(each.pk, 0)) for each in rounds]


def _line(round_: Round, received: int) -> Line:
    cadre = round_.dossier.cadre
    return Line(
        name=cadre.name if cadre is not None else str(round_.dossier),
        unit=cadre.unit.full_name if cadre is not None else "",
        title=str(round_),
        url=round_.get_absolute_url(),
        status=round_.get_status_display(),
        tone=TONES[round_.status],
        received=received,
        sent=sum(group.expected for group in round_.groups.all()),
        opened_on=round_.opened_on,
        due_on=round_.due_on,
        is_open=round_.is_open,
        next_step=NEXT_STEPS[round_.status],
    )


@requires(Permission.RATING_VIEW, reads=Verb.LIST_VIEW)
@require_safe
def rounds(request: SignedInRequest) -> HttpResponse:
    state = request.GET.get("state", "")
    found = _in_state(Round.objects.visible_to(request.user).for_list(), state)
    page = keyset_page(found, order=["-opened_on", "-id"], params=request.GET)
    saw_rows(each.dossier_id for each in page)
    context = {
        "page": page,
        "lines": lines_of(page.rows),
        "state": state,
        "states": [("", "未办完"), ("confirmed", "已确认"), ("void", "已作废")],
        "today": clock.today(),
    }
    return TemplateResponse(request, "evaluation/list.html", context)


def _in_state(found: QuerySet[Round, Round], state: str) -> QuerySet[Round, Round]:
    if state in {RoundStatus.CONFIRMED, RoundStatus.VOID}:
        return found.filter(status=state)
    return found.exclude(status__in=[RoundStatus.CONFIRMED, RoundStatus.VOID])


@requires(Permission.RATING_RESULT, reads=Verb.PERSON_OPEN)
@require_safe
def dossier(request: SignedInRequest, code: str) -> HttpResponse:
    """For roles outside the office only what has been concluded."""
    found = found_dossier(request, code)
    reads_all = request.user.may(Permission.RATING_VIEW)
    own = Round.objects.for_list().filter(dossier=found)
    shown = list(own if reads_all else own.filter(status=RoundStatus.CONFIRMED))
    conclusions = {each.round_id: each for each in Conclusion.objects.of(found).confirmed()}
    return dossier_page(
        request,
        "dossier.html",
        found,
        rounds=[
            (line, each, conclusions.get(each.pk))
            for line, each in zip(lines_of(shown), shown, strict=True)
        ],
        reads_all=reads_all,
        may_open=request.user.may(Permission.RATING_MANAGE)
        and found.is_open
        and not any(each.is_unfinished for each in shown),
    )
