"""Passing work on: what one person of the organ has in hand goes to another one."""

from collections.abc import Sequence
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
from cases.models import Dossier
from columns.refusal import Refused
from needs.actions import pass_need
from needs.models import Need
from reports.models import Letter
from visits.choices import EDITABLE_PLANS
from visits.models import Draft, Plan


@dataclass(frozen=True)
class Passed:
    """How many of each went; how many drafts stayed, because their author did not agree."""

    dossiers: int
    drafts: int
    plans: int
    letters: int
    needs: int = 0
    kept: int = 0

    @property
    def total(self) -> int:
        return self.dossiers + self.drafts + self.plans + self.letters + self.needs


@dataclass(frozen=True)
class Receivers:
    """Who takes what: all goes to `to`, but for the files that he must not find."""

    to: User
    instead: User | None
    avoided: frozenset[int]

    def of(self, dossier_id: int) -> User:
        if dossier_id in self.avoided and self.instead is not None:
            return self.instead
        return self.to


@transaction.atomic
def pass_on(
    giver: User,
    *,
    to: User,
    by: User,
    on: date,
    instead: User | None = None,
    with_drafts: bool = True,
) -> Passed:
    """Of the organ of `by`, to a colleague who may do the same; what has been signed keeps its
    signer, only what is unfinished changes hands. `instead` takes the files that `to` must not
    find. Drafts go only where their author agreed."""
    for receiver in (to, instead):
        if receiver is not None:
            _refuse(giver, receiver, by)
    with as_system():
        mine = Dossier.objects.live().open().filter(owner=by.unit_id)
        ids = list(mine.filter(handler=giver).values_list("pk", flat=True))
        # Whoever approves does not get rid of having drafted it.
        work = _work_of(giver, is_own=giver.pk == by.pk, with_drafts=with_drafts)
        receivers = _receivers(to, instead, {*ids, *(each.dossier_id for each in work.all)})
        passed = Passed(
            dossiers=_dossiers(ids, to=receivers, by=by, on=on),
            drafts=_drafts(work.drafts, to=receivers),
            plans=_written(work.plans, to=receivers),
            letters=_written(work.letters, to=receivers),
            needs=_needs(work.needs, to=receivers, by=by, on=on),
            kept=0 if with_drafts else Draft.objects.filter(author=giver).count(),
        )
    if not passed.total:
        raise Refused(f"{giver.display_name}手头没有可以转交的事项。")
    record("work.passed_on", giver, by=by, to=to.pk, on=on, number=passed.total)
    return passed


@dataclass(frozen=True)
class Work:
    """What is unfinished, but for the dossiers themselves."""

    drafts: list[Draft]
    plans: list[Plan]
    letters: list[Letter]
    needs: list[Need]

    @property
    def all(self) -> list[Draft | Plan | Letter | Need]:
        return [*self.drafts, *self.plans, *self.letters, *self.needs]


def _work_of(giver: User, *, is_own: bool, with_drafts: bool) -> Work:
    needs = list(Need.objects.handled_by(giver).select_related("dossier"))
    if is_own:
        return Work([], [], [], needs)
    return Work(
        drafts=list(Draft.objects.filter(author=giver)) if with_drafts else [],
        plans=list(Plan.objects.filter(drafted_by=giver, status__in=EDITABLE_PLANS)),
        letters=list(Letter.objects.editable().filter(drafted_by=giver)),
        needs=needs,
    )


def _receivers(to: User, instead: User | None, ids: set[int]) -> Receivers:
    """回避 (practice D.3): nobody is handed a file that he must not find."""
    avoided = frozenset(ids & set(scope_of(to).denied_dossiers))
    if avoided and instead is None:
        raise Refused(
            f"{to.display_name}须回避或不得知悉的档案有{len(avoided)}份（{_numbers(avoided)}），"
            "请在“须回避的档案交给”里选择另一位同志。"
        )
    if instead is not None:
        also = avoided & set(scope_of(instead).denied_dossiers)
        if also:
            raise Refused(
                f"{instead.display_name}对其中的{_numbers(also)}也须回避，请选择另一位同志。"
            )
    return Receivers(to, instead, avoided)


def _numbers(ids: frozenset[int]) -> str:
    found = Dossier.objects.filter(pk__in=ids).order_by("number")
    return "、".join(found.values_list("number", flat=True))


def _refuse(giver: User, to: User, by: User) -> None:
    if giver.pk == to.pk:
        raise Refused("转出和接手的是同一位同志，请重新选择。")
    if giver.unit_id != by.unit_id or to.unit_id != by.unit_id:
        raise Refused("只在本机关的同志之间转交；跨机关的请办理档案移交。")
    if not to.may(Permission.DOSSIER_EDIT):
        raise Refused(f"{to.display_name}不承办档案，请选择案件审理室的同志接手。")


def _dossiers(ids: list[int], *, to: Receivers, by: User, on: date) -> int:
    for dossier in Dossier.objects.filter(pk__in=ids):
        set_handler(dossier, handler=to.of(dossier.pk), by=by, on=on)
    return len(ids)


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
