"""One line of the desk: whom it is about, what is to be done, by when, and the one button."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Permission
from cases.choices import DossierStatus
from cases.models import DossierRow
from evaluation.models import Conclusion, Round
from needs.models import Need
from reports.models import Letter
from visits.choices import BRANCH_KINDS, RECEIVER_KINDS, UNIT_KINDS, FormKind
from visits.models import Draft, Obligation, Plan
from visits.views.doors import door_of

HANDED_WORDS = 60
# practice E.2: who takes the steps back to Party rights; the office enters them.
BRANCH = "所在党支部"


@dataclass(frozen=True)
class Action:
    label: str
    url: str


@dataclass(frozen=True)
class Line:
    """`who` answers for the task; it is the task that may be late, never the person."""

    name: str
    unit: str
    url: str
    what: str
    action: Action
    who: str = ""
    due: date | None = None
    due_words: str = ""
    is_late: bool = False
    excuse: str = ""


def due_words(due: date, today: date) -> str:
    days = (due - today).days
    return f"逾期{-days}天" if days < 0 else "今天到期" if not days else f"还有{days}天"


def duty_line(duty: Obligation, user: User, today: date) -> Line:
    row: DossierRow = duty.dossier.row
    return Line(
        name=row.name,
        unit=row.unit_name,
        url=_page(row),
        what=duty.words,
        who=_answerable(duty, row),
        due=duty.due_on,
        due_words=due_words(duty.due_on, today),
        is_late=duty.due_on < today,
        action=_duty_action(duty, row, user),
        excuse=_excuse(duty, row, user),
    )


def _answerable(duty: Obligation, row: DossierRow) -> str:
    if duty.is_talk:
        if row.helper_name:
            return f"帮扶人 {row.helper_name}"
        # A vacancy excuses nobody: the unit owes the talk, and where it has no account, the office.
        return f"{row.unit_name}（尚未指定帮扶人），审理室跟进"
    handler = row.handler.display_name if row.handler is not None else "未指定承办人"
    return owed_by(duty, unit=row.unit_name, otherwise=handler)


def owed_by(duty: Obligation, *, unit: str, otherwise: str) -> str:
    """Who answers for anything but a talk (practice E.2, owner)."""
    if duty.kind in BRANCH_KINDS:
        return BRANCH
    if duty.kind in UNIT_KINDS:
        return unit
    return "组织部门" if duty.kind in RECEIVER_KINDS else otherwise


def _duty_action(duty: Obligation, row: DossierRow, user: User) -> Action:
    door = door_of(duty, row.code, user)
    return Action(door.label or "查看档案", door.url)


def _excuse(duty: Obligation, row: DossierRow, user: User) -> str:
    """The director may say why a talk is not owed (免除)."""
    if not (duty.is_talk and user.may(Permission.PLAN_APPROVE)):
        return ""
    return reverse("visits:exempt", args=[row.code, duty.kind, duty.period])


def need_line(need: Need, user: User, today: date) -> Line:
    """What an officer sees through, until it is answered and filed."""
    row: DossierRow = need.dossier.row
    owner = need.assigned_to.full_name if need.assigned_to is not None else "待交办"
    return Line(
        name=row.name,
        unit=row.unit_name,
        url=_page(row),
        what=f"{need}（{need.get_state_display()}）",
        who=owner,
        due=need.due_on,
        due_words=due_words(need.due_on, today) if need.is_open else "",
        is_late=need.is_open and need.due_on < today,
        action=Action("交办" if need.is_registered else "办理诉求", need.get_absolute_url()),
    )


def handed_need_line(need: Need, user: User, today: date) -> Line:
    """For the department it was handed to: what it is asked, never the dossier behind it."""
    return Line(
        name=str(need),
        unit="",
        url=need.get_absolute_url(),
        what=need.request[:HANDED_WORDS],
        who=need.contact,
        due=need.due_on,
        due_words=due_words(need.due_on, today),
        is_late=need.due_on < today,
        action=Action("办理诉求", need.get_absolute_url()),
    )


def plan_line(plan: Plan, user: User, today: date) -> Line:
    row: DossierRow = plan.dossier.row
    review = reverse("visits:plan_review", args=[row.code])
    edit = reverse("visits:plan_edit", args=[row.code])
    waits = plan.is_waiting
    return Line(
        name=row.name,
        unit=row.unit_name,
        url=_page(row),
        what=f"{plan}" if waits else f"{plan}（{plan.get_status_display()}）",
        who=_name(plan.submitted_by if waits else plan.drafted_by),
        due=plan.submitted_on if waits else None,
        due_words="送审" if waits else "",
        action=Action("审批", review) if waits else Action("继续填写", edit),
    )


def conclusion_line(conclusion: Conclusion, user: User, today: date) -> Line:
    row: DossierRow = conclusion.dossier.row
    return Line(
        name=row.name,
        unit=row.unit_name,
        url=_page(row),
        what=f"{conclusion.round}的结论",
        who=_name(conclusion.written_by),
        due=conclusion.written_on,
        due_words="送来",
        action=Action("确认", reverse("evaluation:conclusion", args=[conclusion.round.code])),
    )


def round_line(round_: Round, user: User, today: date) -> Line:
    row: DossierRow = round_.dossier.row
    return Line(
        name=row.name,
        unit=row.unit_name,
        url=_page(row),
        what=f"{round_}（{round_.get_status_display()}）",
        who=_name(round_.opened_by),
        due=round_.due_on,
        due_words=due_words(round_.due_on, today) if round_.is_open else "",
        is_late=round_.is_open and round_.due_on < today,
        action=Action("办理", reverse("evaluation:round", args=[round_.code])),
    )


def letter_line(letter: Letter, user: User, today: date) -> Line:
    row: DossierRow = letter.dossier.row
    return Line(
        name=row.name,
        unit=row.unit_name,
        url=_page(row),
        what=f"{letter.get_kind_display()}（{letter.get_status_display()}）",
        who=_name(letter.submitted_by or letter.drafted_by) or "系统起草",
        due=letter.submitted_on,
        due_words="送签" if letter.submitted_on else "",
        action=_letter_action(letter),
    )


def _letter_action(letter: Letter) -> Action:
    if letter.awaits_approval:
        return Action("签发", reverse("reports:letter_review", args=[letter.code]))
    if letter.is_editable:
        return Action("继续起草", reverse("reports:letter_edit", args=[letter.code]))
    return Action("编号送达", reverse("reports:letter", args=[letter.code]))


def incoming_line(letter: Letter, user: User, today: date) -> Line:
    """For the organ it was sent to: the paper, never the dossier behind it."""
    url = reverse("reports:inbox_letter", args=[letter.code])
    return Line(
        name=letter.taken.person.name,
        unit=letter.office.full_name,
        url=url,
        what=letter.get_kind_display(),
        due=letter.issued_on,
        due_words="送达",
        who=str(letter.addressee),
        action=Action("签收" if letter.awaits_receipt else "查看", url),
    )


def ending_line(row: DossierRow, user: User, today: date) -> Line:
    return Line(
        name=row.name,
        unit=row.unit_name,
        url=_page(row),
        what=MISSING.get(row.status, "已反馈，无待办"),
        who=row.handler.display_name if row.handler is not None else "未指定承办人",
        due=row.overall_end,
        due_words=due_words(row.overall_end, today) if row.overall_end else "",
        action=Action("查看档案", _page(row)),
    )


BEFORE_RATING = "还差综合评价、结论、反馈函"
# What is still missing before the period ends, by where the dossier stands.
MISSING: dict[str, str] = {
    DossierStatus.REGISTERED: BEFORE_RATING,
    DossierStatus.ASSESSING: BEFORE_RATING,
    DossierStatus.PLAN_PENDING: BEFORE_RATING,
    DossierStatus.VISITING: BEFORE_RATING,
    DossierStatus.RATING: "还差结论、反馈函",
    DossierStatus.CONCLUDED: "还差反馈函",
    DossierStatus.PAUSED: "档案暂停中",
}
DRAFTS: dict[str, tuple[str, str]] = {
    FormKind.PLAN: ("研判和方案", "visits:plan_edit"),
    FormKind.VISIT: ("回访记录", "visits:visit_new"),
    FormKind.TALK: ("谈心谈话", "visits:talk_new"),
    FormKind.NOTE: ("单位动态", "visits:note_new"),
}


def draft_line(draft: Draft, user: User, today: date) -> Line:
    row: DossierRow = draft.dossier.row
    what, view = DRAFTS[draft.kind]
    return Line(
        name=row.name,
        unit=row.unit_name,
        url=_page(row),
        what=f"{what}，{timezone.localtime(draft.saved_at):%H:%M}保存的草稿",
        due=timezone.localtime(draft.saved_at).date(),
        due_words="保存",
        action=Action("继续填写", f"{reverse(view, args=[row.code])}?key={draft.key}"),
    )


def _name(user: User | None) -> str:
    return user.display_name if user is not None else ""


def _page(row: DossierRow) -> str:
    return reverse("dashboard:dossier", args=[row.code])
