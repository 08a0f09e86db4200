"""Sources of the ledger: visits, talks, needs, leads as numbers, conclusions, papers, by hand."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from accounts.models import User
from cases.models import Dossier
from evaluation.models import Conclusion
from ledger.choices import Category
from ledger.models import LedgerLine
from ledger.rules import Line
from needs.models import Need
from reports.models import Letter, Notice
from visits.models import Talk, Visit, VisitLead


def joined(*parts: str) -> str:
    return "；".join(part.strip().rstrip("。；") for part in parts if part.strip())


def visits(dossier: Dossier, viewer: User) -> Iterator[Line]:
    found = Visit.objects.visible_to(viewer).done().filter(dossier=dossier)
    for visit in found.prefetch_related("team", "interviews"):
        if visit.visited_on is not None:
            yield Line(
                key=f"visit:{visit.code}",
                day=visit.visited_on,
                category=Category.VISIT,
                summary=joined(f"{visit}（{visit.get_mode_display()}）", visit.opinion),
                thought=joined(visit.get_mood_display(), visit.mood_text),
                work=joined(visit.work_text, visit.achievements),
                correction=joined(visit.get_attitude_display(), visit.attitude_text),
                organisation=joined(
                    *(each.text for each in visit.interviews.all() if each.source == "unit_leader")
                ),
                by="、".join(member.name for member in visit.team.all()),
                paper="回访记录",
                url=visit.get_absolute_url(),
            )


def talks(dossier: Dossier, viewer: User) -> Iterator[Line]:
    for talk in Talk.objects.visible_to(viewer).live().filter(dossier=dossier):
        yield Line(
            key=f"talk:{talk.code}",
            day=talk.held_on,
            category=Category.TALK,
            summary=joined(f"{talk}（{talk.get_mode_display()}）", talk.note),
            thought=talk.get_mood_display(),
            by=f"{talk.speaker_name}（帮扶人）",
            paper=talk.proxy_basis or "季度谈心谈话记录",
            url=talk.get_absolute_url(),
        )


def needs(dossier: Dossier, viewer: User) -> Iterator[Line]:
    found = Need.objects.visible_to(viewer).live().filter(dossier=dossier)
    for need in found.select_related("assigned_to", "entered_by", "answered_by"):
        yield Line(
            key=f"need:{need.code}",
            day=need.asked_on,
            category=Category.NEED,
            summary=f"提出{need}：{need.words}",
            by=need.entered_by.display_name,
            paper=need.get_source_display(),
            url=need.get_absolute_url(),
        )
        if need.answered_on is not None and need.answered_by is not None:
            unit = need.assigned_to.full_name if need.assigned_to is not None else ""
            yield Line(
                # Answered anew, it is another line: what was signed said something else.
                key=f"answer:{need.code}:{need.answered_on.isoformat()}",
                day=need.answered_on,
                category=Category.NEED,
                summary=f"{unit}{need.get_ending_display()}：{need.answer}",
                thought=f"本人{need.get_view_display()}" if need.view else "",
                by=need.answered_by.display_name,
                url=need.get_absolute_url(),
            )


def leads(dossier: Dossier, viewer: User) -> Iterator[Line]:
    """How many there are of the day, for whoever may read them; never a word of what they say."""
    days: dict[date, int] = defaultdict(int)
    found = VisitLead.objects.visible_to(viewer).filter(dossier=dossier)
    for day in found.values_list("entered_on", flat=True):
        days[day] += 1
    for day, count in days.items():
        yield Line(
            key=f"leads:{day.isoformat()}",
            day=day,
            category=Category.LEAD,
            summary="另行核对事项（限知）",
            leads=f"{count}件",
        )


def conclusions(dossier: Dossier, viewer: User) -> Iterator[Line]:
    found = Conclusion.objects.visible_to(viewer).confirmed().filter(dossier=dossier)
    for each in found.select_related("round", "written_by", "decided_by"):
        if each.decided_on is not None and each.decided_by is not None:
            yield Line(
                key=f"conclusion:{each.code}",
                day=each.decided_on,
                category=Category.RATING,
                summary=f"{each.round}：{each.text}",
                rating=each.get_verdict_display(),
                by=f"{each.written_by.display_name}、{each.decided_by.display_name}",
                paper="评价结论",
            )


def papers(dossier: Dossier, viewer: User) -> Iterator[Line]:
    """Letters to the organs that use the person, and the notices that a period has ended."""
    letters = Letter.objects.visible_to(viewer).filter(dossier=dossier, issued_on__isnull=False)
    for letter in letters.select_related("addressee", "approved_by"):
        to = letter.addressee.full_name if letter.addressee is not None else ""
        by = letter.approved_by.display_name if letter.approved_by is not None else ""
        if letter.issued_on is not None:
            yield Line(
                key=f"letter:{letter.code}",
                day=letter.issued_on,
                category=Category.PROPOSAL,
                summary=f"{letter.get_kind_display()}送{to}",
                by=by,
                paper=letter.get_kind_display(),
                url=letter.get_absolute_url(),
            )
    for notice in Notice.objects.visible_to(viewer).of(dossier).released():
        if notice.released_on is not None:
            yield Line(
                key=f"notice:{notice.pk}",
                day=notice.released_on,
                category=Category.USE,
                summary=f"期满通知已发出：{notice.get_kind_display()}",
            )


def by_hand(dossier: Dossier, viewer: User) -> Iterator[Line]:
    found = LedgerLine.objects.visible_to(viewer).live().filter(dossier=dossier)
    for line in found.select_related("entered_by"):
        yield Line(
            key=f"line:{line.code}",
            day=line.day,
            category=line.category,
            summary=line.summary,
            thought=line.thought,
            work=line.work,
            correction=line.correction,
            organisation=line.organisation,
            by=line.entered_by.display_name,
            paper=line.paper,
            is_manual=True,
        )
