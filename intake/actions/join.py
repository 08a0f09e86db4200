"""A person who is known already: facts filled or changed, decisions added or corrected."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from accounts.models import Unit
from cases.actions import (
    DecisionFacts,
    designate_helper,
    edit_cadre,
    register_decision,
    transfer_cadre,
)
from cases.actions.amend import correct_decision, correct_status
from cases.actions.bulk import Desk
from cases.choices import DossierKind
from cases.models import Cadre, Decision, Dossier, HelperDesignation
from intake.rules.cells.texts import key_of
from intake.rules.changes import HELPER_FIELDS, Change
from intake.rules.known import Ruling
from intake.rules.persons import Person, Verdict

if TYPE_CHECKING:
    from intake.actions.check import Checked

# A row's field → the column of Cadre; months are kept as their first day.
COLUMNS = {
    "sex": "sex", "ethnicity": "ethnicity", "politics": "politics", "education": "education",
    "identity": "identity", "phone": "phone", "id_number": "id_number", "remark": "remark",
    "born": "born_month", "joined": "joined_month", "worked": "work_month",
}  # fmt: skip
MONTHS = frozenset({"born", "joined", "worked"})
POSTING = frozenset({"unit", "post", "rank"})
Made = dict[int, dict[str, Any]]


def join_person(
    person: Person, *, checked: "Checked", units: Mapping[str, Unit], desk: Desk
) -> Made:
    """Place of a row → what was done for it. Rows whose moved ends nobody confirmed are left."""
    if person.known is None or person.known.pk is None:
        return {}
    cadre = checked.stored.cadres[person.known.pk]
    told = [each for each in person.standing if not each.is_held]
    changes = [change for each in told for change in _facts_changed(each)]
    made: Made = {each.place: {} for each in told if each.share}
    if changes:
        first = next(each.place for each in told if _facts_changed(each))
        made[first] |= _change_facts(cadre, changes, units, desk)
    for verdict in told:
        _join_decisions(verdict, cadre, checked=checked, desk=desk, made=made)
    _designate(cadre, told, desk, made)
    return {place: what for place, what in made.items() if what}


def _facts_changed(verdict: Verdict) -> list[Change]:
    if verdict.share is None:
        return []
    return [c for c in verdict.share.changes if c.ruling is None and c.field not in HELPER_FIELDS]


def _change_facts(
    cadre: Cadre, changes: list[Change], units: Mapping[str, Unit], desk: Desk
) -> dict[str, Any]:
    """Edits and, for another unit, a transfer; returns the earlier values and the version left."""
    cadre.refresh_from_db()
    was = {change.field: change.old for change in changes}
    plain = {COLUMNS[c.field]: _stored(c) for c in changes if c.field in COLUMNS}
    place = {c.field: c.new for c in changes if c.field in POSTING}
    moved = place.pop("unit", None)
    if moved is None:
        plain |= place
    if plain:
        edit_cadre(cadre, version=cadre.version, by=desk.by, on=desk.on, **plain)
        cadre.refresh_from_db()
    if moved is not None:
        transfer_cadre(
            cadre,
            to=units[key_of(moved)],
            post=place.get("post", cadre.post),
            rank=place.get("rank", cadre.rank),
            from_on=desk.on,
            by=desk.by,
        )
        cadre.refresh_from_db()
    if was.keys() & {"politics", "identity"}:
        correct_status(
            cadre,
            was=(was.get("politics", cadre.politics), was.get("identity", cadre.identity)),
            now=(cadre.politics, cadre.identity),
            by=desk.by,
            on=desk.on,
        )
    return {"edited": cadre.pk, "was": was, "version": cadre.version}


def _stored(change: Change) -> Any:
    if change.field in MONTHS:
        return date.fromisoformat(f"{change.new}-01")
    return change.new


def _join_decisions(
    verdict: Verdict, cadre: Cadre, *, checked: "Checked", desk: Desk, made: Made
) -> None:
    share = verdict.share
    if share is None:
        return
    for key, corrections in _by_decision(share.changes).items():
        decision = checked.stored.decisions[key]
        was = _correct(decision, corrections, desk)
        made[verdict.place].setdefault("corrected", []).append(was)
    beside = [ruling.measure for ruling in share.rulings]
    added = [_add(cadre, ruling, beside, desk) for ruling in share.rulings]
    if added:
        made[verdict.place]["decisions"] = [each.pk for each in added]
        made[verdict.place]["joined"] = cadre.pk


def _add(cadre: Cadre, ruling: Ruling, beside: list[str], desk: Desk) -> Decision:
    return register_decision(
        cadre,
        facts=facts_of(ruling),
        owner=desk.owner,
        by=desk.by,
        on=desk.on,
        beside=beside,
    )


def facts_of(ruling: Ruling) -> DecisionFacts:
    return DecisionFacts(
        measure=ruling.measure,
        decided_on=date.fromisoformat(ruling.decided_on),
        organ_name=ruling.organ,
        number=ruling.number,
        announced_on=date.fromisoformat(ruling.announced_on) if ruling.announced_on else None,
        reason=ruling.reason,
        form=ruling.form,
    )


def _by_decision(changes: Iterable[Change]) -> dict[int, list[Change]]:
    found: dict[int, list[Change]] = {}
    for change in changes:
        if change.ruling is not None:
            found.setdefault(change.ruling, []).append(change)
    return found


def _correct(decision: Decision, corrections: list[Change], desk: Desk) -> dict[str, Any]:
    decision.refresh_from_db()
    correct_decision(
        decision,
        version=decision.version,
        by=desk.by,
        on=desk.on,
        **{correction_of(c.field): correction_value(c.field, c.new) for c in corrections},
    )
    return {
        "decision": decision.pk,
        "version": decision.version + 1,
        "was": {c.field: c.old for c in corrections},
    }


def correction_of(name: str) -> str:
    return "organ_name" if name == "organ" else name


def correction_value(name: str, value: Any) -> Any:
    if name in {"decided_on", "announced_on"}:
        return date.fromisoformat(value) if value else None
    return value


def _designate(cadre: Cadre, told: list[Verdict], desk: Desk, made: Made) -> None:
    """Another helper from today on; the one before ends yesterday."""
    for verdict in told:
        changed = {
            c.field: c.new
            for c in (verdict.share.changes if verdict.share else ())
            if c.field in HELPER_FIELDS
        }
        if not changed:
            continue
        dossier = Dossier.objects.open().filter(cadre=cadre, kind=DossierKind.SANCTION).first()
        if dossier is None:
            continue
        before = _helper_before(dossier, desk.on)
        name = changed.get("helper", before.name if before else "")
        if not name:
            continue
        post = changed.get("helper_post", before.post if before else "")
        new = designate_helper(dossier, name=name, post=post, from_on=desk.on, by=desk.by)
        made[verdict.place]["helper"] = {
            "new": new.pk, "before": before.pk if before else None, "dossier": dossier.pk
        }  # fmt: skip


def _helper_before(dossier: Dossier, on: date) -> HelperDesignation | None:
    """The current one, or whoever ended yesterday with the move of this same row."""
    helpers = HelperDesignation.objects.filter(dossier=dossier)
    ended = helpers.filter(to_on=on - timedelta(days=1)).order_by("-from_on", "-pk")
    return helpers.current().first() or ended.first()
