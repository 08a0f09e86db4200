"""The small acts of a visit, each a page of its own: from 改期 to 送达 and 作废."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from accounts.access import SignedInRequest, requires
from accounts.models import User
from accounts.roles import Permission
from audit.choices import Verb
from cases.views.finding import seen
from columns.refusal import Refused
from visits.actions import arranging, finishing, preparing
from visits.choices.visiting import AHEAD, RECORDED, Channel, VisitStatus
from visits.forms import steps as forms
from visits.models import Visit, VisitDelivery
from visits.views.pages import page, sent
from web.pages import see_other
from workdays import clock

S = VisitStatus
Does = Callable[[Visit, dict[str, Any], User, date], object]


@dataclass(frozen=True)
class Deed:
    """What the page says, what it asks, in which states it is there."""

    title: str
    lead: str
    verb: str
    form: type[forms.StepForm]
    does: Does
    done: str
    states: frozenset[VisitStatus] = field(default_factory=frozenset)


def _plain(act: Callable[..., object]) -> Does:
    return lambda visit, told, by, on: act(visit, by=by, on=on, **told)


def _contact(visit: Visit, told: dict[str, Any], by: User, on: date) -> object:
    facts = {name: told[name] for name in ("kind", "happened_on", "text")}
    return arranging.tell_contact(visit, by=by, on=on, **facts)


def _deliver(channel: Channel) -> Does:
    def deliver(visit: Visit, told: dict[str, Any], by: User, on: date) -> object:
        facts = {name: value for name, value in told.items() if name != "version"}
        return finishing.deliver_visit(visit, channel=channel, by=by, on=on, **facts)

    return deliver


def _receive(channel: Channel) -> Does:
    def receive(visit: Visit, told: dict[str, Any], by: User, on: date) -> object:
        rows = VisitDelivery.objects.visible_to(by)
        delivery = get_object_or_404(rows, visit=visit, channel=channel, receipt_on__isnull=True)
        return finishing.receive_delivery(
            delivery, version=delivery.version, receipt_on=told["receipt_on"], by=by, on=on
        )

    return receive


AGREED = frozenset({S.AGREED, S.READY})
DEEDS = {
    "move": Deed(
        "改期",
        "已约定的回访改到另一天，写明原因，最多两次。",
        "改期",
        forms.MoveForm,
        _plain(arranging.move_visit),
        "已改期。",
        AGREED,
    ),
    "contact": Deed(
        "登记联系经过",
        "本人暂不愿意的，三十天内再次邀约；仍不愿意的，请所在党组织协助。"
        "联系不上的，在三个不同的日子联系。每次登记一条。",
        "登记这一条",
        forms.ContactForm,
        _contact,
        "联系经过已登记。",
        AHEAD,
    ),
    "declined": Deed(
        "记录为不接受回访",
        "已再次邀约，并请所在党组织协助，本人仍不愿意的，据实记录。以后可以重新安排。",
        "记录为不接受回访",
        forms.ConfirmForm,
        _plain(arranging.end_as_declined),
        "已记录为不接受回访。",
        AHEAD,
    ),
    "lost": Deed(
        "记录为未能联系上",
        "在三个不同的日子都没有联系上的，据实记录。以后可以重新安排。",
        "记录为未能联系上",
        forms.ConfirmForm,
        _plain(arranging.end_as_lost),
        "已记录为未能联系上。",
        AHEAD,
    ),
    "held": Deed(
        "登记已实施",
        "回访已经进行，记录稍后登记。登记期限从回访之日起算七天。",
        "登记已实施",
        forms.HeldForm,
        _plain(preparing.hold_visit),
        "已登记实施，请在期限内登记回访记录。",
        frozenset({S.READY}),
    ),
    "sign": Deed(
        "登记签字",
        "请本人核对记录后签名；未签名的，写明原因。登记以后记录不再修改，有误的另附更正。",
        "登记签字，完成回访",
        forms.SignForm,
        _plain(finishing.sign_visit),
        "签字已登记，回访已完成。",
        frozenset({S.SIGNING}),
    ),
    "void": Deed(
        "作废",
        "作废的回访保留在历史里，不再计入回访次数，相应的应办事项恢复。",
        "作废这次回访",
        forms.VoidForm,
        _plain(arranging.void_visit),
        "回访已作废。",
        AHEAD | RECORDED | {S.HELD},
    ),
    **{
        f"deliver-{channel}": Deed(
            f"送{channel.label}",
            "登记送出日期和接收人。",
            "登记送出",
            forms.DeliverUnitForm if channel == Channel.UNIT else forms.DeliverForm,
            _deliver(channel),
            "送出已登记。",
            frozenset({S.DONE}),
        )
        for channel in Channel
    },
    **{
        f"receipt-{channel}": Deed(
            f"{channel.label}签收",
            "对照退回的签收单登记。",
            "登记签收",
            forms.ReceiptForm,
            _receive(channel),
            "签收已登记。",
            frozenset({S.DONE}),
        )
        for channel in Channel
    },
}
REVIEW = Deed(
    "审核回访记录",
    "核对记录是否完整、措施是否落到人。审核以后送单位、廉政档案和组织人事部门。",
    "审核通过",
    forms.ReviewForm,
    _plain(finishing.review_visit),
    "已审核。",
    frozenset({S.DONE}),
)


@requires(Permission.VISIT_RECORD, reads=Verb.PERSON_OPEN)
def visit_step(request: SignedInRequest, code: str, step: str) -> HttpResponse:
    deed = DEEDS.get(step)
    if deed is None:
        raise Http404
    return _step(request, code, deed)


@requires(Permission.VISIT_REVIEW, reads=Verb.PERSON_OPEN)
def visit_review(request: SignedInRequest, code: str) -> HttpResponse:
    return _step(request, code, REVIEW)


def _step(request: SignedInRequest, code: str, deed: Deed) -> HttpResponse:
    rows = Visit.objects.visible_to(request.user).filter(status__in=deed.states).for_page()
    found, today = get_object_or_404(rows, code=code), clock.today()
    seen(request, found.dossier, found)
    since = found.visited_on if found.is_recorded else None
    form = deed.form(sent(request), today=today, since=since, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        try:
            deed.does(found, form.cleaned_data, request.user, today)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, deed.done)
            return see_other("visits:visit", code)
    context = {
        "deed": deed,
        "form": form,
        "visit": found,
        "dossier": found.dossier,
        "name": found.dossier.row.name,
        "contacts": list(found.contacts.all()),
        "moves": list(found.moves.all()),
    }
    return page(request, "visits/visit_step.html", context, has_errors=bool(form.errors))
