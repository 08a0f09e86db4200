"""移交和交接回执: what another organ offers, what waits for it, what was handed over."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from audit.reading import saw, saw_rows
from cases.actions import return_handover, withdraw_handover
from cases.facts.handovers import with_files
from cases.models import Dossier, DossierAct, Handover, Receipt
from cases.views.finding import seen
from columns.refusal import Refused
from visits.actions import lives
from visits.forms.lives import AcceptForm, DecideForm
from visits.views.lives import act_facts
from visits.views.pages import name_of, page, sent
from web.dates import cn_date
from web.pages import keyset_page, see_other
from workdays import clock

DONE = {"confirm": "已同意。", "return": "已退回。", "withdraw": "已撤回。"}


@requires(Permission.DOSSIER_APPROVE, Permission.DOSSIER_EDIT, reads=Verb.PERSON_OPEN)
def act(request: SignedInRequest, code: str) -> HttpResponse:
    """One proposal: the second person agrees or returns it; who made it may take it back."""
    acts = DossierAct.objects.visible_to(request.user).select_related(
        "proposed_by", "decided_by", "dossier"
    )
    found = get_object_or_404(acts, code=code)
    dossier = seen(request, found.dossier, found)
    form = DecideForm(sent(request), initial={"version": found.version})
    is_mine = found.proposed_by_id == request.user.pk
    if request.method == "POST" and form.is_valid() and _decide(request, found, form):
        return see_other("visits:status", dossier.code)
    context = {
        "act": found,
        "form": form,
        "dossier": dossier,
        "name": name_of(dossier),
        "facts": act_facts(found),
        "may_decide": found.is_waiting
        and not is_mine
        and request.user.may(Permission.DOSSIER_APPROVE),
        "may_withdraw": found.is_waiting and is_mine,
    }
    return page(request, "visits/act.html", context, has_errors=bool(form.errors))


def _decide(request: SignedInRequest, found: DossierAct, form: DecideForm) -> bool:
    by, on, told = request.user, clock.today(), form.cleaned_data
    verb = next((each for each in DONE if each in request.POST), "confirm")
    if verb != "withdraw" and not by.may(Permission.DOSSIER_APPROVE):
        form.add_error(None, "这件事由主任或分管领导审批。")
        return False
    try:
        if verb == "withdraw":
            lives.take_back(found, version=told["version"], by=by, on=on)
        elif verb == "return":
            lives.send_back(found, by=by, on=on, **told)
        else:
            lives.confirm(found, by=by, on=on, **told)
    except Refused as refusal:
        form.add_error("remark" if verb == "return" else None, str(refusal))
        return False
    messages.success(request, DONE[verb])
    return True


@requires(Permission.HANDOVER, reads=Verb.LIST_VIEW)
def handovers(request: SignedInRequest) -> HttpResponse:
    """Open ones of both directions, the older offer first."""
    found = (
        Handover.objects.visible_to(request.user)
        .offered()
        .select_related("from_owner", "to_owner", "to_carrier", "receiver")
    )
    rows = with_files(found.order_by("due_on", "pk"))
    saw_rows(each.dossier_id for each in rows)
    context = {
        "today": clock.today(),
        "incoming": [each for each in rows if each.receiver_id == request.user.unit_id],
        "outgoing": [each for each in rows if each.receiver_id != request.user.unit_id],
    }
    return TemplateResponse(request, "visits/handovers.html", context)


@requires(Permission.HANDOVER, reads=Verb.HANDOVER_OPEN)
def handover(request: SignedInRequest, code: str) -> HttpResponse:
    found = get_object_or_404(
        Handover.objects.visible_to(request.user).select_related(
            "from_owner", "to_owner", "from_carrier", "to_carrier", "receiver", "offered_by",
            "accepted_by",
        ),
        code=code,
    )  # fmt: skip
    file = _file_of(request, found)
    saw(found, dossier_id=found.dossier_id)
    form = AcceptForm(sent(request), organ=found.to_owner, initial={"version": found.version})
    is_receiver = found.receiver_id == request.user.unit_id
    if request.method == "POST" and form.is_valid() and (answer := _settle(request, found, form)):
        return answer
    context = {
        "handover": found,
        "form": form,
        "name": name_of(file) if file else "",
        "facts": [*(_live_facts(file) if file else []), *_facts(found)],
        "changes_owner": found.to_owner_id != found.from_owner_id,
        "may_accept": found.is_open and is_receiver,
        "may_withdraw": found.is_open and found.from_owner_id == request.user.unit_id,
        "is_late": found.is_open and found.due_on < clock.today(),
    }
    return page(request, "visits/handover.html", context, has_errors=bool(form.errors))


def _file_of(request: SignedInRequest, found: Handover) -> Dossier | None:
    """The receiver sees the offer before he sees the dossier; of a settled one only its number."""
    if found.is_open:
        return with_files([found])[0].dossier
    files = Dossier.objects.visible_to(request.user).select_related("row", "cadre")
    return files.filter(pk=found.dossier_id).first()


def _settle(request: SignedInRequest, found: Handover, form: AcceptForm) -> HttpResponse | None:
    by, on = request.user, clock.today()
    version, remark = form.cleaned_data["version"], form.cleaned_data["remark"]
    try:
        if "withdraw" in request.POST:
            withdraw_handover(found, version=version, by=by, on=on)
            messages.success(request, "移交已撤回。")
        elif "return" in request.POST:
            return_handover(found, version=version, reason=remark, by=by, on=on)
            messages.success(request, "已退回，档案仍由移出机关管理。")
        else:
            handler = form.cleaned_data["handler"]
            dossier = lives.accept(found, version=version, handler=handler, by=by, on=on)
            messages.success(request, f"已接收，档案编号{dossier.number}。")
            return see_other(dossier)
    except Refused as refusal:
        form.add_error("remark" if "return" in request.POST else None, str(refusal))
        return None
    return see_other("visits:handovers")


def _live_facts(file: Dossier) -> list[tuple[str, str]]:
    """What the receiver needs to know before it opens the file, never the reasons in it; once the
    offer is settled only whoever keeps the dossier still reads how it stands."""
    row, cadre = file.row, file.cadre
    pairs = [
        ("工作单位", row.unit_name),
        ("职务", row.post),
        ("人员身份", cadre.get_identity_display() if cadre is not None else ""),
        ("环节", file.get_status_display()),
        ("处分（处理）", row.measures),
        ("最后届满日", cn_date(row.overall_end) if row.overall_end else ""),
    ]
    return [(label, value) for label, value in pairs if value]


def _facts(found: Handover) -> list[tuple[str, str]]:
    """What was offered, to whom, and what came of it."""
    pairs = [
        ("档案编号", found.number_before),
        ("移出机关", found.from_owner.full_name),
        ("接收机关", found.to_owner.full_name),
        ("承办回访的机关", found.to_carrier.full_name if found.to_carrier else ""),
        ("移交原因", found.reason),
        ("提出", f"{found.offered_by or ''} {cn_date(found.offered_on)}".strip()),
        ("接收期限", cn_date(found.due_on)),
        ("结果", found.get_state_display()),
        ("退回原因", found.return_reason),
    ]
    return [(label, value) for label, value in pairs if value]


@requires(Permission.RECEIPT_VIEW, reads=Verb.LIST_VIEW)
def receipts(request: SignedInRequest) -> HttpResponse:
    """交接回执: all that the giver still sees."""
    found = Receipt.objects.visible_to(request.user).select_related("holder", "receiver")
    rows = keyset_page(found, order=["-on", "-id"], params=request.GET)
    saw_rows(each.dossier_id for each in rows)
    return TemplateResponse(request, "visits/receipts.html", {"page": rows})
