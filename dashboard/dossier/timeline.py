"""The chronicle of one dossier, newest first: what happened, who did it, one sentence."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from django.urls import reverse

from accounts.models import User
from accounts.roles import Permission, Role
from cases.models import Appeal, Dossier, ExecutionIssue, RestorationStep
from evaluation.models import Conclusion
from needs.facts.told import reads_words
from needs.models import Need
from reports.models import Letter, Notice
from visits.models import ClockMark, Plan, Talk, Visit
from web.dates import cn_date

PAGE = 20
SENTENCE = 80


@dataclass(frozen=True)
class Item:
    day: date
    title: str
    who: str = ""
    text: str = ""
    url: str = ""


@dataclass(frozen=True)
class Chronicle:
    """One page of it; the numbers lead to the pages beside this one, 0 where there is none."""

    items: list[Item]
    newer: int
    older: int


def chronicle_of(dossier: Dossier, *, viewer: User, page: int, today: date) -> Chronicle:
    sources = (
        _decisions,
        _hands,
        _appeals,
        _restoration,
        _helpers,
        _plans,
        _visits,
        _talks,
        _needs,
        _issues,
        _conclusions,
        _letters,
        _endings,
    )
    items = sorted(
        chain(
            _lives(dossier, viewer, today),
            chain.from_iterable(source(dossier, viewer) for source in sources),
        ),
        key=lambda item: item.day,
        reverse=True,
    )
    last = max(1, -(-len(items) // PAGE))
    page = min(max(page, 1), last)
    return Chronicle(
        items=items[(page - 1) * PAGE : page * PAGE],
        newer=page - 1,
        older=page + 1 if page < last else 0,
    )


def _decisions(dossier: Dossier, viewer: User) -> Iterator[Item]:
    """Practice D.2: a helper is told kind and period, not the paper and not the grounds."""
    papers = viewer.role != Role.HELPER
    yield Item(dossier.opened_on, "建立回访档案", text=f"档案编号{dossier.number}。")
    if dossier.closed_on is not None:
        why = f"{dossier.get_ended_as_display()}。" if dossier.ended_as else ""
        yield Item(dossier.closed_on, f"档案{dossier.get_status_display()}", text=why)
    for decision in dossier.decisions.all():
        if decision.voided_at is None:
            organ = decision.document.organ_name if papers else ""
            yield Item(decision.decided_on, f"{decision.measure}决定作出", organ)
            for event in decision.events.all():
                if event.voided_at is None:
                    basis = event.basis if papers else ""
                    title = f"{decision.measure}：{event.get_kind_display()}"
                    yield Item(event.on, title, "", basis)


def _lives(dossier: Dossier, viewer: User, today: date) -> Iterator[Item]:
    """Moves, retirement and pauses; why it rests and who keeps it is the discipline organs' own."""
    if dossier.cadre is not None:
        moves = dossier.cadre.postings.filter(from_on__isnull=False).select_related("unit")
        for posting in moves:
            assert posting.from_on is not None
            yield Item(posting.from_on, f"到{posting.unit.full_name}任职", text=posting.post)
        retired_on = dossier.cadre.retired_on
        if retired_on is not None and retired_on <= today:
            yield Item(retired_on, "退休")
    for rest in dossier.suspensions.all():
        why = f"{rest.get_reason_display()}。" if viewer.is_discipline else ""
        yield Item(rest.from_on, "档案暂停", text=why)
        if rest.to_on is not None and not dossier.ended_as:
            yield Item(rest.to_on + timedelta(days=1), "档案恢复办理")


def _hands(dossier: Dossier, viewer: User) -> Iterator[Item]:
    """From office to office, and from officer to officer with what he was told."""
    if not viewer.is_discipline:
        return
    for note in dossier.passing_notes.select_related("giver", "to"):
        title = f"{note.giver.display_name}转交{note.to.display_name}"
        yield Item(note.on, title, text=f"交接说明：{note.text}")
    for handover in dossier.handovers.all():
        if handover.accepted_on is not None:
            text = f"由{handover.from_owner.full_name}移出，原编号{handover.number_before}。"
            title = f"{handover.receiver.full_name}接收档案"
            yield Item(handover.accepted_on, title, text=text)


def _appeals(dossier: Dossier, viewer: User) -> Iterator[Item]:
    url = reverse("cases:appeals", args=[dossier.code])
    for appeal in Appeal.objects.visible_to(viewer).of(dossier).live().order_by("pk"):
        yield Item(appeal.lodged_on, f"本人提出{appeal}", "", f"由{appeal.heard_by}办理。", url)
        if appeal.decided_on is not None:
            number = f"{appeal.document_number}。" if appeal.document_number else ""
            title = f"{appeal}结果：{appeal.get_outcome_display()}"
            yield Item(appeal.decided_on, title, appeal.heard_by, number, url)


def _restoration(dossier: Dossier, viewer: User) -> Iterator[Item]:
    url = reverse("cases:restoration", args=[dossier.code])
    steps = RestorationStep.objects.visible_to(viewer).of(dossier).live()
    for step in steps.select_related("entered_by"):
        by = step.entered_by.display_name if step.entered_by is not None else ""
        text = f"{step.tally}。" if step.tally is not None else _sentence(step.evidence)
        yield Item(step.on, f"恢复党员权利：{step}", by, text, url)


def _helpers(dossier: Dossier, viewer: User) -> Iterator[Item]:
    for helper in dossier.helpers.all():
        post = f"（{helper.post}）" if helper.post else ""
        yield Item(helper.from_on, "指定帮扶人", f"{helper.name}{post}")


