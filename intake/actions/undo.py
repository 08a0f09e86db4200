"""Undo of a batch: void what it registered, restore what it changed; refused with names where
somebody has worked since (decisions 3.13)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import F

from accounts.acting import act, as_system
from accounts.models import User
from audit.choices import Verb
from audit.facts import dossiers_worked_on
from audit.record import record
from cases.actions import edit_cadre, recompute, refresh_rows
from cases.actions.amend import (
    correct_decision,
    correct_status,
    take_back_helper,
    take_back_transfer,
    void_decisions,
    void_dossiers,
    void_people,
)
from cases.models import Cadre, Decision, DecisionEvent, Dossier, HelperDesignation
from columns.refusal import Refused
from intake.actions.join import COLUMNS, MONTHS, correction_of, correction_value
from intake.choices import BatchState
from intake.models import ImportBatch, ImportRow

LISTED = 10
UNSEEN = "其他人员"


@dataclass(slots=True)
class Trace:
    """What the rows of a batch made."""

    cadres: list[int] = field(default_factory=list)
    dossiers: list[int] = field(default_factory=list)
    decisions: list[int] = field(default_factory=list)
    joined: set[int] = field(default_factory=set)
    edited: list[dict[str, Any]] = field(default_factory=list)
    corrected: list[dict[str, Any]] = field(default_factory=list)
    helpers: list[dict[str, Any]] = field(default_factory=list)

    def touched(self) -> set[int]:
        """People known before whom the batch changed."""
        edited = {each["edited"] for each in self.edited}
        decisions = [each["decision"] for each in self.corrected]
        corrected = Decision.objects.filter(pk__in=decisions).values_list("cadre_id", flat=True)
        return edited | self.joined | set(corrected)


@act
def undo_batch(batch: ImportBatch, *, by: User | None, on: date, at: datetime) -> None:
    """Once for each batch. New units stay, 待核对; nothing else of it counts any more."""
    undone = ImportBatch.objects.filter(pk=batch.pk, state=BatchState.COMMITTED).update(
        state=BatchState.UNDONE, undone_by=by, undone_at=at, version=F("version") + 1
    )
    if not undone:
        raise Refused("这次导入已经撤销，或还没有完成，不能撤销。")
    trace = _trace(batch)
    names = worked_since(batch, viewer=by, trace=trace)
    if names:
        listed = "、".join(names[:LISTED]) + ("等" if len(names) > LISTED else "")
        raise Refused(
            f"导入以后已有人办理过{listed}同志（共 {len(names)} 人）的档案，整批不能撤销。"
            "请在这些人的档案中分别更正。"
        )
    reason = f"撤销导入批次 {batch.code}"
    void_people(trace.cadres, reason=reason, by=by, at=at)
    _take_back_joined(trace, reason=reason, by=by, on=on, at=at)
    for each in reversed(trace.corrected):
        _restore_decision(each, by=by, on=on)
    for each in reversed(trace.edited):
        _restore_cadre(each, by=by, on=on)
    for each in reversed(trace.helpers):
        take_back_helper(new=each["new"], before=each["before"], by=by)
    record("import.undone", batch, by=by, on=on, people=len(trace.cadres))
    batch.refresh_from_db()


def worked_since(
    batch: ImportBatch, *, viewer: User | None, trace: Trace | None = None
) -> list[str]:
    """Names of people whose papers somebody has touched after the import, in order. Of those the
    viewer does not see any more only that there are some."""
    with as_system():
        busy = _busy(batch, trace or _trace(batch))
        found = Cadre.objects.filter(pk__in=busy).order_by("pk")
        seen = found.visible_to(viewer) if viewer is not None else found
        names = list(seen.values_list("name", flat=True))
    return [*names, UNSEEN] if len(names) < len(busy) else names


def _busy(batch: ImportBatch, trace: Trace) -> set[int]:
    people = set(trace.cadres) | trace.touched()
    dossiers = dict(Dossier.objects.filter(cadre__in=people).values_list("pk", "cadre_id"))
    acted = dossiers_worked_on(dossiers.keys(), after=Verb.IMPORT_COMMITTED, of=batch.pk)
    busy = {dossiers[each] for each in acted}
    return busy | _changed_new(trace) | _changed_known(trace)


def _trace(batch: ImportBatch) -> Trace:
    trace = Trace()
    rows = ImportRow.objects.filter(batch=batch).exclude(made={}).order_by("place")
    for made in rows.values_list("made", flat=True):
        if "cadre" in made:
            trace.cadres.append(made["cadre"])
            trace.dossiers += [made["dossier"]] if made.get("dossier") else []
        if "joined" in made:
            trace.joined.add(made["joined"])
        if "edited" in made:
            trace.edited.append(made)
        trace.decisions += made.get("decisions", [])
        trace.corrected += made.get("corrected", [])
        trace.helpers += [made["helper"]] if "helper" in made else []
    return trace


def _changed_new(trace: Trace) -> set[int]:
    """Registered by the batch and not as it left them."""
    busy = set(
        Cadre.objects.filter(pk__in=trace.cadres).exclude(version=1).values_list("pk", flat=True)
    )
    moved = Dossier.objects.filter(pk__in=trace.dossiers).exclude(version=1)
    later = Decision.objects.live().filter(cadre__in=trace.cadres).exclude(pk__in=trace.decisions)
    touched = Decision.objects.filter(pk__in=trace.decisions).exclude(version=1)
    events = DecisionEvent.objects.filter(decision__in=trace.decisions, voided_at__isnull=True)
    busy.update(pk for pk in moved.values_list("cadre_id", flat=True) if pk is not None)
    for rows in (later, touched, events):
        busy.update(rows.values_list("cadre_id", flat=True))
    return busy


def _changed_known(trace: Trace) -> set[int]:
    """Known before, changed by the batch, and changed again since."""
    left = {each["edited"]: each["version"] for each in trace.edited}
    cadres = Cadre.objects.filter(pk__in=left).values_list("pk", "version")
    busy = {pk for pk, version in cadres if version != left[pk]}
    kept = {each["decision"]: each["version"] for each in trace.corrected}
    decisions = Decision.objects.filter(pk__in=kept).values_list("pk", "cadre_id", "version")
    busy |= {cadre for pk, cadre, version in decisions if version != kept[pk]}
    ended = HelperDesignation.objects.filter(
        pk__in=[each["new"] for each in trace.helpers], to_on__isnull=False
    )
    busy.update(pk for pk in ended.values_list("dossier__cadre_id", flat=True) if pk is not None)
    return busy


def _take_back_joined(
    trace: Trace, *, reason: str, by: User | None, on: date, at: datetime
) -> None:
    """Decisions added to people who were known; a dossier opened for them alone goes too."""
    added = Decision.objects.filter(pk__in=trace.decisions, cadre__in=trace.joined)
    dossiers = set(added.exclude(dossier=None).values_list("dossier_id", flat=True))
    void_decisions(added.values_list("pk", flat=True), reason=reason, at=at)
    for cadre in Cadre.objects.filter(pk__in=trace.joined):
        recompute(cadre, today=on)
    kept = Decision.objects.live().filter(dossier__in=dossiers)
    empty = dossiers - set(kept.values_list("dossier_id", flat=True))
    void_dossiers(empty, reason=reason, by=by, at=at)
    refresh_rows(dossiers)


def _restore_decision(told: dict[str, Any], *, by: User | None, on: date) -> None:
    decision = Decision.objects.get(pk=told["decision"])
    correct_decision(
        decision,
        version=decision.version,
        by=by,
        on=on,
        **{correction_of(name): correction_value(name, old) for name, old in told["was"].items()},
    )


def _restore_cadre(told: dict[str, Any], *, by: User | None, on: date) -> None:
    cadre = Cadre.objects.get(pk=told["edited"])
    told_status = cadre.politics, cadre.identity
    was: dict[str, Any] = told["was"]
    if "unit" in was:
        take_back_transfer(cadre, by=by, on=on)
        cadre.refresh_from_db()
    plain = {COLUMNS[name]: _old(name, old) for name, old in was.items() if name in COLUMNS}
    if "unit" not in was:
        plain |= {name: old for name, old in was.items() if name in {"post", "rank"}}
    if plain:
        edit_cadre(cadre, version=cadre.version, by=by, on=on, **plain)
        cadre.refresh_from_db()
    if was.keys() & {"politics", "identity"}:
        correct_status(cadre, was=told_status, now=(cadre.politics, cadre.identity), by=by, on=on)


def _old(name: str, value: Any) -> Any:
    if name in MONTHS:
        return date.fromisoformat(f"{value}-01") if value else None
    return value
