"""What organs have reported to the city's office: all in time, but for one month of one town."""

from datetime import date, timedelta

from accounts.acting import acting_as
from accounts.models import User
from dashboard.demo.stage import Stage
from visits.actions.organ_reports import file_report
from visits.facts.organ_reports import OpenReport, open_reports

# Who files for his organ, and how many of those that are late he still owes.
FILING = {"xiangzhen": 1, "jiandu": 0, "ganbu": 0}
EARLY = timedelta(days=2)


def file_what_was_due(stage: Stage, *, on: date) -> None:
    for key, owing in FILING.items():
        by = stage.users[key]
        late = [each for each in _own(by, on=on) if each.owed.is_late(today=on)]
        for each in late[: len(late) - owing]:
            _file(each, by, on=on)


def _own(by: User, *, on: date) -> list[OpenReport]:
    """The longest due first."""
    return [each for each in open_reports(by, on=on) if each.organ.pk == by.unit_id]


def _file(report: OpenReport, by: User, *, on: date) -> None:
    with acting_as(by):
        file_report(
            report.organ,
            office=report.office,
            period=report.owed.period,
            filed_on=report.owed.due_on - EARLY,
            note="内网报送",
            by=by,
            on=on,
        )
