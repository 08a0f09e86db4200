"""The desk's figures: each is a query, so that a number and its list cannot differ."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q, QuerySet

from accounts.models import User
from accounts.roles import OFFICE_ROLES, Permission, Role
from cases.facts.restoration import Chain
from cases.models import Appeal, DossierRow
from cases.rules.states import add_months, first_of_quarter
from dashboard.desk import (
    access,
    changes,
    contact,
    custody,
    execution,
    lines,
    organ_reports,
    rights,
    rules,
    visiting,
)
from dashboard.desk.endings import (
    incoming_notice_line,
    mark_line,
    notices_line,
    sooner_ends,
    to_be_read,
    to_be_sent,
)
from dashboard.desk.lines import Line
from dashboard.desk.passed import passed_line, passed_to
from evaluation.models import Conclusion, Round
from needs.choices import ANSWERED_STATES, WITH_THE_OWNER, NeedState
from needs.models import Need
from reports.models import Letter
from visits.choices import EDITABLE_PLANS
from visits.facts.organ_reports import OpenReport
from visits.models import Draft, Obligation, Plan

if TYPE_CHECKING:
    from cases.querysets.execution import IssueQuerySet
    from visits.querysets import ObligationQuerySet

SOON_DAYS = 7
ENDING_DAYS = 90
SHOWN = 10
# Lists of what waits for one person; longer ones are shown to their end by their own rooms.
LONGEST = 500
ROW = "dossier__row__handler"
# The office hands a need out, and files it once it is answered.
NEEDS_TO_MOVE = ANSWERED_STATES | {NeedState.REGISTERED}

# Who answers for many dossiers sees his own first, or the whole office's.
SCOPED = frozenset({Role.DIRECTOR, Role.OFFICER})


@dataclass(frozen=True)
class Figure:
    """One query and how a row of it reads."""

    query: QuerySet[Any]
    line: Callable[[Any, User, date], Line]


@dataclass(frozen=True)
class Block:
    slug: str
    title: str
    empty: str
    total: int
    lines: list[Line]
    sums: list[execution.Sum] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return len(self.lines) == self.total


@dataclass(frozen=True)
class Desk:
    """Whose desk, on which day, and whether it is narrowed to what he handles himself."""

    user: User
    today: date
    mine: bool

    # Duties ------------------------------------------------------------------------------

    def duties(self) -> "ObligationQuerySet":
        """What this role is asked for: helpers and units their talks, offices the rest."""
        user = self.user
        duties = Obligation.objects.visible_to(user).pending()
        if user.role == Role.HELPER:
            duties = duties.owed_by_helper(user)
        elif user.role in OFFICE_ROLES:
            duties = duties.of_office(user.unit).owed_by_office()
        elif user.role in (Role.ROOM, Role.INSPECTOR):
            duties = duties.owed_by_office()
        return duties.filter(self._scope()).by_due().select_related(ROW)

    def overdue(self) -> Iterator[Figure]:
        yield Figure(self.duties().overdue(today=self.today), lines.duty_line)
        yield from self._appeals(None, self.today - timedelta(days=1))
        yield from self._reports(self.reports.overdue)

    def soon(self) -> Iterator[Figure]:
        last = self.today + timedelta(days=SOON_DAYS)
        yield Figure(self.duties().due_between(self.today, last), lines.duty_line)
        yield from self._appeals(self.today, last)

    def quarter(self) -> Iterator[Figure]:
        """The rest of the quarter, so that a talk can be arranged before it is pressing."""
        first = self.today + timedelta(days=SOON_DAYS + 1)
        last = add_months(first_of_quarter(self.today), 3) - timedelta(days=1)
        yield Figure(self.duties().due_between(first, last), lines.duty_line)
        yield from self._appeals(first, last)

    def _appeals(self, first: date | None, last: date) -> Iterator[Figure]:
        """Answers to appeals that are due in the span; steps of a restoration are duties."""
        user = self.user
        if user.may(Permission.APPEAL_ENTER):
            appeals = Appeal.objects.visible_to(user).due_between(first or date.min, last)
            appeals = appeals.filter(self._scope("decision__dossier__"))
            related = appeals.select_related("decision__dossier__row__handler")
            yield Figure(related.order_by("decide_by", "pk"), rights.appeal_line)

    def _restorations(self, chains: Iterator[Chain]) -> Iterator[Figure]:
        if self.user.may(Permission.RESTORATION_ENTER):
            query, found = rights.decisions_of(chains, self.user)
            yield Figure(query.filter(self._scope()), rights.line_for(found))

    @cached_property
    def chains(self) -> Sequence[Chain]:
        return rights.awaited_by(self.user, today=self.today)

    def visits(self) -> Iterator[Figure]:
        for query in visiting.queries(self.user, self._scope(), today=self.today):
            yield Figure(query, visiting.visit_line)

    # What waits for this person ----------------------------------------------------------

    def waiting(self) -> Iterator[Figure]:
        user = self.user
        if user.may(Permission.PLAN_APPROVE):
            plans = Plan.objects.visible_to(user).waiting_for(user).order_by("submitted_on", "pk")
            yield Figure(plans.select_related(ROW, "submitted_by"), lines.plan_line)
        yield from self._of_others()
        if user.may(Permission.LETTER_APPROVE):
            letters = Letter.objects.visible_to(user).waiting_for_approval()
            letters = letters.exclude(Q(submitted_by=user) | Q(drafted_by=user))
            yield Figure(self._letters(letters), lines.letter_line)
        if user.may(Permission.LETTER_DRAFT):
            approved = Letter.objects.visible_to(user).to_be_issued().filter(self._scope())
            yield Figure(self._letters(approved), lines.letter_line)
        if user.may(Permission.NOTICE_RELEASE):
            ended = to_be_sent(user, today=self.today).filter(self._scope(""))
            yield Figure(ended, notices_line)
        if user.may(Permission.LETTER_RECEIVE):
            yield Figure(self._incoming(), lines.incoming_line)
            yield Figure(to_be_read(user), incoming_notice_line)
        yield from self._restorations(rights.without_term(self.chains, today=self.today))
        yield from self._needs()
        yield from self._reports(self.reports.waiting)
        if user.may(Permission.EXECUTION_VERIFY):
            issues, rows = execution.to_confirm(user)
            yield Figure(self._issues(issues), execution.issue_line)
            yield Figure(rows, execution.checks_line)

    def _needs(self) -> Iterator[Figure]:
        """To be handed out or filed; for a department, to be answered."""
        user = self.user
        needs = Need.objects.visible_to(user).live()
        if user.may(Permission.NEED_ASSIGN):
            mine = needs.filter(self._scope(), state__in=sorted(NEEDS_TO_MOVE))
            yield Figure(
                mine.select_related(ROW, "assigned_to").order_by("due_on", "pk"), lines.need_line
            )
        elif user.may(Permission.NEED_ANSWER):
            handed = needs.with_unit(user.unit).filter(state__in=sorted(WITH_THE_OWNER))
            yield Figure(handed.order_by("due_on", "pk"), lines.handed_need_line)

    def _of_others(self) -> Iterator[Figure]:
        """What another account has prepared and nobody confirms for himself."""
        user = self.user
        if user.may(Permission.CONCLUSION_CONFIRM):
            conclusions = Conclusion.objects.visible_to(user).waiting().exclude(written_by=user)
            related = conclusions.select_related(ROW, "round", "written_by")
            yield Figure(related.order_by("written_on", "pk"), lines.conclusion_line)
        if user.may(Permission.CORRECTION_CONFIRM):
            yield Figure(changes.to_confirm(user), changes.correction_line)
        if user.may(Permission.DOSSIER_APPROVE):
            yield Figure(custody.to_agree(user), custody.act_line)
        if user.may(Permission.HANDOVER):
            yield Figure(custody.to_accept(user), custody.offer_line)
        if user.may(Permission.POLICY_PUBLISH):
            yield Figure(rules.to_publish(user), rules.policy_line)
        if user.may(Permission.SEAL):
            yield Figure(access.to_lift(user), access.seal_line)
        if user.may(Permission.OWN_FILE):
            yield Figure(access.to_check(user), access.own_file_line)

    def passed(self) -> Iterator[Figure]:
        yield Figure(passed_to(self.user).filter(self._scope()), passed_line)
        yield from self._reports(self.reports.passed)

    @cached_property
    def reports(self) -> organ_reports.Standing:
        return organ_reports.standing_on(self.user, today=self.today)

    def _reports(self, reports: Sequence[OpenReport]) -> Iterator[Figure]:
        for organs, told in organ_reports.told_of(reports):
            yield Figure(organs, told)

    def execution(self) -> Iterator[Figure]:
        issues = execution.open_issues(self.user).filter(self._scope())
        yield Figure(self._issues(issues), execution.issue_line)

    def _issues(self, issues: "IssueQuerySet") -> "IssueQuerySet":
        related = issues.select_related(ROW, "assigned_to")
        return related.order_by(F("due_on").asc(nulls_first=True), "pk")

    def contact(self) -> Iterator[Figure]:
        """Who should be heard of: a talk that asks for it, a unit that has been silent."""
        asking = contact.asking(self.user, today=self.today).filter(self._scope())
        yield Figure(asking, contact.asking_line)
        silent = contact.silent(self.user, today=self.today).filter(self._scope(""))
        yield Figure(silent.select_related("handler"), contact.silent_line)

    def to_sign(self) -> Iterator[Figure]:
        yield Figure(contact.to_sign(self.user), contact.sign_line)

    def ratings(self) -> Iterator[Figure]:
        rounds = Round.objects.visible_to(self.user).unfinished().filter(self._scope())
        yield Figure(
            rounds.select_related(ROW, "opened_by").order_by("due_on", "pk"), lines.round_line
        )

    def ending(self) -> Iterator[Figure]:
        last = self.today + timedelta(days=ENDING_DAYS)
        rows = DossierRow.objects.visible_to(self.user).open().ending_between(self.today, last)
        rows = rows.filter(self._scope(""))
        ordered = rows.select_related("handler").order_by("overall_end", "dossier_id")
        yield Figure(ordered, lines.ending_line)
        sooner = sooner_ends(self.user, today=self.today).filter(self._scope())
        yield Figure(sooner, mark_line)

    def drafts(self) -> Iterator[Figure]:
        """Begun by this person, or given back to him."""
        user = self.user
        yield Figure(
            Draft.objects.visible_to(user).select_related(ROW).order_by("-saved_at"),
            lines.draft_line,
        )
        if user.may(Permission.PLAN_EDIT):
            plans = Plan.objects.visible_to(user).filter(status__in=EDITABLE_PLANS)
            plans = plans.filter(drafted_by=user)
            yield Figure(plans.select_related(ROW, "drafted_by").order_by("pk"), lines.plan_line)
        if user.may(Permission.CORRECTION_ENTER):
            yield Figure(changes.given_back(user), changes.correction_line)
        if user.may(Permission.LETTER_DRAFT):
            own = Q(drafted_by=user) | Q(drafted_by__isnull=True, dossier__handler=user)
            letters = Letter.objects.visible_to(user).editable().filter(own)
            yield Figure(self._letters(letters), lines.letter_line)

    def _scope(self, path: str = "dossier__") -> Q:
        """What nobody handles yet stands on every desk, so that it is not lost."""
        if not self.mine:
            return Q()
        return Q(**{f"{path}handler": self.user}) | Q(**{f"{path}handler__isnull": True})

    def _letters(self, letters: QuerySet[Letter]) -> QuerySet[Letter]:
        return letters.select_related(ROW, "submitted_by", "drafted_by").order_by(
            "created_at", "pk"
        )

    def _incoming(self) -> QuerySet[Letter]:
        letters = Letter.objects.visible_to(self.user).not_received()
        return letters.for_addressee().order_by("issued_on", "pk")
