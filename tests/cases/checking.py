"""An office, a unit and a decision whose execution is checked, and short ways to enter items."""

from dataclasses import dataclass
from datetime import date

from accounts.models import Unit, User
from accounts.roles import Role
from cases.actions.execution import CheckFacts, enter_check
from cases.actions.issues import IssueFacts, assign_issue, report_issue
from cases.choices.execution import Direction, ExecutionResult, IssueKind
from cases.facts.execution import line_of
from cases.models import Decision, Dossier, ExecutionIssue
from tests import factories
from tests.factories import TODAY

FEN = 1_864_000
OVER_PAID = IssueFacts(
    kind=IssueKind.PAY,
    text="2025年2月至9月绩效奖金未停发。",
    direction=Direction.OVER_PAID,
    months=8,
    found_fen=FEN,
)


@dataclass
class Desk:
    office: Unit
    unit: Unit
    director: User
    officer: User
    second: User
    unit_user: User
    dossier: Dossier
    decision: Decision

    def line(self, item, *, viewer=None):
        found = line_of(
            self.dossier, viewer=viewer or self.officer, decision=self.decision.code, item=item
        )
        assert found is not None
        return found[0]

    def enter(self, item, result, *, by=None, on=TODAY, version=None, issue=None, **facts):
        line = self.line(item)
        standing = line.check.version if line.check is not None else 0
        if result == ExecutionResult.DONE:
            facts = {"done_on": on, "evidence": "会议记录", **facts}
        return enter_check(
            line,
            facts=CheckFacts(result=result, **facts),
            version=standing if version is None else version,
            issue=issue,
            by=by or self.officer,
            on=on,
        )

    def issue(self, *, facts=OVER_PAID, item="pay", by=None):
        self.enter(item, ExecutionResult.NOT_DONE, issue=facts, by=by)
        return ExecutionIssue.objects.open().get(item=item, decision=self.decision)

    def assigned(self, **kwargs):
        issue = self.issue(**kwargs)
        assign_issue(issue, version=issue.version, assigned_to=self.unit, by=self.officer, on=TODAY)
        return issue

    def reported(self, *, corrected=FEN, shortfall="", by=None, **kwargs):
        issue = self.assigned(**kwargs)
        report_issue(
            issue,
            version=issue.version,
            corrected_fen=corrected,
            vouchers="进账单第003号",
            shortfall=shortfall,
            by=by or self.unit_user,
            on=TODAY,
        )
        return issue


def desk(*, measure="PSW", decided_on=date(2026, 1, 8), **facts) -> Desk:
    office, unit = factories.office(), factories.work_unit()
    person = factories.cadre(unit, **facts)
    decision = factories.decision(person, office, measure=measure, decided_on=decided_on)
    assert decision.dossier is not None
    return Desk(
        office=office,
        unit=unit,
        director=factories.user(Role.DIRECTOR, office, name="杨主任"),
        officer=factories.user(Role.OFFICER, office, name="陈舟"),
        second=factories.user(Role.OFFICER, office, name="吴川"),
        unit_user=factories.user(Role.UNIT, unit, name="单位联络员"),
        dossier=decision.dossier,
        decision=decision,
    )
