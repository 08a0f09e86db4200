"""What the pages of 处分执行核查 show, as plain values."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse

from accounts.models import User
from accounts.roles import Permission
from cases.choices.execution import Direction, ExecutionResult, IssueState
from cases.facts.execution import CheckLine, DecisionChecks, measure_words
from cases.models import Dossier, ExecutionCheck, ExecutionIssue
from cases.rules.money import yuan
from web.dates import cn_date

RESULT_TONES: dict[str, str] = {
    ExecutionResult.DONE: "green",
    ExecutionResult.UNDER_WAY: "blue",
    ExecutionResult.NOT_APPLICABLE: "grey",
    ExecutionResult.NOT_DONE: "amber",
}
STATE_TONES: dict[str, str] = {
    IssueState.FOUND: "amber",
    IssueState.ASSIGNED: "blue",
    IssueState.WORKING: "blue",
    IssueState.REPORTED: "teal",
    IssueState.CLOSED: "green",
}
# What the corrected amount is called, by the way the money goes.
CORRECTED: dict[str, str] = {
    Direction.OVER_PAID: "已追回",
    Direction.UNDER_PAID: "已补发",
    Direction.REFUND: "已退缴",
}


@dataclass(frozen=True)
class People:
    """Who entered it and who confirmed it, each with the day."""

    entered_by: str = ""
    entered: str = ""
    verified_by: str = ""
    verified: str = ""

    @classmethod
    def of(cls, check: ExecutionCheck | None) -> "People":
        if check is None:
            return cls()
        entered, verified = check.entered_by.display_name, check.verified_by
        first = cls(entered, f"{entered}，{cn_date(check.entered_on)}")
        if verified is None or check.verified_on is None:
            return first
        second = verified.display_name
        return replace(
            first, verified_by=second, verified=f"{second}，{cn_date(check.verified_on)}"
        )


@dataclass(frozen=True)
class ItemLine:
    """One row. `asked_on`: the term while the item waits; `pick`: what the box of a second person
    sends, empty where he may not."""

    label: str
    who: str
    check: str
    articles: str
    if_any: bool
    due_on: date | None
    due_note: str
    asked_on: date | None
    is_late: bool
    done_on: date | None
    done_note: str
    evidence: str
    people: People
    result: str
    tone: str
    url: str
    pick: str


@dataclass(frozen=True)
class DecisionBlock:
    title: str
    decided_on: date
    status: str
    lines: tuple[ItemLine, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True)
class IssueCard:
    title: str
    kind: str
    state: str
    tone: str
    url: str
    text: str
    months: int
    direction: str
    found: str
    corrected_label: str
    corrected: str
    left: str
    shortfall: str
    vouchers: str
    assigned_to: str
    due_on: date | None
    asked_on: date | None
    is_late: bool
    found_on: date
    is_closed: bool


def decision_blocks(
    checks: Iterable[DecisionChecks], *, dossier: Dossier, viewer: User, today: date
) -> list[DecisionBlock]:
    return [
        DecisionBlock(
            title=measure_words(each.decision),
            decided_on=each.decision.decided_on,
            status=each.decision.get_status_display(),
            lines=tuple(
                item_line(line, dossier=dossier, viewer=viewer, today=today) for line in each.lines
            ),
            gone=tuple(
                f"{check}：{check.get_result_display()}"
                + (f"，{cn_date(check.done_on)}" if check.done_on else "")
                for check in each.gone
            ),
        )
        for each in checks
    ]


def item_line(line: CheckLine, *, dossier: Dossier, viewer: User, today: date) -> ItemLine:
    check, due = line.check, line.due
    asked_on = line.due_on if line.waits else None
    return ItemLine(
        label=line.item.label,
        who=due.who,
        check=due.check,
        articles="、".join(due.articles),
        if_any=due.if_any,
        due_on=line.due_on,
        due_note=_due_note(line),
        asked_on=asked_on,
        is_late=line.is_late(today),
        done_on=line.done_on,
        done_note=_done_note(line),
        evidence=check.evidence if check is not None else "",
        people=People.of(check),
        result=check.get_result_display() if check is not None else "未登记",
        tone=RESULT_TONES[check.result] if check is not None else "grey",
        url=_item_url(line, dossier, viewer),
        pick=_pick(check, viewer),
    )


def issue_card(issue: ExecutionIssue, *, today: date) -> IssueCard:
    asked = issue.due_on if issue.is_with_the_unit else None
    return IssueCard(
        title=str(issue.get_item_display()),
        kind=issue.get_kind_display(),
        state=issue.get_state_display(),
        tone=STATE_TONES[issue.state],
        url=issue.get_absolute_url(),
        text=issue.text,
        months=issue.months,
        direction=issue.get_direction_display(),
        found=yuan(issue.found_fen) if issue.has_money else "",
        corrected_label=CORRECTED.get(issue.direction, ""),
        corrected=yuan(issue.corrected_fen) if issue.has_money else "",
        left=yuan(issue.left_fen) if issue.left_fen else "",
        shortfall=issue.shortfall,
        vouchers=issue.vouchers,
        assigned_to=issue.assigned_to.full_name if issue.assigned_to is not None else "",
        due_on=issue.due_on,
        asked_on=asked,
        is_late=asked is not None and asked < today,
        found_on=issue.found_on,
        is_closed=issue.is_closed,
    )


def _due_note(line: CheckLine) -> str:
    if line.due_on is None:
        return line.due.pace
    extended = line.check is not None and line.check.extended_to is not None
    return "经批准延长" if extended else ""


def _done_note(line: CheckLine) -> str:
    if line.check is None:
        return "登记决定时填写" if line.told_on is not None else ""
    if line.done_on is None or line.due_on is None or line.done_on <= line.due_on:
        return ""
    return f"晚于应办日期{(line.done_on - line.due_on).days}天"


def _item_url(line: CheckLine, dossier: Dossier, viewer: User) -> str:
    if not viewer.may(Permission.EXECUTION_ENTER):
        return ""
    return reverse("cases:execution_item", args=[dossier.code, line.decision.code, line.item])


def _pick(check: ExecutionCheck | None, viewer: User) -> str:
    if check is None or not check.awaits_verification or check.entered_by_id == viewer.pk:
        return ""
    return f"{check.pk}:{check.version}" if viewer.may(Permission.EXECUTION_VERIFY) else ""
