"""Passing work on: what one person of the organ has in hand goes to another one."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F

from accounts.acting import as_system
from accounts.models import User
from accounts.roles import Permission
from audit.record import record
from cases.actions import set_handler
from cases.models import Dossier
from columns.refusal import Refused
from reports.models import Letter
from visits.choices import EDITABLE_PLANS
from visits.models import Draft, Plan


@dataclass(frozen=True)
class Passed:
    """How many of each went."""

    dossiers: int
    drafts: int
    plans: int
    letters: int

    @property
    def total(self) -> int:
        return self.dossiers + self.drafts + self.plans + self.letters


@transaction.atomic
def pass_on(giver: User, *, to: User, by: User, on: date) -> Passed:
    """Of the organ of `by`, to a colleague who may do the same; what has been signed keeps its
    signer, only what is unfinished changes hands."""
    _refuse(giver, to, by)
    with as_system():
        mine = Dossier.objects.live().open().filter(owner=by.unit_id)
        ids = list(mine.filter(handler=giver).values_list("pk", flat=True))
        dossiers = _dossiers(ids, to=to, by=by, on=on)
        # Whoever approves does not get rid of having drafted it.
        written = giver.pk != by.pk
        passed = Passed(
            dossiers=dossiers,
            drafts=_drafts(giver, to=to) if written else 0,
            plans=_plans(giver, to=to) if written else 0,
            letters=_letters(giver, to=to) if written else 0,
        )
    if not passed.total:
        raise Refused(f"{giver.display_name}手头没有可以转交的事项。")
    record("work.passed_on", giver, by=by, to=to.pk, on=on, number=passed.total)
    return passed


def _refuse(giver: User, to: User, by: User) -> None:
    if giver.pk == to.pk:
        raise Refused("转出和接手的是同一位同志，请重新选择。")
    if giver.unit_id != by.unit_id or to.unit_id != by.unit_id:
        raise Refused("只在本机关的同志之间转交；跨机关的请办理档案移交。")
    if not to.may(Permission.DOSSIER_EDIT):
        raise Refused(f"{to.display_name}不承办档案，请选择案件审理室的同志接手。")


def _dossiers(ids: list[int], *, to: User, by: User, on: date) -> int:
    for dossier in Dossier.objects.filter(pk__in=ids):
        set_handler(dossier, handler=to, by=by, on=on)
    return len(ids)


def _drafts(giver: User, *, to: User) -> int:
    """Sealed to their author, so each is sealed anew."""
    drafts = Draft.objects.filter(author=giver)
    for draft in drafts:
        text = draft.sealed
        draft.author, draft.sealed = to, text
        draft.save(update_fields=["author", "sealed"])
    return len(drafts)


def _plans(giver: User, *, to: User) -> int:
    plans = Plan.objects.filter(drafted_by=giver, status__in=EDITABLE_PLANS)
    return plans.update(drafted_by=to, version=F("version") + 1)


def _letters(giver: User, *, to: User) -> int:
    letters = Letter.objects.editable().filter(drafted_by=giver)
    return letters.update(drafted_by=to, version=F("version") + 1)
