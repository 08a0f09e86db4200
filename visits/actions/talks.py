"""Verb of the quarterly talk: record it, by the helper himself or on his behalf (代录)."""

from datetime import date
from typing import Any

from django.db.models import Q

from accounts.acting import act
from accounts.models import User
from accounts.roles import Role
from audit.record import record
from cases.models import Dossier, HelperDesignation, Policy
from columns.refusal import Refused
from visits.actions.holding import hold_sanction
from visits.actions.needs import tell_need
from visits.actions.obligations import reconcile
from visits.choices import Entry, Need
from visits.choices.visiting import Signature
from visits.models import Obligation, Talk
from visits.models.talk import LONGEST
from visits.rules.quarters import is_before_duties, talk_period
from visits.rules.records import wrong_day
from web.dates import cn_date

ENTRIES = {Role.HELPER: Entry.HELPER, Role.UNIT: Entry.UNIT}


@act
def record_talk(
    dossier: Dossier,
    *,
    token: str,
    held_on: date,
    by: User,
    on: date,
    asked: str = "",
    speaker_name: str = "",
    speaker_post: str = "",
    proxy_basis: str = "",
    **facts: Any,
) -> Talk:
    """It meets its quarter's obligation, late or in time. `asked`: the missed quarter it makes up
    for (补谈). The same form sent twice is one talk."""
    held = hold_sanction(dossier, what="季度谈心谈话")
    standing = Talk.objects.filter(dossier=held, token=token).first()
    if standing is not None:
        return standing
    if wrong := wrong_day(held_on, today=on, decided_on=held.active_from, what="谈话"):
        raise Refused(wrong)
    period = talk_period(held_on, asked=asked if _is_open(held, asked) else "")
    talk = Talk.objects.create(
        dossier=held,
        period=period,
        held_on=held_on,
        backfilled=_backfilled(held, period, on=on),
        token=token,
        **_spoken(held, held_on, by, name=speaker_name, post=speaker_post, basis=proxy_basis),
        **_told(facts),
    )
    record("talk.recorded", talk, by=by, cadre_id=held.cadre_id, on=on, period=period)
    tell_need(talk, by=by, on=on)
    reconcile([held.pk], on=on)
    return talk


def _helper_on(dossier: Dossier, day: date) -> HelperDesignation | None:
    """Who was designated on that day, if anybody."""
    designations = HelperDesignation.objects.filter(dossier=dossier)
    return (
        designations.filter(Q(to_on__isnull=True) | Q(to_on__gte=day), from_on__lte=day)
        .order_by("-from_on", "-pk")
        .first()
    )


def _spoken(
    dossier: Dossier, held_on: date, by: User, *, name: str, post: str, basis: str
) -> dict[str, Any]:
    """Who spoke and who types it in: the helper himself, or someone on his behalf."""
    helper = _helper_on(dossier, held_on)
    entry = ENTRIES.get(Role(by.role), Entry.OFFICE)
    _refuse_wrong_entry(helper, entry, basis, held_on=held_on, by=by)
    speaker_name, speaker_post = _speaker(helper, name, post)
    return {
        "helper": helper if helper is not None and helper.name == speaker_name else None,
        "speaker_name": speaker_name,
        "speaker_post": speaker_post,
        "entry": entry,
        "entered_by": by,
        "proxy_basis": "" if entry == Entry.HELPER else basis.strip(),
    }


def _refuse_wrong_entry(
    helper: HelperDesignation | None, entry: Entry, basis: str, *, held_on: date, by: User
) -> None:
    if entry == Entry.HELPER and (helper is None or helper.user_id != by.pk):
        raise Refused(
            f"{cn_date(held_on)}还不是由您担任帮扶人。请核对谈话日期，此前的谈话由单位或审理室代录。"
        )
    if entry != Entry.HELPER and not basis.strip():
        raise Refused("请写明代录依据。例如：帮扶人签名的纸质记录，原件存审理室。")


def _speaker(helper: HelperDesignation | None, name: str, post: str) -> tuple[str, str]:
    if name.strip():
        return name.strip(), post.strip()
    if helper is None:
        raise Refused("谈话当天没有指定帮扶人，请填写实际谈话人的姓名和职务。")
    return helper.name, helper.post


def _unsigned(facts: dict[str, Any]) -> str:
    if facts.get("signature") != Signature.DECLINED:
        return ""
    reason = str(facts.get("unsigned_reason", "")).strip()
    if not reason:
        raise Refused("请写明本人未签名的原因。例如当天身体不适，改日补签。")
    return reason


def _is_open(dossier: Dossier, asked: str) -> bool:
    return (
        bool(asked)
        and Obligation.objects.talks().open().filter(dossier=dossier, period=asked).exists()
    )


def _backfilled(dossier: Dossier, period: str, *, on: date) -> bool:
    policy = Policy.objects.governing(dossier.owner, on=on)
    return is_before_duties(period, policy.duties_from if policy else None)


def _told(facts: dict[str, Any]) -> dict[str, Any]:
    """Words of a need, or of a missing signature, that was not chosen are dropped."""
    minutes = facts.get("minutes")
    if minutes is not None and not 1 <= minutes <= LONGEST:
        raise Refused(f"谈话时长在1至{LONGEST}分钟之间。例如40。")
    facts = {**facts, "unsigned_reason": _unsigned(facts)}
    if facts["need"] == Need.SOME:
        if not facts.get("need_text", "").strip():
            raise Refused("请写明需要谁来帮助、帮助什么。例如请镇里联系县水利局安排培训。")
        return facts
    return {**facts, "need_text": ""}
