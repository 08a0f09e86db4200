"""Computing a round: rules in, one row of result out."""

from datetime import date

from accounts.acting import act
from accounts.models import User
from audit.record import record
from columns.refusal import Refused
from evaluation.actions.rounds import locked, shift
from evaluation.choices import RoundStatus
from evaluation.models import Result, Round
from evaluation.rules.ballots import Ballot
from evaluation.rules.outcome import Outcome, outcome_of
from evaluation.rules.snapshot import snapshot
from evaluation.rules.trend import Comparison, compare


@act
def compute_result(round_: Round, *, by: User, on: date) -> Result:
    round_ = locked(round_)
    waiting = round_.ballots.standing().filter(void_asked_at__isnull=False).count()
    if waiting:
        raise Refused(f"有{waiting}份评价票等待确认作废，请先由另一人处理。")
    ballots = _values(round_)
    instrument = round_.instrument.value
    outcome = outcome_of(ballots, instrument)
    shift(round_, RoundStatus.COMPUTED)
    result, _ = Result.objects.update_or_create(
        round=round_,
        defaults={
            "dossier_id": round_.dossier_id,
            **_columns(outcome),
            "data": snapshot(
                outcome,
                ballots=ballots,
                instrument=instrument,
                reasons=dict(round_.groups.values_list("group", "missing_reason")),
                trend=_trend(round_, ballots),
            ),
            "computed_on": on,
            "computed_by": by,
        },
    )
    record("round.computed", round_, by=by, on=on, sufficient=result.sufficient)
    return result


def _values(round_: Round) -> list[Ballot]:
    return [ballot.value for ballot in round_.ballots.standing()]


def _columns(outcome: Outcome) -> dict[str, object]:
    return {
        "sufficient": not outcome.shortfalls,
        "grade": outcome.grade.code if outcome.grade else "",
        "agreement": outcome.agreement.level if outcome.agreement else "",
        "received": sum(turnout.received for turnout in outcome.turnouts),
        "valid": sum(turnout.valid for turnout in outcome.turnouts if turnout.present),
        "groups_heard": sum(turnout.present for turnout in outcome.turnouts),
    }


def _trend(round_: Round, ballots: list[Ballot]) -> Comparison | None:
    """Against the newest confirmed round; both are recomputed on what they share."""
    past = (
        Round.objects.before(round_)
        .filter(status=RoundStatus.CONFIRMED)
        .select_related("instrument")
        .first()
    )
    if past is None:
        return None
    return compare(
        ballots,
        _values(past),
        instrument=round_.instrument.value,
        previous=past.instrument.value,
    )
