"""Sources of the ledger: sanctions, execution, assessment, custody; each behind its own wall."""

from collections.abc import Iterator

from django.urls import reverse

from accounts.models import User
from cases.models import (
    Appeal,
    Dossier,
    ExecutionCheck,
    ExecutionIssue,
    Handover,
    RestorationStep,
)
from ledger.choices import Category
from ledger.rules import Line
from visits.models import Assessment, Plan


def sanctions(dossier: Dossier, viewer: User) -> Iterator[Line]:
    """Decisions, what became of them, appeals and the way back to a member's rights."""
    url = reverse("dashboard:clocks", args=[dossier.code])
    for decision in dossier.decisions.select_related("measure", "document"):
        if decision.voided_at is None:
            paper = decision.document
            yield Line(
                key=f"decision:{decision.code}",
                day=decision.decided_on,
                category=Category.SANCTION,
                summary=f"作出{decision.measure}决定",
                by=paper.organ_name,
                paper=paper.number,
                url=url,
            )
            for event in decision.events.all():
                if event.voided_at is None:
                    summary = f"{decision.measure}：{event.get_kind_display()}"
                    yield Line(
                        key=f"event:{event.pk}",
                        day=event.on,
                        category=Category.SANCTION,
                        summary=summary,
                        paper=event.basis,
                        url=url,
                    )
    yield from _appeals(dossier, viewer)
    for step in RestorationStep.objects.visible_to(viewer).of(dossier).live():
        yield Line(
            key=f"restoration:{step.pk}",
            day=step.on,
            category=Category.SANCTION,
            summary=f"恢复党员权利：{step}",
            paper=step.evidence,
            url=reverse("cases:restoration", args=[dossier.code]),
        )


def _appeals(dossier: Dossier, viewer: User) -> Iterator[Line]:
    url = reverse("cases:appeals", args=[dossier.code])
    for appeal in Appeal.objects.visible_to(viewer).of(dossier).live():
        yield Line(
            key=f"appeal:{appeal.code}",
            day=appeal.lodged_on,
            category=Category.SANCTION,
            summary=f"本人提出{appeal}",
            by=appeal.heard_by,
            url=url,
        )
        if appeal.decided_on is not None:
            yield Line(
                key=f"appeal-end:{appeal.code}",
                day=appeal.decided_on,
                category=Category.SANCTION,
                summary=f"{appeal}结果：{appeal.get_outcome_display()}",
                by=appeal.heard_by,
                paper=appeal.document_number,
                url=url,
            )


def execution(dossier: Dossier, viewer: User) -> Iterator[Line]:
    url = reverse("cases:execution", args=[dossier.code])
    checks = ExecutionCheck.objects.visible_to(viewer).filter(dossier=dossier)
    for check in checks.select_related("entered_by"):
        if check.done_on is not None:
            yield Line(
                key=f"check:{check.pk}",
                day=check.done_on,
                category=Category.EXECUTION,
                summary=f"{check.get_item_display()}已落实",
                by=check.entered_by.display_name,
                paper=check.evidence,
                url=url,
            )
    issues = ExecutionIssue.objects.visible_to(viewer).live().filter(dossier=dossier)
    for issue in issues.select_related("dossier", "found_by", "closed_by"):
        yield Line(
            key=f"issue:{issue.code}",
            day=issue.found_on,
            category=Category.EXECUTION,
            summary=f"发现执行问题（{issue}）：{issue.text}",
            by=issue.found_by.display_name,
            url=issue.get_absolute_url(),
        )
        if issue.closed_on is not None and issue.closed_by is not None:
            yield Line(
                key=f"issue-end:{issue.code}",
                day=issue.closed_on,
                category=Category.EXECUTION,
                summary=f"执行问题已销号（{issue}）",
                by=issue.closed_by.display_name,
                paper=issue.vouchers,
                url=issue.get_absolute_url(),
            )


def assessments(dossier: Dossier, viewer: User) -> Iterator[Line]:
    """Finished ones, with what the party organisation said; plans that came into force."""
    found = Assessment.objects.visible_to(viewer).filter(dossier=dossier)
    for each in found.select_related("talk_by"):
        if each.finished_on is not None:
            yield Line(
                key=f"assessment:{each.number}",
                day=each.finished_on,
                category=Category.ASSESSMENT,
                summary=f"{each}：{each.conclusion}",
                thought=each.talk_text,
                organisation=each.listen_text,
                by=each.talk_by.display_name if each.talk_by is not None else "",
                url=reverse("visits:assessment", args=[dossier.code]),
            )
    plans = Plan.objects.visible_to(viewer).filter(dossier=dossier, approved_by__isnull=False)
    for plan in plans.select_related("approved_by", "confirmed_by"):
        on, by = plan.confirmed_on or plan.approved_on, plan.confirmed_by or plan.approved_by
        if on is not None and by is not None and not plan.is_waiting:
            yield Line(
                key=f"plan:{plan.number}",
                day=on,
                category=Category.ASSESSMENT,
                summary=f"一人一策方案第{plan.number}版已批准",
                by=by.display_name,
                url=f"{reverse('visits:plan', args=[dossier.code])}?number={plan.number}",
            )


def custody(dossier: Dossier, viewer: User) -> Iterator[Line]:
    """The file opened, handed to another organ, closed."""
    yield Line(
        key="opened",
        day=dossier.opened_on,
        category=Category.CUSTODY,
        summary=f"建立回访档案，编号{dossier.number}",
    )
    for handover in Handover.objects.visible_to(viewer).filter(dossier=dossier):
        if handover.accepted_on is not None:
            yield Line(
                key=f"handover:{handover.code}",
                day=handover.accepted_on,
                category=Category.CUSTODY,
                summary=f"档案由{handover.from_owner.full_name}移交"
                f"{handover.receiver.full_name}，原编号{handover.number_before}",
            )
    if dossier.closed_on is not None:
        yield Line(
            key="closed",
            day=dossier.closed_on,
            category=Category.CUSTODY,
            summary=f"档案{dossier.get_status_display()}",
        )
