"""Corrections of what was typed, and taking back a person who was registered by mistake."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F

from accounts.acting import act
from accounts.models import User
from audit.record import record, record_many
from cases.actions.cadres import CHANGED_MEANWHILE
from cases.actions.decisions import DecisionFacts, paper
from cases.actions.periods import recompute
from cases.actions.rows import refresh_rows
from cases.actions.writing import keys_checked_at_once
from cases.choices import DecisionStatus, DossierStatus
from cases.models import (
    Cadre,
    Clock,
    Decision,
    Dossier,
    HelperDesignation,
    Measure,
    Posting,
    Receipt,
)
from columns.refusal import Refused

CORRECTABLE = frozenset(
    {
        "measure",
        "months",
        "decided_on",
        "announced_on",
        "delivered_on",
        "reason",
        "form",
        "organ_name",
        "number",
        "printed_politics",
        "printed_identity",
    }
)


@act
def correct_decision(
    decision: Decision, *, version: int, by: User | None, on: date, **changes: Any
) -> None:
    """The paper was typed wrong; a later change of the decision itself is an event."""
    unknown = set(changes) - CORRECTABLE
    if unknown:
        raise ValueError(f"not correctable: {sorted(unknown)}")
    was = Decision.objects.select_for_update().select_related("document").get(pk=decision.pk)
    if was.version != version or was.voided_at is not None:
        raise Refused(CHANGED_MEANWHILE)
    if "measure" in changes:
        was.measure_id = changes["measure"]
        was.system = Measure.objects.get(pk=was.measure_id).system
    for name in changes.keys() - {"measure", "organ_name", "number"}:
        setattr(was, name, changes[name])
    _move_to_paper(was, changes)
    was.version = version + 1
    was.save()
    record(
        "decision.corrected", was, by=by, dossier_id=was.dossier_id, on=on, fields=sorted(changes)
    )
    recompute(was.cadre, today=on)


@act
def correct_status(
    cadre: Cadre, *, was: tuple[str, str], now: tuple[str, str], by: User | None, on: date
) -> None:
    """Politics and identity were typed wrong, (was) → (now): the decisions taken down with the
    wrong status are corrected with them. What he became later is edit_cadre()."""
    decisions = Decision.objects.live().filter(
        cadre=cadre, printed_politics=was[0], printed_identity=was[1]
    )
    decisions.update(printed_politics=now[0], printed_identity=now[1], version=F("version") + 1)
    record("cadre.status_corrected", cadre, by=by, on=on)
    recompute(cadre, today=on)


@act
def void_people(cadre_ids: Collection[int], *, reason: str, by: User | None, at: datetime) -> None:
    """As if never registered: everything stays in history and counts nowhere (decisions 3.13)."""
    decisions = Decision.objects.live().filter(cadre__in=cadre_ids)
    dossiers = Dossier.objects.live().filter(cadre__in=cadre_ids)
    with keys_checked_at_once():
        void_decisions(decisions.values_list("pk", flat=True), reason=reason, at=at)
        void_dossiers(dossiers.values_list("pk", flat=True), reason=reason, by=by, at=at)
        Cadre.objects.filter(pk__in=cadre_ids).update(
            voided_at=at, void_reason=reason, version=F("version") + 1
        )


def void_dossiers(keys: Collection[int], *, reason: str, by: User | None, at: datetime) -> None:
    """Their rows stay in history; lists and counts no longer know them."""
    dossiers = Dossier.objects.filter(pk__in=list(keys))
    anchors = list(dossiers.values_list("cadre_id", "pk"))
    dossiers.update(
        status=DossierStatus.VOID, voided_at=at, void_reason=reason, version=F("version") + 1
    )
    refresh_rows([dossier for _, dossier in anchors])
    record_many("dossier.voided", by=by, anchors=anchors, why=reason)


@act
def take_back_transfer(cadre: Cadre, *, by: User | None, on: date) -> None:
    """The newest posting was entered by mistake: the one before is current again."""
    newest = Posting.objects.get(cadre=cadre, to_on__isnull=True)
    before = Posting.objects.filter(cadre=cadre).exclude(pk=newest.pk).order_by("-to_on").first()
    if before is None:
        raise Refused("这名干部只有一条任职记录，没有可以恢复的上一条。")
    _take_back_receipts(newest)
    newest.delete()
    before.to_on = None
    before.save()
    Cadre.objects.filter(pk=cadre.pk).update(
        unit=before.unit, post=before.post, rank=before.rank, version=F("version") + 1
    )
    record("cadre.transfer_taken_back", cadre, by=by, to=before.unit_id, on=on)
    refresh_rows(Dossier.objects.filter(cadre=cadre).values_list("pk", flat=True))


def _take_back_receipts(posting: Posting) -> None:
    """Nothing was handed over; a helper who ended with the move helps again, unless another was
    named meanwhile."""
    receipts = Receipt.objects.filter(posting=posting)
    dossiers = list(receipts.values_list("dossier", flat=True))
    receipts.delete()
    if posting.from_on is None:
        return
    last = posting.from_on - timedelta(days=1)
    for dossier in dossiers:
        helpers = HelperDesignation.objects.filter(dossier=dossier)
        if helpers.current().exists():
            continue
        ended = helpers.filter(to_on=last).order_by("-from_on", "-pk").first()
        if ended is not None:
            helpers.filter(pk=ended.pk).update(to_on=None)


@act
def take_back_helper(*, new: int, before: int | None, by: User | None) -> None:
    """A designation entered by mistake goes; the helper before it is current again."""
    helper = HelperDesignation.objects.get(pk=new)
    dossier = helper.dossier
    helper.delete()
    if before is not None:
        HelperDesignation.objects.filter(pk=before).update(to_on=None)
    record("helper.taken_back", dossier, by=by)
    refresh_rows([dossier.pk])


def void_decisions(keys: Collection[int], *, reason: str, at: datetime) -> None:
    """Takes decisions back with their clocks; the caller recomputes those who keep others."""
    keys = list(keys)
    Clock.objects.filter(decision__in=keys).delete()
    Decision.objects.filter(pk__in=keys).update(
        voided_at=at, void_reason=reason, status=DecisionStatus.VOID, version=F("version") + 1
    )


def _move_to_paper(decision: Decision, changes: dict[str, Any]) -> None:
    """Another organ or number is another paper; the old one keeps whoever else it names."""
    if not changes.keys() & {"organ_name", "number"}:
        return
    document = decision.document
    facts = DecisionFacts(
        measure=decision.measure_id,
        decided_on=decision.decided_on,
        organ_name=changes.get("organ_name", document.organ_name),
        number=changes.get("number", document.number),
        document_date=document.document_date,
    )
    owner = decision.dossier.owner if decision.dossier is not None else decision.unit
    decision.document = paper(facts, owner=owner, is_demo=decision.cadre.is_demo)
