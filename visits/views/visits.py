"""One visit: what is on record, what is still missing, and what may be done next."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from attachments.choices import Holder
from attachments.views import files_of
from audit.choices import Verb
from cases.models import Dossier
from cases.views import header_of
from cases.views.finding import seen
from columns.codes import new_code
from columns.refusal import Refused
from visits.actions import correct_visit
from visits.choices.visiting import Channel, VisitStatus
from visits.facts.reading import unread_by
from visits.forms import CorrectionForm
from visits.models import FamilyTalk, Visit, VisitDelivery, VisitLead, VisitVote
from visits.views.pages import dossier_or_404, key_of, may_read_restricted, name_of, page
from web.pages import see_other
from workdays import clock


@dataclass(frozen=True)
class Box:
    """One of the three that are told: where it stands and what may be done."""

    label: str
    delivery: VisitDelivery | None
    url: str = ""
    verb: str = ""


@requires(Permission.VISIT_VIEW, reads=Verb.PERSON_OPEN)
def visit(request: SignedInRequest, code: str) -> HttpResponse:
    found = _visit_or_404(request, code)
    dossier = dossier_or_404(request, found.dossier.code)
    may_record = request.user.may(Permission.VISIT_RECORD)
    context = {
        "visit": found,
        "name": name_of(dossier),
        "header": header_of(dossier, clock.today(), request.user),
        "tab": "visits",
        "team": list(found.team.all()),
        "organs": list(found.organs.all()),
        "moves": list(found.moves.all()),
        "contacts": list(found.contacts.all()),
        "tags": tags_of(found),
        "missing": _missing(found) if found.is_ahead else [],
        "acts": acts_of(found) if may_record and dossier.is_open else [],
        "may_record": may_record and dossier.is_open,
    }
    if not found.is_recorded:
        return TemplateResponse(request, "visits/visit_ahead.html", context)
    context |= _recorded(request, dossier, found)
    return TemplateResponse(request, "visits/visit.html", context)


def _recorded(request: SignedInRequest, dossier: Dossier, found: Visit) -> dict[str, object]:
    user = request.user
    may_review = user.may(Permission.VISIT_REVIEW) and found.recorded_by_id != user.pk
    may_deliver = found.is_done and user.may(Permission.VISIT_RECORD) and dossier.is_open
    return {
        "has_family": _has_family(request, dossier, found),
        "interviews": list(found.interviews.all()),
        "checks": list(found.checks.all()),
        "corrections": list(found.corrections.all()),
        "steps": list(found.prescriptions.all()),
        "vote": VisitVote.objects.filter(visit=found).first(),
        "boxes": boxes_of(found, may_deliver=may_deliver),
        "has_leads": user.may(Permission.LEAD_READ)
        and VisitLead.objects.visible_to(user).filter(visit=found).exists(),
        "may_correct": user.may(Permission.VISIT_RECORD),
        "may_review": may_review and found.is_done and found.reviewed_on is None,
        "files": files_of(request, dossier, Holder.VISIT, found.code),
    }


def boxes_of(visit: Visit, *, may_deliver: bool) -> list[Box]:
    """单位通报、廉政档案、组织人事 (practice A27), delivered or not."""
    told = {each.channel: each for each in visit.deliveries.all()}
    boxes = []
    for channel in Channel:
        delivery, step, verb = told.get(channel), "", ""
        if delivery is None and visit.reviewed_on is not None:
            step, verb = f"deliver-{channel}", "登记送出"
        elif delivery is not None and delivery.receipt_on is None:
            step, verb = f"receipt-{channel}", "登记签收"
        url = reverse("visits:visit_step", args=[visit.code, step]) if step and may_deliver else ""
        boxes.append(Box(channel.label, delivery, url, verb))
    return boxes


def acts_of(visit: Visit) -> list[tuple[str, str]]:
    """(words, address) of what may be done now, the next step first."""

    def step(slug: str) -> str:
        return reverse("visits:visit_step", args=[visit.code, slug])

    status = visit.status
    rearrange = ("修改安排", reverse("visits:rearrange", args=[visit.code]))
    prepare = ("访前准备", reverse("visits:prepare", args=[visit.code]))
    written = ("登记回访记录", reverse("visits:visit_record", args=[visit.code]))
    told = ("登记联系经过", step("contact"))
    ways = {
        VisitStatus.PLANNED: [rearrange, prepare, told],
        VisitStatus.AGREED: [prepare, rearrange, ("改期", step("move")), told],
        VisitStatus.READY: [
            written,
            ("登记已实施，稍后记录", step("held")),
            ("改期", step("move")),
            prepare,
            rearrange,
            told,
        ],
        VisitStatus.HELD: [written],
        VisitStatus.SIGNING: [("登记签字", step("sign"))],
    }
    ends = {
        VisitStatus.DECLINED: any(each.kind == "party" for each in visit.contacts.all()),
        VisitStatus.LOST: any(each.kind == "attempt" for each in visit.contacts.all()),
    }
    found = [*ways.get(VisitStatus(status), [])]
    if visit.is_ahead:
        found += [(f"记录为{end.label}", step(end.value)) for end, there in ends.items() if there]
    if status not in {VisitStatus.DECLINED, VisitStatus.LOST}:
        found.append(("作废", step("void")))
    return found


def tags_of(visit: Visit) -> list[tuple[str, str]]:
    pairs = [
        ("阶段", visit.get_stage_display()),
        ("深度", visit.get_depth_display()),
        ("风格", visit.get_style_display()),
        ("主体", visit.get_body_display()),
        ("对象", visit.get_whom_display()),
        ("性质", visit.get_nature_display()),
        ("专项活动", visit.campaign),
    ]
    return [(label, value) for label, value in pairs if value]


def _missing(visit: Visit) -> list[str]:
    """What stands between now and 已准备."""
    found = []
    if visit.team_fault:
        found.append(f"{visit.get_team_fault_display()}，请修改安排。")
    if visit.status == VisitStatus.PLANNED:
        found.append("还没有与本人约定。问过本人意愿后，在“修改安排”里填写。")
    if not visit.outline:
        found.append("还没有谈话提纲。")
    found += [f"{name}还没有阅看档案。" for name in unread_by(visit, on=clock.today())]
    return found


@requires(Permission.VISIT_RECORD, reads=Verb.PERSON_OPEN)
def visit_edit(request: SignedInRequest, code: str) -> HttpResponse:
    """A finished record is corrected beside what was written, never over it."""
    found = _visit_or_404(request, code)
    if not found.is_recorded:
        raise Http404
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            correct_visit(
                found,
                token=key_of(request.POST),
                by=request.user,
                on=clock.today(),
                **form.cleaned_data,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "更正已附在记录后面。")
            return see_other(found)
    context = {
        "form": form,
        "record": found,
        "name": found.dossier.row.name,
        "key": new_code() if request.method == "GET" else key_of(request.POST),
    }
    return page(request, "visits/correction.html", context, has_errors=bool(form.errors))


def _visit_or_404(request: SignedInRequest, code: str) -> Visit:
    visits = Visit.objects.visible_to(request.user).exclude(status=VisitStatus.VOID).for_page()
    found = get_object_or_404(visits.prefetch_related("team__unit"), code=code)
    seen(request, found.dossier, found)
    return found


def _has_family(request: SignedInRequest, dossier: Dossier, visit: Visit) -> bool:
    """That relatives were heard; what they said opens on a page of its own, for a reason."""
    return may_read_restricted(request, dossier) and FamilyTalk.objects.filter(visit=visit).exists()
