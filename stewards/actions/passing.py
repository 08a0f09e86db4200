"""Passing work on: what one person of the organ has in hand goes to others, file by file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F

from accounts.acting import as_system
from accounts.models import User
from accounts.roles import Permission
from accounts.scope import scope_of
from audit.record import record
from cases.actions import set_handler
from cases.models import Dossier, PassingNote
from columns.refusal import Refused
from needs.actions import pass_need
from needs.models import Need
from reports.models import Letter
from stewards.facts.passing import Work, work_of
from visits.actions import hand_seat
from visits.models import Draft, Plan, Visit


@dataclass(frozen=True)
class Hand:
    """Who takes one file, where it is not the receiver of all, and what he is told of it."""

    to: User | None = None
    note: str = ""


@dataclass(frozen=True)
class Passed:
    """How many of each went; how many drafts stayed, because their author did not agree."""

    dossiers: int
    drafts: int
    plans: int
    letters: int
    needs: int = 0
    visits: int = 0
    kept: int = 0

    @property
    def total(self) -> int:
        return self.dossiers + self.drafts + self.plans + self.letters + self.needs + self.visits


@dataclass(frozen=True)
class Receivers:
    """Who takes what: all goes to `to`, but for the files that are given to somebody else."""

    to: User
    hands: Mapping[int, Hand]

    def of(self, dossier_id: int) -> User:
        hand = self.hands.get(dossier_id)
        return hand.to if hand is not None and hand.to is not None else self.to

    @property
    def all(self) -> list[User]:
        others = {each.to.pk: each.to for each in self.hands.values() if each.to is not None}
        return list({self.to.pk: self.to, **others}.values())


@transaction.atomic
def pass_on(
    giver: User,
    *,
    to: User,
    by: User,
    on: date,
    hands: Mapping[int, Hand] | None = None,
    with_drafts: bool = True,
) -> Passed:
    """Of the organ of `by`, to colleagues who may do the same; what has been signed keeps its
    signer, only what is unfinished changes hands. `hands`, by dossier: who takes it instead of
    `to`, and the note for him. Drafts go only where their author agreed."""
    receivers = Receivers(to, hands or {})
    for receiver in receivers.all:
        _refuse(giver, receiver, by)
    with as_system():
        work = work_of(giver, by=by, with_drafts=with_drafts)
        _refuse_avoided(receivers, work.dossier_ids)
        passed = Passed(
            dossiers=_dossiers(work.handled, to=receivers, by=by, on=on),
            drafts=_drafts(work.drafts, to=receivers),
            plans=_written(work.plans, to=receivers),
            letters=_written(work.letters, to=receivers),
            needs=_needs(work.needs, to=receivers, by=by, on=on),
            visits=_visits(work.visits, giver, to=receivers, by=by, on=on),
            kept=0 if with_drafts else Draft.objects.filter(author=giver).count(),
        )
        _notes(work, giver, to=receivers, by=by, on=on)
    if not passed.total:
        raise Refused(f"{giver.display_name}手头没有可以转交的事项。")
    record("work.passed_on", giver, by=by, to=to.pk, on=on, number=passed.total)
    return passed


def _refuse_avoided(receivers: Receivers, ids: Iterable[int]) -> None:
    """回避 (practice D.3): nobody is handed a file that he must not find."""
    denied = {each.pk: set(scope_of(each).denied_dossiers) for each in receivers.all}
    for receiver in receivers.all:
        avoided = [
            key for key in ids if receivers.of(key).pk == receiver.pk and key in denied[receiver.pk]
        ]
        if avoided:
            raise Refused(
                f"{receiver.display_name}须回避或不得知悉的档案有{len(avoided)}份"
                f"（{_numbers(avoided)}），请在该档案一行另选一位同志接手。"
            )


def _numbers(ids: Sequence[int]) -> str:
    found = Dossier.objects.filter(pk__in=ids).order_by("number")
    return "、".join(found.values_list("number", flat=True))


def _refuse(giver: User, to: User, by: User) -> None:
    if giver.pk == to.pk:
        raise Refused("转出和接手的是同一位同志，请重新选择。")
    if giver.unit_id != by.unit_id or to.unit_id != by.unit_id:
        raise Refused("只在本机关的同志之间转交；跨机关的请办理档案移交。")
    if not to.may(Permission.DOSSIER_EDIT):
        raise Refused(f"{to.display_name}不承办档案，请选择案件审理室的同志接手。")


def _dossiers(dossiers: list[Dossier], *, to: Receivers, by: User, on: date) -> int:
    for dossier in dossiers:
        set_handler(dossier, handler=to.of(dossier.pk), by=by, on=on)
    return len(dossiers)


def _drafts(drafts: list[Draft], *, to: Receivers) -> int:
    """Sealed to their author, so each is sealed anew."""
    for draft in drafts:
        text = draft.sealed
        draft.author, draft.sealed = to.of(draft.dossier_id), text
        draft.save(update_fields=["author", "sealed"])
    return len(drafts)


def _written(rows: Sequence[Plan | Letter], *, to: Receivers) -> int:
    for row in rows:
        same = type(row)._base_manager.filter(pk=row.pk)
        same.update(drafted_by=to.of(row.dossier_id), version=F("version") + 1)
    return len(rows)


def _needs(needs: list[Need], *, to: Receivers, by: User, on: date) -> int:
    for need in needs:
        pass_need(need, to=to.of(need.dossier_id), by=by, on=on)
    return len(needs)


def _visits(visits: list[Visit], giver: User, *, to: Receivers, by: User, on: date) -> int:
    for visit in visits:
        hand_seat(visit, giver=giver, to=to.of(visit.dossier_id), by=by, on=on)
    return len(visits)


def _notes(work: Work, giver: User, *, to: Receivers, by: User, on: date) -> None:
    """Of a file that did not change hands no note is kept."""
    PassingNote.objects.bulk_create(
        PassingNote(
            dossier_id=key, giver=giver, to=to.of(key), text=hand.note.strip(), by=by, on=on
        )
        for key, hand in to.hands.items()
        if key in work.dossier_ids and hand.note.strip()
    )
