"""Verbs of 看听谈: start, save, and the restricted note beside it."""

from datetime import date
from typing import Any

from accounts.acting import act
from accounts.models import User
from audit.record import record
from cases.actions import move_dossier
from cases.choices import DossierStatus
from cases.models import Dossier
from columns.refusal import Refused
from visits.actions.holding import Stale, hold, hold_sanction
from visits.actions.obligations import reconcile
from visits.actions.states import enter_state
from visits.choices.planning import StateSource
from visits.models import Assessment, AssessmentNote, Plan

WORKING = frozenset({DossierStatus.REGISTERED, DossierStatus.ASSESSING})
PARTS = ("look", "listen", "talk")
EDITABLE = frozenset(
    {
        *(f"{part}_{column}" for part in PARTS for column in ("on", "text")),
        "willingness",
        "preferred_mode",
        "colleagues_text",
        "conclusion",
        "state",
        "state_reason",
    }
)


@act
def start_assessment(dossier: Dossier, *, by: User, on: date) -> Assessment:
    """The one under way, or a new one; the dossier goes from 已建档 to 研判中."""
    held = hold_sanction(dossier, what="研判")
    if held.status not in WORKING:
        raise Refused(f"档案现在处于“{held.get_status_display()}”，不在研判环节。")
    last = Assessment.objects.current_of(held)
    if held.status == DossierStatus.REGISTERED:
        move_dossier(held, to=DossierStatus.ASSESSING, by=by, on=on)
        dossier.refresh_from_db()
    elif last is not None and not _begins_anew(last):
        return last
    if last is not None and last.finished_on is None:
        return last
    begun = Assessment.objects.create(dossier=held, number=last.number + 1 if last else 1)
    record("assessment.started", begun, by=by, on=on)
    return begun


@act
def save_assessment(
    assessment: Assessment, *, version: int, by: User, on: date, **facts: Any
) -> Assessment:
    """Store what the form brought; each part names who wrote it."""
    unknown = set(facts) - EDITABLE
    if unknown:
        raise ValueError(f"not a column of the form: {sorted(unknown)}")
    hold(assessment.dossier)
    row = Assessment.objects.get(pk=assessment.pk)
    if row.version != version:
        raise Stale
    changed = {name for name, value in facts.items() if getattr(row, name) != value}
    if not changed:
        return row
    for name in changed:
        setattr(row, name, facts[name])
    for part in PARTS:
        if {f"{part}_on", f"{part}_text"} & changed:
            setattr(row, f"{part}_by", by)
    _refuse_future(row, on)
    if row.is_complete and row.finished_on is None:
        row.finished_on = on
    row.version = version + 1
    row.save()
    record("assessment.saved", row, by=by, on=on, fields=sorted(changed))
    _enter_state(row, changed, by=by, on=on)
    reconcile([row.dossier_id], on=on)
    return row


@act
def save_note(
    assessment: Assessment, *, family: str, by: User, on: date, approach: str = ""
) -> None:
    """The restricted words (decisions 3.7). An empty field leaves what is there: the form does
    not show it."""
    hold(assessment.dossier)
    note = AssessmentNote.objects.filter(assessment=assessment).first()
    if note is None and not (approach or family):
        return
    note = note or AssessmentNote(
        assessment=assessment, dossier_id=assessment.dossier_id, written_by=by, version=0
    )
    told = (approach or note.approach, family or note.family)
    if (note.approach, note.family) == told:
        return
    (note.approach, note.family), note.written_by = told, by
    note.version += 1
    note.save()
    record("assessment.note", note, by=by, on=on)


def _enter_state(row: Assessment, changed: set[str], *, by: User, on: date) -> None:
    """The state goes into the history as soon as there is a reason for it."""
    reason = row.state_reason.strip() or row.conclusion.strip()
    if row.state and reason and changed & {"state", "state_reason", "conclusion"}:
        enter_state(
            row.dossier,
            state=row.state,
            on=row.talk_on or on,
            reason=reason,
            source=StateSource.ASSESSMENT,
            by=by,
        )


def _begins_anew(last: Assessment) -> bool:
    """A further decision sent the dossier back after a plan was approved (practice E.4 再犯)."""
    plans = Plan.objects.filter(dossier_id=last.dossier_id)
    return (
        last.finished_on is not None
        and plans.standing().exists()
        and not plans.unfinished().exists()
    )


def _refuse_future(row: Assessment, on: date) -> None:
    for part in row.parts:
        if part.on is not None and part.on > on:
            raise Refused(f"“{part.name}”的日期不能晚于今天。请填写实际开展的日期。")
