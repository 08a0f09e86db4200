"""Verbs of a round: open it, change whom it asks, close, reopen, void."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F

from accounts.acting import act
from accounts.models import User
from audit.record import record
from cases.actions import move_dossier
from cases.choices import WORKING_STATUSES, DossierStatus
from cases.models import Dossier
from columns.refusal import Refused
from evaluation.choices import NEXT_STATUSES, GroupCode, RoundKind, RoundStatus
from evaluation.models import Ballot, Instrument, Round, RoundGroup
from evaluation.rules.scoring import turnouts
from evaluation.rules.timing import in_final_window, window_opens
from visits.actions import reconcile

TOO_LATE = "这轮评价刚被他人办理过，请刷新页面后再办理。"


@dataclass(frozen=True)
class GroupPlan:
    """How many ballots a group is given, or why none."""

    group: str
    expected: int
    missing_reason: str = ""


@act
def open_round(
    dossier: Dossier,
    *,
    kind: RoundKind,
    groups: Sequence[GroupPlan],
    due_on: date,
    by: User,
    on: date,
    early_reason: str = "",
) -> Round:
    """A final round moves the dossier to 待综合评价; the others do not move it."""
    dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    instrument = Instrument.objects.current()
    if instrument is None:
        raise Refused("还没有已发布的评价表，请先由审理室发布一个版本。")
    _refuse_wrong_moment(dossier, kind, early_reason, on=on)
    _refuse_gaps(groups)
    if due_on < on:
        raise Refused("收齐期限不能早于今天。")
    opened = Round.objects.create(
        dossier=dossier,
        instrument=instrument,
        number=Round.objects.filter(dossier=dossier).count() + 1,
        kind=kind,
        opened_on=on,
        due_on=due_on,
        early_reason=early_reason,
        opened_by=by,
    )
    RoundGroup.objects.bulk_create(_rows(opened, groups))
    record("round.opened", opened, by=by, cadre_id=dossier.cadre_id, kind=kind, on=on)
    if kind == RoundKind.FINAL:
        move_dossier(dossier, to=DossierStatus.RATING, by=by, on=on, reason=early_reason)
    return opened


def _refuse_wrong_moment(dossier: Dossier, kind: RoundKind, early_reason: str, *, on: date) -> None:
    if dossier.is_paused:
        raise Refused("档案暂停期间暂缓评定，请在恢复办理后再发起评价。")
    if dossier.status not in WORKING_STATUSES:
        raise Refused(f"档案现在处于“{dossier.get_status_display()}”，不能发起评价。")
    standing = Round.objects.standing().filter(dossier=dossier)
    if current := standing.unfinished().first():
        raise Refused(f"{current}还没有办完，请先办完或作废后再发起下一轮。")
    if kind == RoundKind.BASELINE and standing.filter(kind=RoundKind.BASELINE).exists():
        raise Refused("基线评价已经开展过，请选择年度评价或期满评价。")
    if kind == RoundKind.FINAL:
        _refuse_early_final(dossier, early_reason, on=on)


def _refuse_early_final(dossier: Dossier, early_reason: str, *, on: date) -> None:
    """practice E.4: at least one completed visit; the window before expiry, or a reason."""
    if dossier.status != DossierStatus.VISITING:
        raise Refused(
            f"期满评价在“{DossierStatus.VISITING.label}”环节发起，"
            f"档案现在处于“{dossier.get_status_display()}”。"
        )
    if dossier.row.last_visit_on is None:
        raise Refused("还没有完成过正式回访，期满评价应在至少一次正式回访之后开展。")
    end = dossier.overall_end
    if end is not None and not in_final_window(end, today=on) and not early_reason.strip():
        opens = window_opens(end)
        raise Refused(
            f"期满评价一般在届满前60日内开展，即{opens.year}年{opens.month}月{opens.day}日以后。"
            "提前开展请填写原因。"
        )


def _refuse_gaps(groups: Sequence[GroupPlan]) -> None:
    if sorted(plan.group for plan in groups) != sorted(GroupCode.values):
        raise Refused("每一类评价主体都要填写发出份数，没有的填0并选择原因。")
    if not any(plan.expected for plan in groups):
        raise Refused("发出份数不能全部为0，至少要有一类评价主体。")
    for plan in groups:
        if not plan.expected and not plan.missing_reason:
            raise Refused(f"{GroupCode(plan.group).label}发出0份，请选择没有的原因。")


def _rows(round_: Round, groups: Sequence[GroupPlan]) -> list[RoundGroup]:
    return [
        RoundGroup(
            round=round_,
            dossier_id=round_.dossier_id,
            group=plan.group,
            expected=plan.expected,
            missing_reason=plan.missing_reason,
        )
        for plan in groups
    ]


@act
def change_groups(round_: Round, *, groups: Sequence[GroupPlan], by: User, on: date) -> None:
    """More or fewer ballots given out, while the round runs; never fewer than came back."""
    round_ = locked(round_)
    if not round_.is_open:
        raise Refused("本轮评价已截止，不能再调整发出份数。")
    _refuse_gaps(groups)
    received = received_by_group(round_)
    for plan in groups:
        if plan.expected < received.get(plan.group, 0):
            raise Refused(
                f"{GroupCode(plan.group).label}已录入{received[plan.group]}份，"
                f"发出份数不能少于{received[plan.group]}。"
            )
    for plan in groups:
        RoundGroup.objects.filter(round=round_, group=plan.group).update(
            expected=plan.expected, missing_reason=plan.missing_reason
        )
    record("round.groups", round_, by=by, on=on)


@act
def close_round(round_: Round, *, missing_reasons: Mapping[str, str], by: User, on: date) -> None:
    """No more ballots; every group below its minimum carries the reason."""
    round_ = locked(round_)
    for group in groups_below_minimum(round_):
        reason = missing_reasons.get(group, "")
        if not reason:
            raise Refused(f"{GroupCode(group).label}没有达到最低份数，请选择原因。")
        RoundGroup.objects.filter(round=round_, group=group).update(missing_reason=reason)
    shift(round_, RoundStatus.CLOSED, closed_on=on)
    record("round.closed", round_, by=by, on=on)
    reconcile([round_.dossier_id], on=on)


@act
def reopen_round(round_: Round, *, by: User, on: date) -> None:
    """补充评价: after closing, or when the result says that data are missing."""
    round_ = locked(round_)
    if round_.is_computed and round_.result.sufficient:
        raise Refused("本轮数据充分，不需要补充评价。确需重做请作废本轮。")
    if round_.conclusions.waiting().exists():
        raise Refused("本轮结论正在等待确认，请先退回结论再补充评价。")
    shift(round_, RoundStatus.OPEN, closed_on=None)
    record("round.reopened", round_, by=by, on=on)
    reconcile([round_.dossier_id], on=on)


@act
def void_round(round_: Round, *, reason: str, by: User, at: datetime, on: date) -> None:
    """作废重做; the dossier of a final round goes back to 回访中."""
    round_ = locked(round_)
    if not reason.strip():
        raise Refused("请填写作废原因，例如发现有人代填。")
    if round_.conclusions.waiting().exists():
        raise Refused("本轮结论正在等待确认，请先退回结论再作废本轮。")
    shift(round_, RoundStatus.VOID, voided_at=at, void_reason=reason)
    record("round.voided", round_, by=by, reason=reason, on=on)
    dossier = round_.dossier
    if round_.is_final and dossier.status == DossierStatus.RATING:
        move_dossier(dossier, to=DossierStatus.VISITING, by=by, on=on, reason=reason)
    reconcile([dossier.pk], on=on)


def locked(round_: Round) -> Round:
    """The round as it is now, held until the end of the transaction."""
    return (
        Round.objects.select_for_update(of=["self"]).select_related("instrument").get(pk=round_.pk)
    )


def shift(round_: Round, to: RoundStatus, **changes: object) -> None:
    """One step of the round's own states, by one conditional update."""
    was = RoundStatus(round_.status)
    if to not in NEXT_STATUSES[was]:
        raise Refused(f"本轮评价现在处于“{was.label}”，不能转入“{to.label}”。")
    moved = Round.objects.filter(pk=round_.pk, status=was, version=round_.version).update(
        status=to, version=F("version") + 1, **changes
    )
    if not moved:
        raise Refused(TOO_LATE)


def received_by_group(round_: Round) -> dict[str, int]:
    groups = Ballot.objects.standing().filter(round=round_).values_list("group", flat=True)
    found: dict[str, int] = {}
    for group in groups:
        found[group] = found.get(group, 0) + 1
    return found


def groups_below_minimum(round_: Round) -> list[str]:
    """Codes of the groups that the computation will treat as missing."""
    ballots = [ballot.value for ballot in round_.ballots.standing()]
    sent = turnouts(ballots, round_.instrument.value)
    return [turnout.group.code for turnout in sent if not turnout.present]
