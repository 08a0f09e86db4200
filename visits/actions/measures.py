"""Verb of a measure: done with its evidence, or given up with a reason; said once."""

from datetime import date

from accounts.acting import act
from accounts.models import User
from audit.record import record
from columns.refusal import Refused
from visits.actions.holding import hold
from visits.choices.planning import MeasureOutcome
from visits.models import MeasureStep, PlanMeasure


@act
def settle_measure(
    measure: PlanMeasure, *, outcome: str, done_on: date, text: str, by: User, on: date
) -> MeasureStep:
    """Of the plan in force only; the same answer again is the one that stands."""
    hold(measure.dossier)
    plan = measure.plan
    if not plan.is_in_force:
        raise Refused(f"方案现在是“{plan.get_status_display()}”，只登记执行中方案的措施。")
    if outcome not in MeasureOutcome.values:
        raise Refused("请选择已完成或不再实施。")
    if not text.strip():
        raise Refused(
            "请写明完成情况和依据，例如：6月20日参加业务培训，有签到表。"
            if outcome == MeasureOutcome.DONE
            else "请写明不再实施的原因，例如：本人已调离原岗位。"
        )
    if done_on > on:
        raise Refused("日期不能晚于今天。请填写实际完成的日期。")
    standing = MeasureStep.objects.filter(dossier_id=measure.dossier_id, key=measure.key).first()
    if standing is not None:
        if (standing.outcome, standing.text) == (outcome, text.strip()):
            return standing
        raise Refused("这项措施已经登记过，请刷新页面查看。")
    step = MeasureStep.objects.create(
        dossier_id=measure.dossier_id,
        plan=plan,
        measure=measure,
        key=measure.key,
        outcome=outcome,
        on=done_on,
        text=text.strip(),
        by=by,
    )
    record("measure.settled", step, by=by, on=on, kind=outcome)
    return step
