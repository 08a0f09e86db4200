"""What follows an act in the dossier: back to 研判, 撤销转澄清, and that taken back."""

from datetime import date, datetime

from accounts.acting import act
from accounts.models import User
from cases.actions import move_dossier
from cases.actions.amend import void_dossiers
from cases.actions.dossiers import open_dossier
from cases.actions.taking_back import reopen_dossier
from cases.choices import DossierKind, DossierStatus
from cases.models import Decision, DecisionEvent, Dossier
from columns.refusal import Refused
from corrections.models import Correction
from visits.models import Visit

S = DossierStatus
# Stages from which a new decision leads back to 研判; before them nothing was planned yet.
BEFORE_PLANNING = frozenset({S.REGISTERED, S.ASSESSING})


@act
def back_to_assessment(dossier: Dossier, *, reason: str, by: User, on: date) -> None:
    """practice E.4 再犯: plan back to 研判中. A dossier that rests goes on from there."""
    dossier.refresh_from_db()
    stage = dossier.paused_from if dossier.is_paused else dossier.status
    if stage == S.CLOSING:
        move_dossier(dossier, to=S.TRACKING, by=by, on=on, reason=reason)
    if stage not in BEFORE_PLANNING:
        move_dossier(dossier, to=S.ASSESSING, by=by, on=on, reason=reason)


@act
def follow_annulment(decision: Decision, *, by: User, on: date) -> Dossier | None:
    """撤销转澄清: the dossier that lost its last decision was cleared; the person is visited on in
    a 澄清 dossier of the same office and hand."""
    if decision.dossier_id is None:
        return None
    dossier = Dossier.objects.select_related("owner", "carrier", "handler", "cadre").get(
        pk=decision.dossier_id
    )
    if dossier.status != S.CLEARED:
        return None
    return open_dossier(
        owner=dossier.owner,
        carrier=dossier.carrier,
        handler=dossier.handler,
        cadre=dossier.cadre,
        kind=DossierKind.CLEARING,
        by=by,
        on=on,
    )


@act
def undo_annulment(
    decision: Decision, event: DecisionEvent, *, reason: str, by: User, on: date, at: datetime
) -> None:
    """The annulment was entered by mistake: its 澄清 dossier goes, the other one goes on."""
    made = Correction.objects.filter(event=event, opened__isnull=False).select_related("opened")
    clearing = next((each.opened for each in made.order_by("pk")), None)
    if clearing is not None and clearing.voided_at is None:
        if Visit.objects.done().filter(dossier=clearing).exists():
            raise Refused("由此另立的澄清档案里已有回访记录，不能作废这次撤销登记。")
        void_dossiers([clearing.pk], reason=reason[:200], by=by, at=at)
    dossier = decision.dossier
    if dossier is not None and dossier.status == S.CLEARED:
        reopen_dossier(dossier, reason=reason, by=by, on=on)
