"""The verbs of a correction: save it, or propose it, confirm, return, withdraw."""

from datetime import date

from django.db import transaction
from django.db.models import F

from accounts.acting import act
from accounts.models import User
from audit.record import record
from cases.models import Decision, Dossier
from columns.refusal import Refused
from corrections.actions.acts import Done, Hand, cadre_of, hold
from corrections.actions.rehearsal import WhatIf, carried_out, what_if
from corrections.choices import TWO_PEOPLE, CorrectionState
from corrections.models import Correction
from corrections.rules.act import Act

S = CorrectionState
FASTER = "这项变动刚被他人办理过，请刷新页面后查看。"
TWO = "登记和复核须由两个人办理，请由另一位同志复核。"


class Differs(Refused):
    """Saved now, it would do something else than what was read; `seen` is what it would do."""

    def __init__(self, seen: WhatIf) -> None:
        super().__init__(
            "您核对以后，有关情况又有变化，尚未保存。请核对下面最新的影响，再决定是否保存。"
        )
        self.seen = seen


@act
def save_correction(dossier: Dossier, act: Act, hand: Hand, *, code: str, shown: str) -> Correction:
    """Do exactly what was shown (`shown`: the mark of the what-if). `code` was drawn when the form
    was opened, so a form sent twice makes one correction."""
    if act.kind in TWO_PEOPLE:
        raise Refused("这项变动须由另一位同志复核，请提交复核。")
    if (made := _sent_before(dossier, code)) is not None:
        return made
    with transaction.atomic():
        seen, done = carried_out(dossier, act, hand, seen_by=hand.by)
        if seen.digest != shown:
            raise Differs(seen)
    saved = _row(dossier, act, hand, code=code, seen=seen, state=S.APPLIED)
    _point_at(saved, done)
    saved.save()
    _tell("correction.saved", saved, by=hand.by, on=hand.on)
    return saved


@act
def propose_correction(
    dossier: Dossier, act: Act, hand: Hand, *, code: str, shown: str
) -> Correction:
    """Nothing moves until another person confirms."""
    if act.kind not in TWO_PEOPLE:
        raise Refused("这项变动由一人登记即可，请直接保存。")
    if (made := _sent_before(dossier, code)) is not None:
        return made
    seen = what_if(dossier, act, hand)
    if seen.digest != shown:
        raise Differs(seen)
    proposed = _row(dossier, act, hand, code=code, seen=seen, state=S.PROPOSED)
    waiting = Correction.objects.waiting().filter(dossier=dossier, kind=act.kind)
    if any(each.facts == proposed.facts for each in waiting) or (
        proposed.decision_id and waiting.filter(decision=proposed.decision_id).exists()
    ):
        raise Refused("同样的变动已有一份正在等待复核，请先办理那一份。")
    proposed.save()
    _tell("correction.proposed", proposed, by=hand.by, on=hand.on)
    return proposed


@act
def confirm_correction(
    correction: Correction, *, version: int, shown: str, second: Hand
) -> Correction:
    """复核: `second` is whoever confirms, on which day. What was entered is carried out now, as the
    person who entered it, and only if it does what the second one has read."""
    held = _held(correction, version)
    if held.proposed_by_id == second.by.pk:
        raise Refused(TWO)
    hand = Hand(by=held.proposed_by, on=second.on, at=second.at, second=second.by)
    with transaction.atomic():
        seen, done = carried_out(held.dossier, held.act, hand, seen_by=second.by)
        if seen.digest != shown:
            raise Differs(seen)
    held.moves = [move.stored() for move in seen.moves]
    _point_at(held, done)
    _settle(held, S.APPLIED, by=second.by, on=second.on)
    _tell("correction.confirmed", held, by=second.by, on=second.on)
    return held


@act
def return_correction(
    correction: Correction, *, version: int, reason: str, by: User, on: date
) -> Correction:
    held = _held(correction, version)
    if held.proposed_by_id == by.pk:
        raise Refused(TWO)
    if not reason.strip():
        raise Refused("请填写退回意见，例如请补充认定所依据的会议纪要。")
    held.return_reason = reason.strip()
    _settle(held, S.RETURNED, by=by, on=on)
    _tell("correction.returned", held, by=by, on=on)
    return held


@act
def withdraw_correction(correction: Correction, *, version: int, by: User, on: date) -> Correction:
    """Whoever proposed it takes it back, before or after it was returned."""
    held = Correction.objects.select_for_update(of=("self",)).get(pk=correction.pk)
    if held.proposed_by_id != by.pk:
        raise Refused("只有登记人可以撤回自己登记的变动。")
    if held.version != version or held.state not in {S.PROPOSED, S.RETURNED}:
        raise Refused(FASTER)
    held.state = S.WITHDRAWN
    held.version += 1
    held.save()
    _tell("correction.withdrawn", held, by=by, on=on)
    return held


def _sent_before(dossier: Dossier, code: str) -> Correction | None:
    """The one that this very form made already; asked after the lock, so the slower click sees
    what the faster one saved."""
    hold(cadre_of(dossier))
    return Correction.objects.filter(code=code, dossier=dossier).first()


def _row(
    dossier: Dossier, act: Act, hand: Hand, *, code: str, seen: WhatIf, state: str
) -> Correction:
    happens_to = Decision.objects.filter(code=act.decision, cadre=dossier.cadre_id).first()
    return Correction(
        code=code,
        cadre=cadre_of(dossier),
        dossier=dossier,
        decision=happens_to,
        event_id=act.event,
        kind=act.kind,
        facts=act.stored(),
        basis=act.basis.strip(),
        state=state,
        moves=[move.stored() for move in seen.moves],
        proposed_by=hand.by,
        proposed_on=hand.on,
    )


def _point_at(correction: Correction, done: Done) -> None:
    correction.decision, correction.event = done.decision, done.event
    correction.opened = done.opened


def _held(correction: Correction, version: int) -> Correction:
    """The row as it is now, still waiting and unchanged since it was read."""
    with_all = Correction.objects.select_related("dossier__cadre", "proposed_by")
    waiting = with_all.select_for_update(of=("self",)).filter(pk=correction.pk, version=version)
    held = waiting.filter(state=S.PROPOSED).first()
    if held is None:
        raise Refused(FASTER)
    return held


def _settle(correction: Correction, state: CorrectionState, *, by: User, on: date) -> None:
    columns = {
        "state": state,
        "settled_by": by,
        "settled_on": on,
        "return_reason": correction.return_reason,
        "moves": correction.moves,
        "decision": correction.decision,
        "event": correction.event,
        "opened": correction.opened,
    }
    rows = Correction.objects.filter(pk=correction.pk, state=S.PROPOSED, version=correction.version)
    if not rows.update(version=F("version") + 1, **columns):
        raise Refused(FASTER)
    correction.refresh_from_db()


def _tell(verb: str, correction: Correction, *, by: User, on: date) -> None:
    record(verb, correction, by=by, on=on, kind=correction.kind, state=correction.state)
