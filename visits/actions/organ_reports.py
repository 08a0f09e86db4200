"""Verbs of 月报 and 年报: somebody says that his organ has filed one, or that it had not."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from accounts.acting import act
from accounts.models import Unit, User
from audit.choices import Verb
from audit.record import record
from columns.refusal import Refused
from visits.facts.organ_reports import open_reports
from visits.models import OrganReport
from visits.rules.organ_reports import days_of, kind_of, period_words
from web.dates import cn_date


@act
def file_report(
    organ: Unit, *, office: Unit, period: str, filed_on: date, note: str, by: User, on: date
) -> OrganReport:
    """报送: by whoever belongs to the organ that owes it. The same page sent twice is one row."""
    if by.unit_id != organ.pk:
        raise Refused(f"这一期由{organ.full_name}登记报送。")
    facts = {"filed_on": filed_on, "note": note.strip()}
    key = {"organ": organ, "office": office, "kind": kind_of(period), "period": period}
    if (standing := _standing(key)) is not None:
        return _same(standing, facts, by)
    if not any(each.key == (organ.pk, office.pk, period) for each in open_reports(by, on=on)):
        raise Refused(f"{period_words(period)}不需要报送，请刷新后查看。")
    _refuse_wrong(period, filed_on, note, on=on)
    try:
        with transaction.atomic():
            report = OrganReport.objects.create(**key, **facts, filed_by=by)
    except IntegrityError:
        # Somebody was faster: the same page sent at once, or a colleague.
        if (standing := _standing(key)) is None:
            raise
        return _same(standing, facts, by)
    record(Verb.ORGAN_REPORT_FILED, report, by=by, on=filed_on, period=period)
    return report


@act
def take_back_report(report: OrganReport, *, reason: str, by: User, on: date) -> None:
    """撤回登记: it is owed again; the row stays in the history."""
    if by.unit_id != report.organ_id:
        raise Refused("报送登记由报送的机关撤回。")
    if not reason.strip():
        raise Refused("请写明撤回的原因。例如误登为上一个月。")
    gone, _ = OrganReport.objects.filter(pk=report.pk).delete()
    if not gone:
        raise Refused("这条报送登记已经撤回，请刷新后查看。")
    record(Verb.ORGAN_REPORT_TAKEN_BACK, report, by=by, on=on, period=report.period, reason=reason)


def _standing(key: dict[str, Any]) -> OrganReport | None:
    return OrganReport.objects.filter(**key).select_related("filed_by").first()


def _same(standing: OrganReport, facts: dict[str, object], by: User) -> OrganReport:
    told = {name: getattr(standing, name) for name in facts}
    if told == facts and standing.filed_by_id == by.pk:
        return standing
    raise Refused(
        f"{standing}已由{standing.filed_by.display_name}登记为"
        f"{cn_date(standing.filed_on)}报送。需要更正的，先撤回原来的登记。"
    )


def _refuse_wrong(period: str, filed_on: date, note: str, *, on: date) -> None:
    _, last = days_of(period)
    if not last <= filed_on <= on:
        raise Refused(f"报送日期要在这一期最后一天（{cn_date(last)}）和今天（{cn_date(on)}）之间。")
    if not note.strip():
        raise Refused("请填写文号或报送方式。例如临纪报〔2026〕8号，或内网报送。")
