"""A person's state and class: their history with reasons, and the 会商 that a bad turn opened."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from cases.models import Dossier
from cases.views import header_of
from columns.codes import new_code
from columns.refusal import Refused
from visits.actions import (
    Gaps,
    Held,
    conclude_consultation,
    enter_state_by_hand,
    save_consultation,
    set_class,
)
from visits.facts.classes import class_of, proposed
from visits.forms.planning import ClassForm, ConsultationForm, StateForm
from visits.models import Classification, Consultation, StateEntry
from visits.rules.guidance import guidance_for
from visits.views.pages import dossier_or_404, page, sent
from web.forms import Form
from web.pages import see_other
from workdays import clock


@requires(Permission.STATE_VIEW, reads=Verb.PERSON_OPEN)
def state(request: SignedInRequest, code: str) -> HttpResponse:
    dossier = dossier_or_404(request, code)
    entries = list(StateEntry.objects.filter(dossier=dossier).select_related("by").newest_first())
    consultations = Consultation.objects.filter(dossier=dossier).select_related("opened_by")
    has_class = dossier.cadre_id is not None and not dossier.is_clearing
    context = {
        "header": header_of(dossier, clock.today(), request.user),
        "tab": "assessment",
        "dossier": dossier,
        "entries": entries,
        "guidance": guidance_for(entries[0].state) if entries else None,
        "consultations": list(consultations.order_by("-pk")),
        "current": class_of(dossier) if has_class else None,
        "proposal": proposal_words(dossier) if has_class else None,
        "classes": list(
            Classification.objects.filter(dossier=dossier).select_related("by").order_by("-pk")
        ),
        "may_enter": dossier.is_open and request.user.may(Permission.ASSESS),
    }
    return TemplateResponse(request, "visits/state.html", context)


def proposal_words(dossier: Dossier) -> dict[str, str]:
    """What the rule says today, in the words of the screen."""
    said = proposed(dossier, on=clock.today())
    row = Classification(grade=said.grade, package=said.depth)
    return {
        "grade": row.get_grade_display(),
        "package": row.get_package_display() if said.depth else "",
        "reason": said.reason,
        "key": said.grade,
    }


@requires(Permission.ASSESS, reads=Verb.PERSON_OPEN)
def state_enter(request: SignedInRequest, code: str) -> HttpResponse:
    dossier = dossier_or_404(request, code)
    form = StateForm(sent(request), initial={"token": new_code()})
    if request.method == "POST" and form.is_valid():
        try:
            enter_state_by_hand(dossier, by=request.user, on=clock.today(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "状态已登记。")
            return see_other("visits:state", code)
    return _entry(request, dossier, form, heading="登记状态", button="登记")


@requires(Permission.ASSESS, reads=Verb.PERSON_OPEN)
def class_set(request: SignedInRequest, code: str) -> HttpResponse:
    dossier = dossier_or_404(request, code)
    current = class_of(dossier)
    initial: dict[str, Any] = {"token": new_code()}
    if current is not None:
        initial |= {"grade": current.grade, "package": current.package}
    form = ClassForm(sent(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            set_class(dossier, by=request.user, on=clock.today(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "类别已调整，以后由人工确定，规则的建议仍显示在旁边。")
            return see_other("visits:state", code)
    return _entry(request, dossier, form, heading="调整类别", button="保存")


@requires(Permission.STATE_VIEW, reads=Verb.PERSON_OPEN)
def consultation(request: SignedInRequest, code: str) -> HttpResponse:
    """The open one; whoever enters opinions saves, the director or the leader concludes."""
    dossier = dossier_or_404(request, code)
    held = Consultation.objects.open().filter(dossier=dossier).first()
    if held is None:
        raise Http404
    concludes = request.user.may(Permission.CONSULT_CONCLUDE)
    if not concludes and not request.user.may(Permission.CONSULT_ENTER):
        raise Http404
    stored = {name: getattr(held, name) for name in ConsultationForm.base_fields}
    form = ConsultationForm(
        sent(request), initial=stored, opened_on=held.opened_on, today=clock.today()
    )
    if request.method == "POST" and form.is_valid() and _store(request, held, form):
        return see_other("visits:state", code)
    return _entry(
        request,
        dossier,
        form,
        heading="会商",
        button="登记结论" if concludes else "保存",
        second="保存" if concludes else "",
        hint=(
            "会商没有结论以前，综合评价的结论和反馈函暂缓。结论由发起人以外的主任或分管领导登记。"
        ),
    )


def _store(request: SignedInRequest, held: Consultation, form: ConsultationForm) -> bool:
    facts = dict(form.cleaned_data)
    version = facts.pop("version")
    concludes = "second" not in request.POST and request.user.may(Permission.CONSULT_CONCLUDE)
    verb = conclude_consultation if concludes else save_consultation
    try:
        verb(held, facts=Held(**facts), version=version, by=request.user, on=clock.today())
    except Refused as refusal:
        for sentence in refusal.sentences if isinstance(refusal, Gaps) else [str(refusal)]:
            form.add_error(None, sentence)
        return False
    messages.success(request, "会商结论已登记。" if concludes else "已保存，会商仍在进行。")
    return True


def _entry(
    request: SignedInRequest, dossier: Dossier, form: Form, *, heading: str, **words: str
) -> HttpResponse:
    context = {
        "header": header_of(dossier, clock.today(), request.user),
        "tab": "assessment",
        "dossier": dossier,
        "form": form,
        "heading": heading,
        "back": "visits:state",
        **words,
    }
    return page(request, "visits/entry.html", context, has_errors=bool(form.errors))
