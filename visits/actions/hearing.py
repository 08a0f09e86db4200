"""Verbs of 谈 with others: colleagues on the assessment's page, relatives behind its door."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accounts.acting import act
from accounts.models import User
from audit.record import record
from columns.refusal import Refused
from visits.actions.holding import hold
from visits.models import Assessment, AssessmentFamilyTalk, ColleagueTalk


@dataclass(frozen=True)
class ColleagueHeard:
    on: date
    who: str
    text: str
    told: bool


@dataclass(frozen=True)
class RelativeHeard:
    on: date
    relation: str
    text: str


@act
def save_colleagues(
    assessment: Assessment, *, heard: Sequence[ColleagueHeard], by: User, on: date
) -> None:
    """All rows of the page; whoever held a talk that stands unchanged stays its author."""
    hold(assessment.dossier)
    for each in heard:
        if not each.told:
            raise Refused(f"与“{each.who}”谈话前须告知本人。告知后请勾选“已告知本人”。")
        if each.on > on:
            raise Refused(f"与“{each.who}”谈话的日期不能晚于今天。")
    before = {(row.on, row.who, row.text): row.by_id for row in assessment.colleague_talks.all()}
    wanted = [(each.on, each.who, each.text) for each in heard]
    if list(before) == wanted:
        return
    assessment.colleague_talks.all().delete()
    ColleagueTalk.objects.bulk_create(
        ColleagueTalk(
            assessment=assessment,
            dossier_id=assessment.dossier_id,
            by_id=before.get((each.on, each.who, each.text), by.pk),
            order=order,
            **vars(each),
        )
        for order, each in enumerate(heard)
    )
    record("assessment.saved", assessment, by=by, on=on, fields=["colleagues_text"])


@act
def save_relative(
    assessment: Assessment, *, heard: RelativeHeard, by: User, on: date
) -> AssessmentFamilyTalk:
    """Sealed (decisions 3.7); it is read behind the same door as the note."""
    hold(assessment.dossier)
    if heard.on > on:
        raise Refused("家属谈话的日期不能晚于今天。请填写实际谈话的日期。")
    if not heard.relation or not heard.text.strip():
        raise Refused("请选择与本人的关系，并写明谈话要点。")
    row = AssessmentFamilyTalk.objects.create(
        assessment=assessment,
        dossier_id=assessment.dossier_id,
        on=heard.on,
        relation=heard.relation,
        text=heard.text.strip(),
        by=by,
    )
    record("assessment.family", row, by=by, on=on)
    return row
