"""Verbs of an execution issue: open, hand out, answer, report, confirm; each one step of E.4."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F

from accounts.acting import act
from accounts.choices import UnitKind
from accounts.models import Unit, User
from audit.record import record
from cases.choices.execution import (
    NEXT_ISSUE_STATES,
    PERSONNEL_ITEMS,
    Direction,
    ExecutionResult,
    IssueAct,
    IssueState,
)
from cases.models import ExecutionCheck, ExecutionIssue, IssueStep
from cases.rules.money import yuan
from cases.rules.states import may_become
from columns.refusal import Refused
from workdays.models import load_calendar
from workdays.rules import next_workday

# practice E.2: 执行问题整改, no legal term.
USUAL_DAYS = 30
READ_AGAIN = "这个问题在您打开后有变动，请核对最新内容后再办理。"


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """What is wrong. With `assigned_to` it is handed out at once; without `due_on` for 30 days."""

    kind: str
    text: str
    direction: str = Direction.NONE
    months: int = 0
    found_fen: int = 0
    assigned_to: Unit | None = None
    due_on: date | None = None


@act
def open_issue(check: ExecutionCheck, *, facts: IssueFacts, by: User, on: date) -> ExecutionIssue:
    _refuse_contradiction(facts)
    issue = ExecutionIssue.objects.create(
        dossier_id=check.dossier_id,
        cadre_id=check.cadre_id,
        decision_id=check.decision_id,
        item=check.item,
        found_by=by,
        found_on=on,
        **_stated(facts),
    )
    _note(issue, IssueAct.FOUND, facts.text, by=by, on=on)
    if facts.assigned_to is not None:
        assign_issue(
            issue,
            version=issue.version,
            assigned_to=facts.assigned_to,
            due_on=facts.due_on,
            by=by,
            on=on,
        )
    return issue


@act
def restate_issue(
    issue: ExecutionIssue, *, version: int, facts: IssueFacts, by: User, on: date
) -> None:
    """更正登记: what was found turns out otherwise; not once it is reported corrected."""
    _refuse_contradiction(facts)
    if facts.found_fen < issue.corrected_fen:
        raise Refused(
            f"发现金额不能少于已纠正的{yuan(issue.corrected_fen)}元，"
            f"现在是{yuan(facts.found_fen)}元。"
        )
    before = f"原登记：{issue.get_direction_display()}，{yuan(issue.found_fen)}元。"
    _update(issue, version, states=_UNREPORTED, **_stated(facts))
    _note(issue, IssueAct.RESTATED, before, by=by, on=on)


@act
def assign_issue(
    issue: ExecutionIssue,
    *,
    version: int,
    assigned_to: Unit,
    by: User,
    on: date,
    due_on: date | None = None,
    request: str = "",
) -> None:
    """交办; the day is no legal term, so it moves to the next working day. `request` is all that
    组织部门 reads of the matter, so it says what to do and no fact of the case."""
    _refuse_assignee(issue, assigned_to, request)
    asked = due_on or on + timedelta(days=USUAL_DAYS)
    if asked < on:
        raise Refused("整改期限不能早于今天，请核对。")
    due = next_workday(asked, calendar=load_calendar())
    _step(issue, version, IssueState.ASSIGNED, assigned_to=assigned_to, due_on=due)
    told = f"交{assigned_to.full_name}整改"
    said = f"{told}：{request.strip()}" if request.strip() else told
    _note(issue, IssueAct.ASSIGNED, said, by=by, on=on)


@act
def reply_issue(issue: ExecutionIssue, *, version: int, text: str, by: User, on: date) -> None:
    """整改进展; the first one begins the work."""
    if not text.strip():
        raise Refused("请写明整改进展。例如：已通知本人分三次退回，首次于10月发薪时扣回。")
    if issue.state == IssueState.ASSIGNED:
        _step(issue, version, IssueState.WORKING)
    else:
        _update(issue, version, states=(IssueState.WORKING,))
    _note(issue, IssueAct.REPLIED, text, by=by, on=on)


@act
def report_issue(
    issue: ExecutionIssue,
    *,
    version: int,
    corrected_fen: int,
    vouchers: str,
    by: User,
    on: date,
    shortfall: str = "",
) -> None:
    """报告整改完成: how much came back, on what vouchers, and why the rest did not."""
    if not vouchers.strip():
        raise Refused("请写明整改凭证。例如：银行进账单2026年10月12日第003号。")
    if corrected_fen > issue.found_fen:
        raise Refused(
            f"纠正金额不能超过发现的{yuan(issue.found_fen)}元，现在是{yuan(corrected_fen)}元。"
            "发现金额登记有误的，请先更正登记。"
        )
    if corrected_fen < issue.found_fen and not shortfall.strip():
        raise Refused(
            f"还有{yuan(issue.found_fen - corrected_fen)}元没有纠正，请写明原因；"
            "仍在办理的，请先登记整改进展。"
        )
    if issue.state == IssueState.ASSIGNED:
        _step(issue, version, IssueState.WORKING)
        version = issue.version
    _step(
        issue,
        version,
        IssueState.REPORTED,
        corrected_fen=corrected_fen,
        vouchers=vouchers.strip(),
        shortfall=shortfall.strip() if corrected_fen < issue.found_fen else "",
        reported_by=by,
        reported_on=on,
    )
    _note(issue, IssueAct.REPORTED, vouchers, by=by, on=on)


@act
def return_issue(issue: ExecutionIssue, *, version: int, remark: str, by: User, on: date) -> None:
    """不予销号: back into the work, with what is still missing."""
    if not remark.strip():
        raise Refused("退回时请写明还缺什么。例如：请补充9月的扣款凭证。")
    _refuse_same_person(issue, by)
    _step(issue, version, IssueState.WORKING)
    _note(issue, IssueAct.RETURNED, remark, by=by, on=on)


@act
def close_issue(
    issue: ExecutionIssue, *, version: int, by: User, on: date, remark: str = ""
) -> None:
    """核实销号 by another than who reported it; the item itself is then carried out."""
    _refuse_same_person(issue, by)
    _step(issue, version, IssueState.CLOSED, closed_by=by, closed_on=on)
    _note(issue, IssueAct.CLOSED, remark, by=by, on=on)
    if not issue.shortfall:
        _settle(issue, by=by, on=on)


@act
def void_issue(
    issue: ExecutionIssue, *, version: int, reason: str, by: User, on: date, at: datetime
) -> None:
    """作废 by another than who found it: there was no such issue. The item is open again."""
    if not reason.strip():
        raise Refused("请写明作废的原因。例如：经核对，绩效奖金已按规定停发。")
    if issue.found_by_id == by.pk:
        raise Refused("发现和作废须由两个人办理，请由另一位同志作废。")
    _update(issue, version, states=_UNREPORTED, voided_at=at, void_reason=reason.strip())
    ExecutionCheck.objects.filter(
        decision=issue.decision_id, item=issue.item, result=ExecutionResult.NOT_DONE
    ).update(result=ExecutionResult.UNDER_WAY, version=F("version") + 1)
    _note(issue, IssueAct.VOIDED, reason, by=by, on=on)


_UNREPORTED = (IssueState.FOUND, IssueState.ASSIGNED, IssueState.WORKING)


def _refuse_assignee(issue: ExecutionIssue, assigned_to: Unit, request: str) -> None:
    if assigned_to.kind != UnitKind.PERSONNEL:
        return
    if issue.item not in PERSONNEL_ITEMS:
        raise Refused(
            f"组织部门只办理考核、职务方面的事项，“{issue.get_item_display()}”请交办给所在单位。"
        )
    if not request.strip():
        raise Refused(
            "交办给组织部门的，请写明请其办理什么，不写案情。例如：请复核该同志2025年度考核等次。"
        )


def _refuse_contradiction(facts: IssueFacts) -> None:
    if not facts.text.strip():
        raise Refused("请写明问题情况。例如：2025年2月至9月绩效奖金未停发。")
    if facts.direction == Direction.NONE and facts.found_fen:
        raise Refused("填了金额的，请选择是多发、少发还是应退缴。")
    if facts.months < 0 or facts.found_fen < 0:
        raise Refused("月数和金额不能是负数，请核对。")


def _refuse_same_person(issue: ExecutionIssue, by: User) -> None:
    if issue.reported_by_id == by.pk:
        raise Refused("报告整改和核实销号须由两个人办理，请由另一位同志核实。")


def _stated(facts: IssueFacts) -> dict[str, Any]:
    return {
        "kind": facts.kind,
        "direction": facts.direction,
        "months": facts.months,
        "found_fen": facts.found_fen,
        "text": facts.text.strip(),
    }


def _settle(issue: ExecutionIssue, *, by: User, on: date) -> None:
    """The item's own line: carried out on the day it was reported, confirmed by who closed it."""
    ExecutionCheck.objects.filter(
        decision=issue.decision_id, item=issue.item, result=ExecutionResult.NOT_DONE
    ).update(
        result=ExecutionResult.DONE,
        done_on=issue.reported_on,
        evidence=issue.vouchers,
        entered_by=issue.reported_by,
        entered_on=issue.reported_on,
        verified_by=by,
        verified_on=on,
        version=F("version") + 1,
    )


def _step(issue: ExecutionIssue, version: int, to: IssueState, **columns: Any) -> None:
    """One edge of the machine, as one conditional update."""
    was = IssueState(issue.state)
    if not may_become(was, to, order=NEXT_ISSUE_STATES):
        raise Refused(f"这个问题现在是“{was.label}”，不能转为“{to.label}”。请刷新后查看。")
    _update(issue, version, states=(was,), state=to, **columns)


def _update(
    issue: ExecutionIssue, version: int, *, states: tuple[IssueState, ...], **columns: Any
) -> None:
    changed = (
        ExecutionIssue.objects.live()
        .filter(pk=issue.pk, version=version, state__in=states)
        .update(version=F("version") + 1, **columns)
    )
    if not changed:
        raise Refused(READ_AGAIN)
    issue.refresh_from_db()


def _note(issue: ExecutionIssue, act: IssueAct, text: str, *, by: User, on: date) -> None:
    IssueStep.objects.create(
        issue=issue, dossier_id=issue.dossier_id, act=act, text=text.strip()[:500], by=by, on=on
    )
    record(f"issue.{act}", issue, by=by, on=on, item=issue.item)
