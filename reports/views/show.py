"""Letters as plain values for their pages, so that a template asks the database nothing."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from accounts.models import User
from accounts.roles import Permission
from cases.models import Clock, Dossier
from cases.views.header import ClockView, clock_views
from evaluation.models import Conclusion
from jobs.models import Job
from reports.actions.issuing import TASK
from reports.choices import LetterStatus
from reports.facts import findings_of, sheet_of
from reports.models import Letter, LetterNumber
from reports.rules.checks import Finding
from reports.rules.paper import Sheet
from visits.models import Visit

TONES: dict[str, str] = {
    LetterStatus.DRAFT: "grey",
    LetterStatus.SUBMITTED: "blue",
    LetterStatus.RETURNED: "amber",
    LetterStatus.APPROVED: "teal",
    LetterStatus.ISSUING: "teal",
    LetterStatus.ISSUED: "green",
    LetterStatus.RECEIVED: "green",
    LetterStatus.WITHDRAWN: "grey",
}


@dataclass(frozen=True)
class Line:
    """One letter in a list."""

    url: str
    title: str
    name: str
    status: str
    tone: str
    addressee: str
    sender: str
    number: str
    approved_on: date | None
    issued_on: date | None
    received_at: datetime | None
    is_read: bool


@dataclass(frozen=True)
class Act:
    """A step this user may take now."""

    label: str
    url: str


@dataclass(frozen=True)
class VisitLine:
    day: date
    mode: str
    achievements: str


@dataclass(frozen=True)
class Sources:
    """Where the words of the draft come from; for the office's eyes only."""

    clocks: tuple[ClockView, ...]
    verdict: str
    conclusion: str
    visits: tuple[VisitLine, ...]


@dataclass(frozen=True)
class Making:
    """How far the paper is."""

    note: str
    done: int
    total: int
    error: str
    has_failed: bool

    @property
    def refresh(self) -> int:
        """Seconds until the page asks again; 0 when there is nothing to wait for."""
        return 0 if self.has_failed else 3


@dataclass(frozen=True)
class View:
    """One letter on its page."""

    letter: Letter
    sheet: Sheet
    number: str
    tone: str
    findings: tuple[Finding, ...]

    @property
    def blocking(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.blocks)

    @property
    def notes(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if not finding.blocks)


def line_of(letter: Letter, *, url: str) -> Line:
    cadre = letter.dossier.cadre
    return replace(received_line(letter, url=url), name=cadre.name if cadre else "")


def received_line(letter: Letter, *, url: str) -> Line:
    """As its addressee sees it, who sees nothing of the file: the name is the paper's own."""
    number = number_of(letter)
    return Line(
        url=url,
        title=str(letter),
        name=letter.taken.person.name,
        status=letter.get_status_display(),
        tone=TONES[letter.status],
        addressee=letter.addressee.full_name if letter.addressee else "",
        sender=letter.office.office_name,
        number=str(number) if number else "",
        approved_on=letter.approved_on,
        issued_on=letter.issued_on,
        received_at=letter.received_at,
        is_read=letter.read_at is not None,
    )


def view_of(letter: Letter, *, today: date) -> View:
    """A letter that was approved is checked no more: its words are fixed."""
    number = number_of(letter)
    unsettled = letter.is_editable or letter.awaits_approval
    return View(
        letter=letter,
        sheet=sheet_of(letter, number=number),
        number=str(number) if number else "",
        tone=TONES[letter.status],
        findings=tuple(findings_of(letter, today=today)) if unsettled else (),
    )


def number_of(letter: Letter) -> LetterNumber | None:
    return getattr(letter, "number", None)


def sources_of(dossier: Dossier, *, today: date) -> Sources:
    clocks = (
        Clock.objects.filter(decision__dossier=dossier)
        .select_related("decision__measure", "policy")
        .order_by("start", "pk")
    )
    conclusion = Conclusion.objects.of(dossier).confirmed().first()
    visits = Visit.objects.done().filter(dossier=dossier).order_by("visited_on")
    return Sources(
        clocks=clock_views(clocks, today),
        verdict=conclusion.get_verdict_display() if conclusion else "",
        conclusion=conclusion.text if conclusion else "",
        visits=tuple(
            VisitLine(visit.visited_on, visit.get_mode_display(), visit.achievements)
            for visit in visits
            if visit.visited_on
        ),
    )


def making_of(letter: Letter) -> Making | None:
    """The newest attempt at the paper of a letter that is being made."""
    if not letter.is_issuing:
        return None
    job = Job.objects.filter(kind=TASK, key=letter.code).order_by("-pk").first()
    if job is None:
        return None
    return Making(job.note, job.done, job.total, job.error, job.has_failed)


def may_edit(letter: Letter, user: User) -> bool:
    return letter.is_editable and user.may(Permission.LETTER_DRAFT)


def may_review(letter: Letter, user: User) -> bool:
    """Another person's letter, waiting for the leader."""
    own = user.pk in {letter.submitted_by_id, letter.drafted_by_id}
    return letter.awaits_approval and user.may(Permission.LETTER_APPROVE) and not own


def may_issue(letter: Letter, user: User) -> bool:
    allowed = user.may(Permission.LETTER_DRAFT) or user.may(Permission.LETTER_APPROVE)
    return letter.is_approved and allowed
