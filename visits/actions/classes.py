"""Verbs of a person's class: what the rule proposes, and what a person sets with a reason."""

from datetime import date

from accounts.acting import act
from accounts.models import User
from audit.record import record
from cases.models import Dossier
from columns.refusal import Refused
from visits.actions.holding import hold_sanction
from visits.choices.planning import VisitClass
from visits.choices.visiting import Depth
from visits.facts.classes import proposed
from visits.models import Classification


def propose_class(dossier: Dossier, *, on: date) -> None:
    """Within an act: a new row when the rule says otherwise now. What a person has set stays."""
    if dossier.cadre_id is None or dossier.is_clearing:
        return
    now = proposed(dossier, on=on)
    current = Classification.objects.filter(dossier=dossier, is_current=True).first()
    if current is not None and (
        current.is_by_hand
        or (current.grade, current.package, current.reason) == (now.grade, now.depth, now.reason)
    ):
        return
    _replace(dossier, grade=now.grade, package=now.depth, reason=now.reason, on=on)
    record("class.proposed", dossier, by=None, on=on, kind=now.grade)


@act
def set_class(
    dossier: Dossier,
    *,
    grade: str,
    package: str,
    reason: str,
    token: str,
    by: User,
    on: date,
) -> Classification:
    """By hand, with a reason; from now on the rule only proposes beside it."""
    held = hold_sanction(dossier, what="分类")
    if standing := Classification.objects.filter(token=token).first():
        return standing
    if not reason.strip():
        raise Refused("请写明调整的理由。例如：本人近期承担应急值守，改为每半年回访一次。")
    if grade not in VisitClass.values:
        raise Refused("请选择类别：必访、重点、一般或不列入。")
    if grade != VisitClass.OUT and package not in Depth.values:
        raise Refused("请选择访法：标准访、深度访或暖心访。")
    row = _replace(
        held,
        grade=grade,
        package="" if grade == VisitClass.OUT else package,
        reason=reason.strip(),
        on=on,
        by=by,
        token=token,
    )
    record("class.set", row, by=by, on=on, kind=grade)
    return row


def _replace(dossier: Dossier, **facts: object) -> Classification:
    Classification.objects.filter(dossier=dossier, is_current=True).update(is_current=False)
    return Classification.objects.create(dossier=dossier, **facts)
