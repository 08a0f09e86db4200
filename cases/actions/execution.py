"""Verbs of the list: enter one item, confirm what others entered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.acting import act
from accounts.models import User
from audit.record import record
from cases.actions.issues import IssueFacts, open_issue
from cases.choices import DossierStatus
from cases.choices.execution import ExecutionResult
from cases.facts.execution import CheckLine
from cases.models import Dossier, ExecutionCheck, ExecutionIssue
from columns.refusal import Refused
from web.dates import cn_date

STALE = "这一项在您打开后已被他人登记。请核对下面的最新内容后再保存，您填写的内容还在表中。"
# Entries rest with these: archived, or never to have been.
SEALED_STATUSES = frozenset({DossierStatus.CLOSED, DossierStatus.VOID})


@dataclass(frozen=True, slots=True)
class CheckFacts:
    """One item as it is entered; `evidence` also says why something does not apply."""

    result: str
    done_on: date | None = None
    evidence: str = ""
    extended_to: date | None = None
    extension_basis: str = ""


@act
def enter_check(
    line: CheckLine,
    *,
    facts: CheckFacts,
    version: int,
    by: User,
    on: date,
    issue: IssueFacts | None = None,
) -> ExecutionCheck:
    """登记; `version` is the one the form was opened with, 0 for none. A 未落实 opens its issue in
    the same transaction, and is settled through that issue alone."""
    dossier = _hold(line)
    _refuse_impossible(line, facts, on=on)
    standing = _open_issue(line)
    if standing is not None and facts.result != ExecutionResult.NOT_DONE:
        raise Refused("这一项有未销号的执行问题，请先在问题里报告整改、核实销号。")
    if facts.result == ExecutionResult.NOT_DONE and standing is None and issue is None:
        raise Refused("结论是“未落实”的，请写明问题情况。例如：2025年2月至9月绩效奖金未停发。")
    check = _saved(line, dossier, facts, version=version, by=by, on=on)
    if facts.result == ExecutionResult.NOT_DONE and standing is None and issue is not None:
        open_issue(check, facts=issue, by=by, on=on)
    record("execution.entered", check, by=by, on=on, item=check.item, result=check.result)
    return check


@act
def verify_checks(read: Sequence[tuple[ExecutionCheck, int]], *, by: User, on: date) -> None:
    """核实 by somebody else: all of them in the versions that were read, or none."""
    if not read:
        raise Refused("请勾选要核实的项目。")
    for check, version in read:
        if check.entered_by_id == by.pk:
            raise Refused(f"“{check}”是您登记的，请由另一位同志核实。")
        as_read = ExecutionCheck.objects.unverified().filter(pk=check.pk, version=version)
        if not as_read.update(verified_by=by, verified_on=on, version=F("version") + 1):
            raise Refused(f"“{check}”在您打开后有变动，请核对最新内容后再核实。")
        record("execution.verified", check, by=by, on=on, item=check.item)


def _hold(line: CheckLine) -> Dossier:
    """Who enters waits for whoever enters now; what is archived is not entered into."""
    held = Dossier.objects.select_for_update(of=("self",), no_key=True).get(decisions=line.decision)
    if held.status in SEALED_STATUSES:
        raise Refused(f"档案{held.get_status_display()}，不能再登记。")
    return held


def _open_issue(line: CheckLine) -> ExecutionIssue | None:
    return ExecutionIssue.objects.open().filter(decision=line.decision, item=line.item).first()


def _refuse_impossible(line: CheckLine, facts: CheckFacts, *, on: date) -> None:
    is_done = facts.result == ExecutionResult.DONE
    if is_done and facts.done_on is None:
        raise Refused("结论是“落实”的，请填写实办日期。例如2026年11月21日。")
    if is_done and not facts.evidence.strip():
        raise Refused("结论是“落实”的，请写明凭证。例如：2025年2月28日支部党员大会记录。")
    if facts.done_on is not None and is_done:
        _refuse_day(line, facts.done_on, on=on)
    if facts.extended_to is not None:
        _refuse_extension(line, facts.extended_to, facts.extension_basis)


def _refuse_day(line: CheckLine, done_on: date, *, on: date) -> None:
    if done_on > on:
        raise Refused(f"实办日期不能晚于今天{cn_date(on)}，现在是{cn_date(done_on)}。")
    if done_on < line.due.since and not line.due.may_precede:
        raise Refused(
            f"“{line.item.label}”的实办日期不能早于{cn_date(line.due.since)}（决定作出之日），"
            f"现在是{cn_date(done_on)}。"
        )


def _refuse_extension(line: CheckLine, extended_to: date, basis: str) -> None:
    """条例 44; 政务处分法 54: with approval, at most six months altogether; 条例 45: never."""
    due, latest = line.due.due_on, line.due.latest
    if due is None or latest is None:
        raise Refused(f"“{line.item.label}”的期限不能延长。")
    if not basis.strip():
        raise Refused("延长期限请写明批准依据。例如：临纪函〔2026〕3号。")
    if not due < extended_to <= latest:
        raise Refused(
            f"延长后的期限应在{cn_date(due)}之后，最迟{cn_date(latest)}（合计不超过六个月），"
            f"现在是{cn_date(extended_to)}。"
        )


def _saved(
    line: CheckLine, dossier: Dossier, facts: CheckFacts, *, version: int, by: User, on: date
) -> ExecutionCheck:
    is_done = facts.result == ExecutionResult.DONE
    columns = {
        "result": facts.result,
        "done_on": facts.done_on if is_done else None,
        "evidence": facts.evidence.strip(),
        "extended_to": facts.extended_to,
        "extension_basis": facts.extension_basis.strip() if facts.extended_to else None,
        "entered_by": by,
        "entered_on": on,
    }
    key = {"decision": line.decision, "item": line.item}
    if version:
        again = ExecutionCheck.objects.filter(version=version, **key).update(
            version=F("version") + 1, verified_by=None, verified_on=None, **columns
        )
        if not again:
            raise Refused(STALE)
        return ExecutionCheck.objects.get(**key)
    try:
        with transaction.atomic():
            return ExecutionCheck.objects.create(
                dossier=dossier,
                cadre_id=line.decision.cadre_id,
                **key,
                **columns,
            )
    except IntegrityError:
        raise Refused(STALE) from None
