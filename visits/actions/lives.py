"""The other lives of a dossier, each in one transaction with what is owed afterwards."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from accounts.acting import act
from accounts.models import Unit, User
from cases.actions import (
    accept_handover,
    confirm_act,
    designate_helper,
    propose_act,
    propose_closing,
    retire_cadre,
    return_act,
    transfer_cadre,
    withdraw_act,
)
from cases.choices import ActKind
from cases.models import Dossier, DossierAct, Handover
from columns.refusal import Refused
from visits.actions.holding import hold
from visits.actions.obligations import reconcile
from visits.choices import IN_FORCE_PLANS
from visits.facts.lives import open_duties
from visits.models import Plan, Talk, Visit


@act
def propose(
    dossier: Dossier, *, kind: ActKind, takes_on: date, basis: str, by: User, on: date, **facts: Any
) -> DossierAct:
    """暂停、恢复、终止、退出范围: for a second person to agree to."""
    hold(dossier)
    return propose_act(dossier, kind=kind, takes_on=takes_on, basis=basis, by=by, on=on, **facts)


@act
def begin_closing(dossier: Dossier, *, basis: str, by: User, on: date, **facts: Any) -> DossierAct:
    """Into 待销号; refused with everything that is missing."""
    hold(dossier)
    reconcile([dossier.pk], on=on)
    duties = open_duties(dossier)
    act = propose_closing(dossier, basis=basis, open_duties=duties, by=by, on=on, **facts)
    reconcile([dossier.pk], on=on)
    return act


@act
def confirm(act: DossierAct, *, version: int, remark: str, by: User, on: date) -> None:
    """The second person agrees: it takes effect, and what is owed follows."""
    held = hold(act.dossier)
    beside = list(_open_of(held).values_list("pk", flat=True))
    confirm_act(act, version=version, remark=remark, open_duties=open_duties(held), by=by, on=on)
    _reconcile_each(sorted({held.pk, *beside}), on=on)


@act
def send_back(act: DossierAct, *, version: int, remark: str, by: User, on: date) -> None:
    held = hold(act.dossier)
    return_act(act, version=version, remark=remark, by=by, on=on)
    reconcile([held.pk], on=on)


@act
def take_back(act: DossierAct, *, version: int, by: User, on: date) -> None:
    held = hold(act.dossier)
    withdraw_act(act, version=version, by=by, on=on)
    reconcile([held.pk], on=on)


@act
def transfer(
    dossier: Dossier, *, to: Unit, post: str, rank: str, from_on: date, by: User, on: date
) -> None:
    """To another unit of the same office: a helper there is owed from that day on."""
    cadre = hold(dossier).cadre
    if cadre is None:
        raise Refused("这份档案的对象是单位，没有工作调动。")
    if from_on > on:
        raise Refused("调动日期还没有到，请在到任当天办理，原单位到那一天为止仍可查看。")
    if cadre.unit == to and (cadre.post, cadre.rank) == (post, rank):
        raise Refused(f"{cadre.name}同志现在就在{to.full_name}任{post}，不需要办理。")
    dossiers = list(_open_of(dossier))
    handed = {each.pk: handed_items(each) for each in dossiers}
    transfer_cadre(cadre, to=to, post=post, rank=rank, from_on=from_on, by=by, handed=handed)
    _reconcile_each([each.pk for each in dossiers], on=on)


@act
def retire(
    dossier: Dossier,
    *,
    retired_on: date,
    basis: str,
    version: int,
    by: User,
    on: date,
    helper_name: str = "",
    helper_post: str = "",
) -> None:
    """退休续管: the retired branch's secretary helps from then on, or is owed until named."""
    cadre = hold(dossier).cadre
    if cadre is None:
        raise Refused("这份档案的对象是单位，没有退休。")
    if helper_name and retired_on > on:
        raise Refused("退休以后再指定退休支部的帮扶人；退休以前由现在的帮扶人继续。")
    retire_cadre(cadre, retired_on=retired_on, basis=basis, version=version, by=by, on=on)
    dossiers = list(_open_of(dossier))
    if helper_name:
        for each in dossiers:
            designate_helper(each, name=helper_name, post=helper_post, from_on=retired_on, by=by)
    _reconcile_each([each.pk for each in dossiers], on=on)


@act
def accept(
    handover: Handover, *, version: int, handler: User | None, by: User, on: date
) -> Dossier:
    held = hold(handover.dossier)
    items = handed_items(held)
    dossier = accept_handover(handover, version=version, handler=handler, items=items, by=by, on=on)
    reconcile([dossier.pk], on=on)
    return dossier


def handed_items(dossier: Dossier) -> Sequence[str]:
    """What goes along, counted: for the receipt of whoever gives it away."""
    plans = Plan.objects.filter(dossier=dossier, status__in=IN_FORCE_PLANS).count()
    visits = Visit.objects.done().filter(dossier=dossier).count()
    talks = Talk.objects.live().filter(dossier=dossier).count()
    counted = (
        (plans, f"一人一策方案{plans}版"),
        (visits, f"回访记录{visits}次"),
        (talks, f"季度谈心谈话记录{talks}次"),
    )
    return [words for number, words in counted if number]


def _reconcile_each(dossier_ids: Sequence[int], *, on: date) -> None:
    """One by one: several at once would take the lock of a sweep, which waits for ours."""
    for pk in dossier_ids:
        reconcile([pk], on=on)


def _open_of(dossier: Dossier) -> QuerySet[Dossier]:
    """The person's open dossiers; a unit's own one."""
    if dossier.cadre_id is None:
        return Dossier.objects.filter(pk=dossier.pk)
    return Dossier.objects.open().filter(cadre=dossier.cadre_id)
