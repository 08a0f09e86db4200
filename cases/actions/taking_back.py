"""What was registered by mistake is taken back: an event, a decision, the end of a dossier."""

from datetime import date, datetime

from django.apps import apps
from django.db.models import F

from accounts.acting import act
from accounts.models import User
from audit.record import record
from cases.actions.amend import void_decisions, void_dossiers
from cases.actions.periods import recompute
from cases.actions.rows import refresh_rows
from cases.choices import SHUT_STATUSES, DossierKind, DossierStatus
from cases.models import Decision, DecisionEvent, Dossier
from columns.refusal import Refused

GONE = "这条变动登记刚被他人作废，请刷新页面后查看。"


@act
def void_event(
    event: DecisionEvent, *, reason: str, by: User | None, on: date, at: datetime
) -> None:
    """As if it had not happened; the row stays with its reason."""
    voided = DecisionEvent.objects.live().filter(pk=event.pk)
    if not voided.update(voided_at=at, void_reason=reason[:200], voided_by=by):
        raise Refused(GONE)
    decision = event.decision
    record(
        "decision.event_voided",
        decision,
        by=by,
        dossier_id=decision.dossier_id,
        reason=reason,
        on=on,
        event=event.pk,
    )
    recompute(decision.cadre, today=on)


@act
def void_decision(
    decision: Decision, *, reason: str, by: User | None, on: date, at: datetime
) -> None:
    """As if it had not been registered; a dossier that loses its only decision goes with it."""
    standing = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if standing.voided_at is not None:
        raise Refused("这项处分决定刚被他人作废，请刷新页面后查看。")
    void_decisions([decision.pk], reason=reason[:200], at=at)
    record("decision.voided", decision, by=by, dossier_id=decision.dossier_id, reason=reason, on=on)
    recompute(decision.cadre, today=on)
    dossier = decision.dossier
    if dossier is None:
        return
    if Decision.objects.live().filter(dossier=dossier).exists():
        refresh_rows([dossier.pk])
    else:
        void_dossiers([dossier.pk], reason=reason[:200], by=by, at=at)


@act
def reopen_dossier(dossier: Dossier, *, reason: str, by: User | None, on: date) -> None:
    """A dossier that was cleared by mistake goes on where it stood; its history knows where."""
    stage, closed_on = _before_clearing(dossier)
    rivals = Dossier.objects.open().filter(cadre=dossier.cadre_id, kind=DossierKind.SANCTION)
    if stage not in SHUT_STATUSES and rivals.exists():
        raise Refused("这名同志另有一份在办的处分回访档案，不能恢复这一份。请在在办的档案里登记。")
    opened = Dossier.objects.filter(pk=dossier.pk, status=DossierStatus.CLEARED).update(
        status=stage, status_since=on, closed_on=closed_on, version=F("version") + 1
    )
    if not opened:
        raise Refused(f"档案现在是“{dossier.get_status_display()}”，不能恢复办理。")
    record("dossier.reopened", dossier, by=by, reason=reason, on=on, stage=stage)
    refresh_rows([dossier.pk])


def _before_clearing(dossier: Dossier) -> tuple[str, date | None]:
    """Where it stood and whether it was closed, as the row history tells."""
    versions = apps.get_model("cases", "DossierHistory")._default_manager.filter(pgh_obj=dossier.pk)
    told = versions.exclude(status=DossierStatus.CLEARED).order_by("-pgh_id")
    found = told.values_list("status", "closed_on").first()
    return (str(found[0]), found[1]) if found else (DossierStatus.ASSESSING, None)
