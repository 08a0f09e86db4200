"""Verbs of a conclusion: one person writes, another confirms or returns."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from accounts.acting import act
from accounts.models import User
from audit.record import record
from cases.actions import move_dossier
from cases.choices import DossierStatus
from columns.refusal import Refused
from evaluation.actions.rounds import locked, shift
from evaluation.choices import ConclusionStatus, RoundStatus, Verdict
from evaluation.models import Conclusion, Result, Round
from visits.actions import reconcile
from visits.facts.states import FROZEN, has_open_consultation

POSITIVE = frozenset({Verdict.STANDOUT, Verdict.GOOD, Verdict.STEADY})
TWO_PEOPLE = "结论须由另一人确认，撰写人不能确认或退回自己的结论。"


@dataclass(frozen=True)
class ConclusionText:
    verdict: Verdict
    text: str
    split_explanation: str = ""
    waiver_reason: str = ""
    departure_reason: str = ""


@act
def write_conclusion(round_: Round, *, content: ConclusionText, by: User, on: date) -> Conclusion:
    round_ = locked(round_)
    if not round_.is_computed:
        raise Refused(f"本轮评价处于“{round_.get_status_display()}”，计算结果之后才能撰写结论。")
    if round_.conclusions.exclude(status=ConclusionStatus.RETURNED).exists():
        raise Refused("本轮已有一份结论等待确认，请先由另一人确认或退回。")
    for _, sentence in missing_parts(content, round_.result):
        raise Refused(sentence)
    _refuse_frozen(round_, content.verdict)
    written = Conclusion.objects.create(
        dossier_id=round_.dossier_id,
        round=round_,
        number=round_.conclusions.count() + 1,
        verdict=content.verdict,
        text=content.text,
        split_explanation=content.split_explanation,
        waiver_reason=content.waiver_reason,
        departure_reason=content.departure_reason,
        written_by=by,
        written_on=on,
    )
    record("conclusion.written", written, by=by, number=written.number, on=on)
    return written


def missing_parts(content: ConclusionText, result: Result) -> Iterator[tuple[str, str]]:
    """(part, sentence): what the conclusion still has to say, given the result."""
    if not content.text.strip():
        yield "text", "请填写结论。"
    if result.is_split and not content.split_explanation.strip():
        yield "split_explanation", "各类主体分歧较大，请在会商后填写对分歧的说明。"
    if not result.grade:
        if content.verdict != Verdict.NONE:
            yield "verdict", "数据不足，结论用语只能选“不定等次”；补充评价后可以重新计算。"
        if not content.waiver_reason.strip():
            yield "waiver_reason", "数据不足，请填写不再补充评价、直接作出结论的理由。"
    elif content.verdict != result.proposed and not content.departure_reason.strip():
        sentence = f"结论用语与测算的“{result.proposed.label}”不一致，请填写理由。"
        yield "departure_reason", sentence


@act
def confirm_conclusion(conclusion: Conclusion, *, by: User, on: date) -> None:
    """The second signature; a final round's dossier is then 已结论."""
    round_ = locked(conclusion.round)
    dossier = round_.dossier
    if dossier.is_paused:
        raise Refused("档案暂停期间暂缓评定，请在恢复办理后再确认结论。")
    _refuse_frozen(round_, Verdict(conclusion.verdict))
    _decide(conclusion, ConclusionStatus.CONFIRMED, by=by, on=on)
    shift(round_, RoundStatus.CONFIRMED)
    record("conclusion.confirmed", conclusion, by=by, on=on)
    if round_.is_final:
        move_dossier(dossier, to=DossierStatus.CONCLUDED, by=by, on=on)
    reconcile([dossier.pk], on=on)


@act
def return_conclusion(conclusion: Conclusion, *, reason: str, by: User, on: date) -> None:
    locked(conclusion.round)
    if not reason.strip():
        raise Refused("请填写退回意见，例如请补充主要依据。")
    _decide(conclusion, ConclusionStatus.RETURNED, by=by, on=on, return_reason=reason)
    record("conclusion.returned", conclusion, by=by, reason=reason, on=on)


def _refuse_frozen(round_: Round, verdict: Verdict) -> None:
    """A bad turn under 会商 holds up what would speak well of him (practice A11)."""
    if verdict in POSITIVE and has_open_consultation(round_.dossier):
        raise Refused(FROZEN)


def _decide(
    conclusion: Conclusion, to: ConclusionStatus, *, by: User, on: date, return_reason: str = ""
) -> None:
    if conclusion.written_by_id == by.pk:
        raise Refused(TWO_PEOPLE)
    decided = Conclusion.objects.filter(pk=conclusion.pk, status=ConclusionStatus.WAITING).update(
        status=to, decided_by=by, decided_on=on, return_reason=return_reason
    )
    if not decided:
        raise Refused("这份结论刚被他人办理过，请刷新页面后再办理。")
