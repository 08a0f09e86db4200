"""交办、办理、答复: by whoever it was handed to, or by the office from his signed paper."""

from dataclasses import dataclass
from datetime import date

from accounts.acting import act
from accounts.models import Unit, User
from columns.refusal import Refused
from needs.actions.steps import note, step, update
from needs.choices import Category, Ending, NeedAct, NeedState
from needs.models import Need
from workdays.models import load_calendar
from workdays.rules import next_workday


@dataclass(frozen=True, slots=True)
class Assignment:
    """`request` is all that the department reads: what to do, and no fact of the case."""

    assigned_to: Unit
    request: str
    category: str = Category.OTHER
    contact: str = ""
    due_on: date | None = None


@act
def assign_need(need: Need, *, version: int, assignment: Assignment, by: User, on: date) -> None:
    """交办; once more for another department, whoever had it before."""
    _refuse_assignment(assignment, on=on)
    columns = {
        "assigned_to": assignment.assigned_to,
        "contact": assignment.contact.strip(),
        "request": assignment.request.strip(),
        "category": assignment.category,
    }
    if assignment.due_on is not None:
        due = next_workday(assignment.due_on, calendar=load_calendar())
        columns["due_on"] = due
    if need.state == NeedState.ASSIGNED:
        update(need, version, states=(NeedState.ASSIGNED,), **columns)
    else:
        step(need, version, NeedState.ASSIGNED, **columns)
    who = f"（{need.contact}）" if need.contact else ""
    told = f"交{assignment.assigned_to.full_name}{who}办理：{need.request}"
    note(need, NeedAct.ASSIGNED, told, by=by, on=on)


@act
def reply_need(need: Need, *, version: int, text: str, by: User, on: date) -> None:
    """办理进展; the first one begins the work."""
    if not text.strip():
        raise Refused("请写明办理进展。例如：已与区教育局联系，本周五前提供转学材料清单。")
    if need.state == NeedState.ASSIGNED:
        step(need, version, NeedState.WORKING)
    else:
        update(need, version, states=(NeedState.WORKING,))
    note(need, NeedAct.REPLIED, text, by=by, on=on)


@act
def answer_need(need: Need, *, version: int, text: str, by: User, on: date) -> None:
    """已答复: what was done for him, and that he was told."""
    if not text.strip():
        raise Refused("请写明办理结果和怎样答复本人。例如：转学手续已办结，9月2日当面告知本人。")
    _close(need, version, Ending.SOLVED, text, by=by, on=on)
    note(need, NeedAct.ANSWERED, text, by=by, on=on)


@act
def explain_need(need: Need, *, version: int, text: str, by: User, on: date) -> None:
    """不可解决说明: why it cannot be done, and how the person was told."""
    if not text.strip():
        raise Refused(
            "请写明为什么不能办、已经怎样向本人说明。"
            "例如：按规定影响期内不能晋升职级，10月8日由主任当面说明政策依据。"
        )
    _close(need, version, Ending.EXPLAINED, text, by=by, on=on)
    note(need, NeedAct.EXPLAINED, text, by=by, on=on)


def _close(
    need: Need,
    version: int,
    ending: Ending,
    text: str,
    *,
    by: User,
    on: date,
) -> None:
    if need.state == NeedState.ASSIGNED:
        step(need, version, NeedState.WORKING)
        version = need.version
    closed = NeedState.ANSWERED if ending == Ending.SOLVED else NeedState.EXPLAINED
    step(
        need,
        version,
        closed,
        ending=ending,
        answer=text.strip(),
        answered_by=by,
        answered_on=on,
    )


def _refuse_assignment(assignment: Assignment, *, on: date) -> None:
    if assignment.assigned_to.closed_on is not None:
        raise Refused(f"{assignment.assigned_to.full_name}已停用，请重新选择责任部门。")
    if not assignment.request.strip():
        raise Refused("请写明请责任部门办理什么，不写案情。例如：请协助办理其子女转学手续。")
    if assignment.due_on is not None and assignment.due_on < on:
        raise Refused("答复期限不能早于今天，请核对。")