def _plans(dossier: Dossier, viewer: User) -> Iterator[Item]:
    plans = Plan.objects.visible_to(viewer).filter(dossier=dossier, approved_by__isnull=False)
    for plan in plans.select_related("approved_by", "confirmed_by"):
        on = plan.confirmed_on or plan.approved_on
        by = plan.confirmed_by or plan.approved_by
        if on is not None and by is not None and not plan.is_waiting:
            url = f"{reverse('visits:plan', args=[dossier.code])}?number={plan.number}"
            yield Item(on, f"方案第{plan.number}版已批准", by.display_name, "", url)


def _visits(dossier: Dossier, viewer: User) -> Iterator[Item]:
    visits = Visit.objects.visible_to(viewer).done().filter(dossier=dossier)
    for visit in visits.prefetch_related("team"):
        who = "、".join(member.name for member in visit.team.all())
        title = f"{visit}（{visit.get_mode_display()}）"
        if visit.visited_on is not None:
            text, url = _sentence(visit.opinion), visit.get_absolute_url()
            yield Item(visit.visited_on, title, who, text, url)


def _talks(dossier: Dossier, viewer: User) -> Iterator[Item]:
    talks = Talk.objects.visible_to(viewer).live().filter(dossier=dossier)
    for talk in talks:
        marks = "，补谈" if talk.is_makeup else "，系统启用前补录" if talk.backfilled else ""
        yield Item(
            talk.held_on,
            f"{talk}{marks}",
            f"{talk.speaker_name}（帮扶人）",
            _sentence(talk.note),
            talk.get_absolute_url(),
        )


def _needs(dossier: Dossier, viewer: User) -> Iterator[Item]:
    """Asked and answered, for those who read the words."""
    if not viewer.may(Permission.NEED_VIEW):
        return
    needs = Need.objects.visible_to(viewer).live().filter(dossier=dossier)
    for need in needs.select_related("entered_by", "answered_by", "assigned_to"):
        reads, url = reads_words(need, viewer), need.get_absolute_url()
        text = _sentence(need.words if reads else need.request)
        yield Item(need.asked_on, f"本人提出{need}", need.entered_by.display_name, text, url)
        if need.answered_on is not None and need.assigned_to is not None:
            title = f"{need}{need.get_ending_display()}"
            by = need.assigned_to.full_name
            yield Item(need.answered_on, title, by, _sentence(need.answer), url)


def _issues(dossier: Dossier, viewer: User) -> Iterator[Item]:
    """Found and closed; what lies between stands on the issue's own page."""
    if not viewer.may(Permission.EXECUTION_VIEW):
        return
    issues = ExecutionIssue.objects.visible_to(viewer).live().filter(dossier=dossier)
    for issue in issues.select_related("dossier", "found_by", "closed_by"):
        url, by = issue.get_absolute_url(), issue.found_by.display_name
        yield Item(issue.found_on, f"发现执行问题：{issue}", by, _sentence(issue.text), url)
        if issue.closed_on is not None and issue.closed_by is not None:
            by = issue.closed_by.display_name
            yield Item(issue.closed_on, f"执行问题已销号：{issue}", by, "", url)


def _conclusions(dossier: Dossier, viewer: User) -> Iterator[Item]:
    if not viewer.may(Permission.RATING_RESULT):
        return
    found = Conclusion.objects.visible_to(viewer).confirmed().filter(dossier=dossier)
    for conclusion in found.select_related("round", "written_by", "decided_by"):
        if conclusion.decided_on is not None and conclusion.decided_by is not None:
            yield Item(
                conclusion.decided_on,
                f"{conclusion.round}已有结论",
                f"{conclusion.written_by.display_name}、{conclusion.decided_by.display_name}",
                f"{conclusion.get_verdict_display()}。",
                reverse("evaluation:results", args=[conclusion.round.code]),
            )


def _letters(dossier: Dossier, viewer: User) -> Iterator[Item]:
    letters = Letter.objects.visible_to(viewer).filter(dossier=dossier, issued_on__isnull=False)
    for letter in letters.select_related("addressee", "approved_by", "received_by__unit"):
        to = letter.addressee.full_name if letter.addressee is not None else ""
        by = letter.approved_by.display_name if letter.approved_by is not None else ""
        url = letter.get_absolute_url()
        if letter.issued_on is not None:
            yield Item(
                letter.issued_on, f"{letter.get_kind_display()}已送达", by, f"主送{to}。", url
            )
        if letter.received_at is not None:
            yield Item(letter.received_at.date(), f"{to}已签收", "", "", url)


def _endings(dossier: Dossier, viewer: User) -> Iterator[Item]:
    """The notices that were sent, and below them the day after the last end."""
    url = reverse("reports:dossier_notices", args=[dossier.code])
    url = url if viewer.may(Permission.LETTER_VIEW) else ""
    sent = Notice.objects.visible_to(viewer).of(dossier).released()
    for notice in sent.select_related("released_by", "addressee").order_by("-pk"):
        if notice.released_on is not None and notice.released_by is not None:
            to = notice.addressee.full_name if notice.addressee is not None else "本人"
            title = f"期满通知已发出：{notice.get_kind_display()}"
            by = notice.released_by.display_name
            yield Item(notice.released_on, title, by, f"发给{to}。", url)
    for mark in ClockMark.objects.visible_to(viewer).live().of_the_end().filter(dossier=dossier):
        yield Item(mark.due_on, str(mark), "", f"最后一天是{cn_date(mark.end)}。", url)


def _sentence(text: str) -> str:
    """The first sentence, or as much as fits on a line."""
    first = text.strip().split("。")[0]
    return f"{first[:SENTENCE]}……" if len(first) > SENTENCE else f"{first}。"
