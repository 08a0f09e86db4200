"""办理档案: what may be done with a dossier now, what is missing for the rest, and doing it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from accounts.access import SignedInRequest, requires
from accounts.models import User
from accounts.roles import Permission
from audit.choices import Verb
from cases.actions import NotYet, offer_handover
from cases.choices import ActKind
from cases.models import Dossier, DossierAct, Handover
from cases.views import header_of
from columns.refusal import Refused
from visits.actions import lives
from visits.facts.lives import possibilities
from visits.forms.lives import (
    ClosingForm,
    DeathForm,
    HandoverForm,
    LifeForm,
    PauseForm,
    ResumeForm,
    RetireForm,
    ScopeForm,
    TransferForm,
)
from visits.views.pages import dossier_or_404, name_of, page, sent
from web.dates import cn_date
from web.pages import see_other
from workdays import clock

Told = dict[str, Any]
WAITS = "已提出，等待审批。"


@dataclass(frozen=True)
class Deed:
    """One page of the list: its words, its form, and what it does with what was told."""

    title: str
    lead: str
    verb: str
    form: type[LifeForm]
    act: Callable[[Dossier, Told, User, date], object]
    done: str


def _propose(kind: ActKind) -> Callable[[Dossier, Told, User, date], object]:
    return lambda dossier, told, by, on: lives.propose(dossier, kind=kind, by=by, on=on, **told)


DEEDS: dict[str, Deed] = {
    "pause": Deed(
        "暂停",
        "暂停期间不催办，暂停的天数不计入应办期限；影响期按规定继续计算，不因暂停改变。"
        "提出后由主任或分管领导审批，批准后生效。",
        "提交审批",
        PauseForm,
        _propose(ActKind.PAUSE),
        WAITS,
    ),
    "resume": Deed(
        "恢复办理",
        "从恢复之日起继续办理，各项到期日按暂停天数重新计算。提出后由主任或分管领导审批。",
        "提交审批",
        ResumeForm,
        _propose(ActKind.RESUME),
        WAITS,
    ),
    "transfer": Deed(
        "工作调动",
        "从到任之日起，原单位不再能查看这份档案，只保留交接回执；原帮扶人到前一天为止，"
        "新单位应在一个月内指定帮扶人。调到本机关管辖以外的，请办理“移交”。",
        "办理调动",
        TransferForm,
        lambda dossier, told, by, on: lives.transfer(dossier, by=by, on=on, **told),
        "调动已登记，请新单位指定帮扶人。",
    ),
    "handover": Deed(
        "移交",
        "对方接收以前，档案仍由本机关管理和办理；接收以后本机关不再能查看，只保留交接回执。"
        "已经届满的影响期保持原有日期。",
        "提出移交",
        HandoverForm,
        lambda dossier, told, by, on: offer_handover(dossier, by=by, on=on, **told),
        "已提出移交，等待对方接收。",
    ),
    "retire": Deed(
        "退休续管",
        "退休不影响已有影响期的计算，档案继续管理。从退休后的第一个半年起，谈心谈话按本地规则"
        "改为每半年一次；帮扶人一般由退休干部党支部书记担任，应在一个月内指定。",
        "登记退休",
        RetireForm,
        lambda dossier, told, by, on: lives.retire(dossier, by=by, on=on, **told),
        "退休已登记。",
    ),
    "died": Deed(
        "终止（本人去世）",
        "请对照证明材料填写。经另一位同志审批后，各项应办事项即行撤销，"
        "从去世之日起不再计入统计分母，以前的记录保留。",
        "提交审批",
        DeathForm,
        _propose(ActKind.DIED),
        WAITS,
    ),
    "out-of-scope": Deed(
        "退出回访范围（开除）",
        "已开除党籍、开除公职的不再列入回访范围。经另一位同志审批后生效。",
        "提交审批",
        ScopeForm,
        _propose(ActKind.OUT_OF_SCOPE),
        WAITS,
    ),
    "closing": Deed(
        "销号",
        "填写结案（销号）审批表，档案转入“待销号”。经另一位同志审批后销号，销号以后只能查看。",
        "提交审批",
        ClosingForm,
        lambda dossier, told, by, on: lives.begin_closing(dossier, by=by, on=on, **told),
        WAITS,
    ),
}


@requires(Permission.DOSSIER_EDIT, Permission.DOSSIER_APPROVE, reads=Verb.PERSON_OPEN)
def status(request: SignedInRequest, code: str) -> HttpResponse:
    dossier = dossier_or_404(request, code)
    today = clock.today()
    may_act = request.user.may(Permission.DOSSIER_EDIT)
    choices = [
        {
            "title": DEEDS[slug].title,
            "url": reverse("visits:status_act", args=[code, slug]) if may_act else "",
            "missing": missing,
        }
        for slug, missing in possibilities(dossier, today=today).items()
    ]
    acts = DossierAct.objects.visible_to(request.user).filter(dossier=dossier)
    acts = acts.select_related("proposed_by", "decided_by").order_by("-pk")
    context = {
        "header": header_of(dossier, today, request.user),
        "dossier": dossier,
        "today": today,
        "possible": [each for each in choices if not each["missing"]],
        "not_yet": _together(choices),
        "waiting": [each for each in acts if each.is_waiting],
        "settled": [each for each in acts if not each.is_waiting],
        "rests": list(dossier.suspensions.select_related("approved_by").order_by("-from_on")),
        "handovers": list(
            Handover.objects.visible_to(request.user)
            .filter(dossier=dossier)
            .select_related("from_owner", "to_owner", "receiver")
            .order_by("-pk")
        ),
    }
    return TemplateResponse(request, "visits/status.html", context)


def _together(choices: list[dict[str, Any]]) -> dict[str, list[str]]:
    """What lacks the same stands together: titles → sentences."""
    found: dict[tuple[str, ...], list[str]] = {}
    for each in choices:
        if each["missing"]:
            found.setdefault(tuple(each["missing"]), []).append(each["title"])
    return {"、".join(titles): list(missing) for missing, titles in found.items()}


@requires(Permission.DOSSIER_EDIT, reads=Verb.PERSON_OPEN)
def status_act(request: SignedInRequest, code: str, kind: str) -> HttpResponse:
    dossier = dossier_or_404(request, code)
    deed = DEEDS.get(kind)
    today = clock.today()
    missing = possibilities(dossier, today=today)
    if deed is None or kind not in missing:
        raise Http404
    form = deed.form(sent(request), dossier=dossier, today=today)
    if request.method == "POST" and form.is_valid() and _do(request, dossier, deed, form):
        return see_other("visits:status", code)
    context = {
        "deed": deed,
        "form": form,
        "dossier": dossier,
        "name": name_of(dossier),
        "missing": missing[kind] if request.method == "GET" else [],
        "units_url": reverse("cases:units"),
    }
    return page(request, "visits/status_act.html", context, has_errors=bool(form.errors))


def _do(request: SignedInRequest, dossier: Dossier, deed: Deed, form: LifeForm) -> bool:
    told = {name: value for name, value in form.cleaned_data.items() if value is not None}
    if "to_owner" in form.fields:
        told.setdefault("to_carrier", None)
    try:
        deed.act(dossier, told, request.user, clock.today())
    except NotYet as refusal:
        for sentence in refusal.sentences:
            form.add_error(None, sentence)
        return False
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, f"{deed.title}：{deed.done}")
    return True


def act_facts(act: DossierAct) -> list[tuple[str, str]]:
    """What the second person reads before he agrees."""
    pairs = [
        ("事项", act.get_kind_display()),
        ("暂停原因", act.get_pause_reason_display() if act.pause_reason else ""),
        ("生效日期", cn_date(act.takes_on)),
        ("预计恢复日期", cn_date(act.expected_on) if act.expected_on else ""),
        ("结案情形" if act.kind == ActKind.CLOSING else "依据", act.basis),
        ("期满和综合评价情况", act.note),
        ("档案册页数", str(act.pages or "")),
        ("不发反馈函的原因", act.without_letter),
        ("告知单位日期", cn_date(act.informed_on) if act.informed_on else ""),
        ("提出", f"{act.proposed_by.display_name}，{cn_date(act.proposed_on)}"),
    ]
    return [(label, value) for label, value in pairs if value]
