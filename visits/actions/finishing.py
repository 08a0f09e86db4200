"""Verbs after a visit: sign it, review it, tell the three who are told, note their receipts."""

from datetime import date
from typing import Any

from django.db.models import F

from accounts.acting import act
from accounts.models import User
from audit.choices import Verb
from audit.record import record
from columns.refusal import Refused
from visits.actions.holding import Stale, hold
from visits.actions.obligations import reconcile
from visits.actions.visits import count_visit
from visits.choices.visiting import Channel, Signature, VisitStatus
from visits.models import Visit, VisitDelivery
from web.dates import cn_date


@act
def sign_visit(
    visit: Visit,
    *,
    version: int,
    signature: str,
    signed_on: date,
    unsigned_reason: str = "",
    by: User,
    on: date,
) -> None:
    """已完成: he has signed, or has not, with the reason; from now on it counts."""
    held = hold(visit.dossier)
    if signature == Signature.DECLINED and not unsigned_reason.strip():
        raise Refused("请写明本人未签名的原因。例如当天身体不适，改日补签。")
    _refuse_wrong_day(visit, signed_on, on=on)
    signing = Visit.objects.filter(pk=visit.pk, version=version, status=VisitStatus.SIGNING)
    done = signing.update(
        status=VisitStatus.DONE,
        signature=Signature(signature),
        signed_on=signed_on,
        unsigned_reason=unsigned_reason.strip() if signature == Signature.DECLINED else "",
        version=F("version") + 1,
    )
    if not done:
        raise Stale
    record(Verb.VISIT_SIGNED, visit, by=by, cadre_id=held.cadre_id, on=signed_on)
    count_visit(visit, on=on)


@act
def review_visit(visit: Visit, *, version: int, note: str = "", by: User, on: date) -> None:
    """审核: by somebody who did not write it; only then others are told."""
    if visit.recorded_by_id == by.pk:
        raise Refused("自己登记的回访由另一位同志审核。")
    unread = Visit.objects.unreviewed().filter(pk=visit.pk, version=version)
    if not unread.update(
        reviewed_by=by, reviewed_on=on, review_note=note.strip(), version=F("version") + 1
    ):
        raise Stale
    record(Verb.VISIT_REVIEWED, visit, by=by, on=on)


@act
def deliver_visit(
    visit: Visit, *, channel: str, sent_on: date, receiver: str, by: User, on: date, **facts: Any
) -> VisitDelivery:
    """单位通报、廉政档案、组织人事: each once, with the day and who received it."""
    held = hold(visit.dossier)
    if not visit.is_done or visit.reviewed_on is None:
        raise Refused("回访记录签字并经审核以后，再送单位、廉政档案和组织人事部门。")
    _refuse_wrong_day(visit, sent_on, on=on)
    if not receiver.strip():
        raise Refused("请填写接收人。例如局党组书记李某。")
    if channel == Channel.UNIT and not facts.get("summary", "").strip():
        raise Refused("请填写向单位通报的内容。只写单位需要知道和配合的，不写本人隐私。")
    if VisitDelivery.objects.filter(visit=visit, channel=channel).exists():
        raise Refused(f"{Channel(channel).label}已经登记过送出日期。")
    delivery = VisitDelivery.objects.create(
        visit=visit,
        dossier=held,
        channel=channel,
        sent_on=sent_on,
        receiver=receiver.strip(),
        sent_by=by,
        **facts,
    )
    record(
        Verb.VISIT_DELIVERED,
        visit,
        by=by,
        cadre_id=held.cadre_id,
        on=sent_on,
        what=delivery.channel,
    )
    reconcile([held.pk], on=on)
    return delivery


@act
def receive_delivery(
    delivery: VisitDelivery, *, version: int, receipt_on: date, by: User, on: date
) -> None:
    """签收: from the paper that came back."""
    if receipt_on < delivery.sent_on or receipt_on > on:
        raise Refused(
            f"签收日期要在送出之日（{cn_date(delivery.sent_on)}）和今天（{cn_date(on)}）之间。"
        )
    waiting = VisitDelivery.objects.filter(pk=delivery.pk, version=version, receipt_on__isnull=True)
    if not waiting.update(receipt_on=receipt_on, version=F("version") + 1):
        raise Stale
    record(Verb.VISIT_RECEIVED, delivery, by=by, on=receipt_on, what=str(delivery.channel))


def _refuse_wrong_day(visit: Visit, day: date, *, on: date) -> None:
    first = visit.visited_on
    if day > on or (first is not None and day < first):
        since = cn_date(first) if first else ""
        raise Refused(f"日期要在回访之日（{since}）和今天（{cn_date(on)}）之间。请核对年份。")
