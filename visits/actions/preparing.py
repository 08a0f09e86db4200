"""Verbs between the agreement and the record: prepare the visit, say that it took place."""

from datetime import date, timedelta

from django.db.models import F

from accounts.acting import act
from accounts.models import User
from audit.choices import Verb
from audit.record import record
from columns.refusal import Refused
from visits.actions.holding import Gaps, Stale, hold
from visits.actions.teams import Member, refuse_wrong_team
from visits.choices.visiting import VisitStatus
from visits.facts.reading import unread_by
from visits.models import Visit
from visits.rules.records import REPORT_DAYS, wrong_day


@act
def keep_outline(
    visit: Visit, *, version: int, outline: str, unit_note: str, by: User, on: date
) -> None:
    """The outline as it grows; nothing is ready yet."""
    held = hold(visit.dossier)
    _write(visit, version, outline=outline.strip(), unit_note=unit_note.strip())
    record(Verb.VISIT_REARRANGED, visit, by=by, cadre_id=held.cadre_id, on=on)


@act
def prepare_visit(
    visit: Visit, *, version: int, outline: str, unit_note: str, by: User, on: date
) -> None:
    """已准备: an outline, a team that may go, and every visitor has read the dossier."""
    held = hold(visit.dossier)
    gaps = [] if outline.strip() else ["请填写谈话提纲。可以在系统拟出的提纲上修改。"]
    gaps += [f"{name}还没有阅看档案，请先打开档案页。" for name in unread_by(visit, on=on)]
    if gaps:
        raise Gaps(gaps)
    refuse_wrong_team(held, seated(visit), is_key=visit.is_key)
    if visit.status not in {VisitStatus.AGREED, VisitStatus.READY}:
        raise Refused("先与本人约定时间和地点，再准备回访。")
    _write(
        visit,
        version,
        status=VisitStatus.READY,
        outline=outline.strip(),
        unit_note=unit_note.strip(),
        prepared_by=by,
        prepared_on=on,
        team_fault="",
    )
    record(Verb.VISIT_PREPARED, visit, by=by, cadre_id=held.cadre_id, on=on)


@act
def hold_visit(visit: Visit, *, version: int, visited_on: date, by: User, on: date) -> None:
    """已实施: the record is due some days later (practice A67)."""
    held = hold(visit.dossier)
    wrong = wrong_day(visited_on, today=on, decided_on=held.first_day, what="回访")
    if wrong:
        raise Refused(wrong)
    standing = Visit.objects.filter(pk=visit.pk, version=version, status=VisitStatus.READY)
    done = standing.update(
        status=VisitStatus.HELD,
        visited_on=visited_on,
        report_due_on=visited_on + timedelta(days=REPORT_DAYS),
        version=F("version") + 1,
    )
    if not done:
        raise Stale
    record(Verb.VISIT_HELD, visit, by=by, cadre_id=held.cadre_id, on=visited_on)


def seated(visit: Visit) -> list[Member]:
    return [
        Member(each.part, user=each.user, name=each.name, post=each.post)
        for each in visit.team.select_related("user__unit")
    ]


def _write(visit: Visit, version: int, **facts: object) -> None:
    open_states = [VisitStatus.PLANNED, VisitStatus.AGREED, VisitStatus.READY]
    standing = Visit.objects.filter(pk=visit.pk, version=version, status__in=open_states)
    if not standing.update(version=F("version") + 1, **facts):
        raise Stale
