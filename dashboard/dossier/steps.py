"""Where a dossier stands in the loop, what comes next, and who owes it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from accounts.models import User
from accounts.roles import Permission
from cases.choices import STAGES, DossierStatus
from cases.facts.restoration import chains_awaiting
from cases.models import Dossier, ExecutionIssue
from dashboard.desk.lines import BRANCH, due_words, owed_by
from dashboard.desk.rights import COMMITTEE, chain_words
from evaluation.models import Conclusion, Round
from reports.models import Letter, Notice
from visits.actions.plans import decided_by
from visits.choices import ObligationKind
from visits.models import Obligation, Plan
from visits.views.doors import door_of

# Said with more of its own record further on.
TOLD_BELOW = (ObligationKind.ISSUE_FIX, ObligationKind.LETTER_RECEIPT)


@dataclass(frozen=True)
class Step:
    label: str
    is_done: bool
    is_here: bool


@dataclass(frozen=True)
class Next:
    """Something that is owed: what, until when, by whom, and the door to it."""

    what: str
    who: str
    due: date | None = None
    words: str = ""
    is_late: bool = False
    verb: str = ""
    url: str = ""


def steps_of(dossier: Dossier) -> list[Step]:
    """The loop as one line; empty when the dossier left it (终止、撤销转澄清), and for
    a clearing, which has no loop."""
    if dossier.is_clearing:
        return []
    status = DossierStatus(dossier.paused_from or dossier.status)
    if status not in STAGES:
        return []
    here = STAGES.index(status)
    return [
        Step(stage.label, is_done=at < here, is_here=at == here) for at, stage in enumerate(STAGES)
    ]


def next_of(dossier: Dossier, *, viewer: User, today: date) -> list[Next]:
    """Everything open, what is due first on top; what waits without a day comes last."""
    found = [
        *_duties(dossier, viewer, today),
        *_restorations(dossier, viewer, today),
        *_plans(dossier, viewer),
        *_rounds(dossier, viewer, today),
        *_final_round(dossier, viewer, today),
        *_letters(dossier, viewer),
        *_issues(dossier, viewer, today),
        *_notices(dossier, viewer, today),
    ]
    return sorted(found, key=lambda each: (each.due is None, each.due or today))


def _duties(dossier: Dossier, viewer: User, today: date) -> Iterator[Next]:
    helper = next((each for each in dossier.helpers.all() if each.to_on is None), None)
    duties = Obligation.objects.visible_to(viewer).open().filter(dossier=dossier)
    for duty in duties.exclude(kind__in=TOLD_BELOW).by_due():
        door = door_of(duty, dossier.code, viewer)
        who = owed_by(duty, unit=dossier.row.unit_name, otherwise=_handler(dossier))
        if duty.is_talk:
            who = f"帮扶人 {helper.name}" if helper is not None else "帮扶人尚未指定"
            if helper is not None and helper.user_id is None:
                who += "（由审理室代录）"
        yield Next(
            what=duty.words,
            who=who,
            due=duty.due_on,
            words=due_words(duty.due_on, today),
            is_late=duty.due_on < today,
            verb=door.label,
            url=door.url if door.label else "",
        )


def _restorations(dossier: Dossier, viewer: User, today: date) -> Iterator[Next]:
    """Of the way back to Party rights what has no last day; the other steps are duties."""
    if not (dossier.awaiting_restoration and viewer.may(Permission.RESTORATION_VIEW)):
        return
    for chain in chains_awaiting(
        Dossier.objects.visible_to(viewer).filter(pk=dossier.pk), today=today
    ):
        link = chain.next
        if link is not None and link.due is not None:
            continue
        yield Next(
            what=chain_words(chain),
            who=BRANCH if link is not None else COMMITTEE,
            verb="查看办理步骤",
            url=reverse("cases:restoration", args=[dossier.code]),
        )


def _plans(dossier: Dossier, viewer: User) -> Iterator[Next]:
    plans = Plan.objects.visible_to(viewer).unfinished().filter(dossier=dossier)
    for plan in plans.select_related("submitted_by", "drafted_by"):
        if plan.is_waiting:
            role = decided_by(plan)
            mine = viewer.role == role and plan.submitted_by_id != viewer.pk
            url = reverse("visits:plan_review", args=[dossier.code]) if mine else ""
            yield Next(f"{plan}待审批", role.label, verb="审批", url=url)
        else:
            mine = plan.drafted_by_id == viewer.pk
            url = reverse("visits:plan_edit", args=[dossier.code]) if mine else ""
            yield Next(f"{plan}在起草", plan.drafted_by.display_name, verb="继续填写", url=url)


def _rounds(dossier: Dossier, viewer: User, today: date) -> Iterator[Next]:
    if not viewer.may(Permission.RATING_VIEW):
        return
    rounds = Round.objects.visible_to(viewer).unfinished().filter(dossier=dossier)
    waiting = set(
        Conclusion.objects.visible_to(viewer)
        .waiting()
        .filter(dossier=dossier)
        .values_list("round_id", flat=True)
    )
    decides = viewer.may(Permission.CONCLUSION_WRITE) or viewer.may(Permission.CONCLUSION_CONFIRM)
    for round_ in rounds.select_related("opened_by"):
        url = reverse("evaluation:round", args=[round_.code])
        if round_.pk in waiting:
            url = reverse("evaluation:conclusion", args=[round_.code]) if decides else url
            yield Next(f"{round_}的结论待确认", "第二名经办人", verb="查看", url=url)
        else:
            yield Next(
                what=f"{round_}（{round_.get_status_display()}）",
                who=round_.opened_by.display_name,
                due=round_.due_on if round_.is_open else None,
                words=due_words(round_.due_on, today) if round_.is_open else "",
                is_late=round_.is_open and round_.due_on < today,
                verb="办理",
                url=url,
            )


def _final_round(dossier: Dossier, viewer: User, today: date) -> Iterator[Next]:
    """The period is over and the visits go on: the last rating is to be held now. Where it is owed
    it stands among the duties."""
    is_over = dossier.overall_end is not None and dossier.overall_end < today
    if not is_over or dossier.status != DossierStatus.VISITING:
        return
    owed = (
        Obligation.objects.visible_to(viewer)
        .open()
        .filter(dossier=dossier, kind=ObligationKind.FINAL_ROUND)
    )
    rounds = Round.objects.unfinished().filter(dossier=dossier)
    if viewer.may(Permission.RATING_VIEW) and not rounds.exists() and not owed.exists():
        url = reverse("evaluation:dossier", args=[dossier.code])
        yield Next("期满综合评价待组织", _handler(dossier), verb="查看评价", url=url)


def _letters(dossier: Dossier, viewer: User) -> Iterator[Next]:
    letters = Letter.objects.visible_to(viewer).filter(dossier=dossier)
    for letter in letters.unfinished().select_related("drafted_by", "addressee"):
        drafter = letter.drafted_by.display_name if letter.drafted_by else _handler(dossier)
        who = "分管领导" if letter.awaits_approval else drafter
        what = f"{letter.get_kind_display()}（{letter.get_status_display()}）"
        yield Next(what, who, verb="查看", url=letter.get_absolute_url())
    for letter in letters.not_received().select_related("addressee"):
        to = letter.addressee.full_name if letter.addressee is not None else ""
        yield Next(
            f"{letter.get_kind_display()}待签收", to, verb="查看", url=letter.get_absolute_url()
        )


def _issues(dossier: Dossier, viewer: User, today: date) -> Iterator[Next]:
    if not viewer.may(Permission.EXECUTION_VIEW):
        return
    issues = ExecutionIssue.objects.visible_to(viewer).open().filter(dossier=dossier)
    for issue in issues.select_related("dossier", "assigned_to"):
        due = issue.due_on if issue.is_with_the_unit else None
        unit = issue.assigned_to
        yield Next(
            what=f"执行问题：{issue}（{issue.get_state_display()}）",
            who=unit.full_name if unit is not None else _handler(dossier),
            due=due,
            words=due_words(due, today) if due is not None else "",
            is_late=due is not None and due < today,
            verb="查看",
            url=issue.get_absolute_url(),
        )


def _notices(dossier: Dossier, viewer: User, today: date) -> Iterator[Next]:
    """Drafts of a period that is over wait for whoever may send them."""
    waiting = Notice.objects.visible_to(viewer).of(dossier).to_be_released(today=today)
    newest = waiting.order_by("-end").first()
    if newest is not None and not dossier.is_paused:
        url = reverse("reports:dossier_notices", args=[dossier.code])
        verb = "核对发出" if viewer.may(Permission.NOTICE_RELEASE) else "查看"
        yield Next(
            "期满通知待发出", "主任或分管领导", due=newest.free_from, words="起", verb=verb, url=url
        )


def _handler(dossier: Dossier) -> str:
    return dossier.handler.display_name if dossier.handler is not None else "未指定承办人"
