"""Who may see what: plain Python over the world, from practice.md D.2 and security.md 3.1 only.

Nothing of the program is imported. `visible_dossiers` is the rule of rows, KINDS the rows of a
kind, FIELDS what a role reads less of; `oracle_routes` says which pages a role may open at all.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

OFFICE = frozenset({"director", "officer", "leader"})
FIELD = frozenset({"room", "inspector"})
DISCIPLINE = OFFICE | FIELD
EVERYBODY = DISCIPLINE | {"unit", "helper"}
ALWAYS = date(1900, 1, 1)


@dataclass(frozen=True)
class Actor:
    key: str
    role: str
    unit: str
    active: bool = True


@dataclass(frozen=True)
class Span:
    """A row that opens or closes something to somebody, from a day to a day, both inclusive."""

    who: str
    what: str
    begun: date = ALWAYS
    end: date | None = None
    settled: bool = True

    def holds(self, today: date) -> bool:
        return self.settled and self.begun <= today and (self.end is None or today <= self.end)


@dataclass(frozen=True)
class File:
    """A dossier: its anchors and its state. `person` names the cadre; several may share one."""

    key: str
    person: str
    owner: str
    carrier: str = ""
    unit: str = ""
    closed_on: date | None = None
    is_void: bool = False


@dataclass
class WorldState:
    """All facts the rule asks for."""

    actors: dict[str, Actor] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)  # unit → the unit above
    helpers: list[Span] = field(default_factory=list)  # account → file
    assignments: list[Span] = field(default_factory=list)  # account → file
    delegations: list[Span] = field(default_factory=list)  # account → unit
    recusals: list[Span] = field(default_factory=list)  # account → person
    own: list[Span] = field(default_factory=list)  # account → person, unless two people said no
    seals: list[Span] = field(default_factory=list)  # "" → person
    grants: list[Span] = field(default_factory=list)  # account → sealed person


def visible_dossiers(world: WorldState, actor: str, today: date) -> set[str]:
    """The files this account may find on that day."""
    return {key for key in world.files if exists_for(world, actor, key, today)}


def exists_for(world: WorldState, actor: str, key: str, today: date) -> bool:
    """Deny wins (security.md 3.1)."""
    who, file = world.actors[actor], world.files[key]
    return (
        who.active
        and _anchored(world, who, file, today)
        and not file.is_void
        and not _holds(world.recusals, actor, file.person, today)
        and not _holds(world.own, actor, file.person, today)
        and (
            not any(each.what == file.person and each.holds(today) for each in world.seals)
            or _holds(world.grants, actor, file.person, today)
        )
        and (not is_dormant(file, today) or _keeps(world, who, file, today))
    )


def _anchored(world: WorldState, who: Actor, file: File, today: date) -> bool:
    if who.role in DISCIPLINE:
        return bool(organs(world, who, today) & {file.owner, file.carrier}) or _holds(
            world.assignments, who.key, file.key, today
        )
    if who.role == "unit":
        return who.unit in _upwards(world, file.unit)
    return who.role == "helper" and _holds(world.helpers, who.key, file.key, today)


def organs(world: WorldState, who: Actor, today: date) -> set[str]:
    """His own, and for a while the one he stands in for."""
    borrowed = {
        each.what for each in world.delegations if each.who == who.key and each.holds(today)
    }
    return {who.unit} | borrowed


def _keeps(world: WorldState, who: Actor, file: File, today: date) -> bool:
    return who.role in OFFICE and file.owner in organs(world, who, today)


def is_dormant(file: File, today: date) -> bool:
    """已销号 for six months (rules.md 6.7): a day later the file has left everybody's lists."""
    return file.closed_on is not None and _months_later(file.closed_on, 6) <= today


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + year, month + 1, 1)
    last = (date(first.year + first.month // 12, first.month % 12 + 1, 1) - timedelta(days=1)).day
    return first.replace(day=min(day.day, last))


def _holds(spans: list[Span], who: str, what: str, today: date) -> bool:
    return any(each.who == who and each.what == what and each.holds(today) for each in spans)


def _upwards(world: WorldState, unit: str) -> set[str]:
    found: set[str] = set()
    while unit:
        found.add(unit)
        unit = world.parents.get(unit, "")
    return found


# Practice D.2, row by row: who reads a kind at all, of the files he may find.
KINDS: dict[str, frozenset[str]] = {
    # 人员基本信息
    "cases.Cadre": EVERYBODY,
    "cases.Dossier": EVERYBODY,
    "cases.DossierRow": EVERYBODY,
    "cases.Posting": EVERYBODY,
    "cases.Clock": EVERYBODY,
    "cases.Suspension": DISCIPLINE,
    "cases.DossierAct": DISCIPLINE,
    # The summary of a decision
    "cases.Decision": EVERYBODY,
    "cases.DecisionEvent": DISCIPLINE | {"unit"},
    "cases.Document": DISCIPLINE | {"unit"},
    # 申诉和恢复党员权利: what the unit's party organisation carries out itself
    "cases.Appeal": DISCIPLINE,
    "cases.RestorationStep": DISCIPLINE | {"unit"},
    # 研判; restricted: neither the leader nor the unit
    "visits.Assessment": DISCIPLINE,
    "visits.AssessmentNote": DISCIPLINE - {"leader"},
    "visits.FamilyTalk": DISCIPLINE - {"leader"},
    # 一人一策方案
    "visits.Plan": DISCIPLINE | {"unit"},
    "visits.PlanGoal": DISCIPLINE | {"unit"},
    "visits.PlanMeasure": EVERYBODY,
    "visits.PlanReview": DISCIPLINE | {"unit"},
    "visits.PlanLane": DISCIPLINE | {"unit"},
    "visits.PlanStep": DISCIPLINE | {"unit"},
    "visits.MeasureStep": DISCIPLINE | {"unit"},
    # 同事谈话 is 研判; relatives' words are restricted; state, class, 会商, the group's decisions
    "visits.ColleagueTalk": DISCIPLINE,
    "visits.AssessmentFamilyTalk": DISCIPLINE - {"leader"},
    "visits.StateEntry": DISCIPLINE,
    "visits.Consultation": DISCIPLINE,
    "visits.Classification": DISCIPLINE,
    "visits.GroupDecision": DISCIPLINE,
    # 帮扶人指定, 季度谈心记录, 回访记录
    "cases.HelperDesignation": EVERYBODY,
    "visits.Talk": EVERYBODY,
    # 交接说明 between officers
    "cases.PassingNote": DISCIPLINE,
    # 动态 (A63): the unit tells the office; the helper does not read it
    "visits.UnitNote": DISCIPLINE | {"unit"},
    "visits.Obligation": EVERYBODY,
    "visits.ClockMark": DISCIPLINE,
    # 提醒: to the organs that answer for it; the unit's and the helper's own lie with them only.
    "reminders.Reminder": DISCIPLINE,
    "reminders.ReminderLetter": DISCIPLINE,
    "visits.Visit": DISCIPLINE,
    "visits.VisitTeam": DISCIPLINE,
    "visits.VisitInterview": DISCIPLINE,
    "visits.VisitCheck": DISCIPLINE,
    "visits.VisitVote": DISCIPLINE,
    "visits.VisitOrgan": DISCIPLINE,
    "visits.VisitPrescription": DISCIPLINE,
    "visits.VisitMove": DISCIPLINE,
    "visits.VisitContact": DISCIPLINE,
    "visits.OutsideVisit": DISCIPLINE,
    # The unit reads the notified summary; 另行核对事项: one's own, and the leader's by duty
    "visits.VisitDelivery": DISCIPLINE | {"unit"},
    "visits.VisitLead": DISCIPLINE,
    "visits.Correction": EVERYBODY,
    # 评价: the ballots are the office's; results and conclusions everybody's who works with him
    "evaluation.Round": EVERYBODY,
    "evaluation.RoundGroup": DISCIPLINE,
    "evaluation.Ballot": frozenset({"director", "officer"}),
    "evaluation.BallotExample": frozenset({"director", "officer"}),
    "evaluation.Result": EVERYBODY,
    "evaluation.Conclusion": DISCIPLINE,
    # 处分执行核查
    "cases.ExecutionCheck": DISCIPLINE | {"unit"},
    "cases.ExecutionIssue": DISCIPLINE | {"unit"},
    "cases.IssueStep": DISCIPLINE | {"unit"},
    # 诉求: the unit and the helper those a talk told (seeing.py); 纪实台账: the organ's own
    # Files: as the record they lie beside; in this world, a visit
    "attachments.Attachment": DISCIPLINE,
    "needs.Need": EVERYBODY,
    "needs.NeedStep": EVERYBODY,
    "ledger.LedgerLine": DISCIPLINE,
    "ledger.LedgerSign": DISCIPLINE,
    # 反馈函, 建议书, 期满通知: rooms read, towns do not
    "reports.Letter": OFFICE | {"room"},
    "reports.LetterNumber": OFFICE | {"room"},
    "reports.LetterFile": OFFICE | {"room"},
    "reports.LetterPreview": OFFICE | {"room"},
    "reports.Notice": OFFICE | {"room"},
    "reports.NoticeFile": OFFICE | {"room"},
    "corrections.Correction": OFFICE,
    # Who may find a file and who may not is the office's own affair.
    "cases.Assignment": OFFICE,
    "cases.Recusal": OFFICE,
    "cases.Seal": OFFICE,
    "cases.SealGrant": OFFICE,
    "cases.OwnFile": OFFICE,
}
# Kinds that somebody sees for another reason than the file: see `_by_itself`.
BY_ITSELF = {
    "cases.Handover", "cases.Receipt", "visits.Draft", "jobs.Job", "audit.Entry",
    "reports.Printout",
    "audit.StatedPurpose", "intake.ImportBatch", "intake.ImportSource", "intake.ImportRow",
}  # fmt: skip
# What a role reads less of, of a kind it reads.
HIDDEN = {
    # 种类、期间: not what he did, nor by which paper.
    ("helper", "cases.Decision"): {"reason", "void_reason"},
    # Conclusions of ballots are not the helper's or the unit's beyond grade and dimensions.
    ("helper", "evaluation.Result"): {"data"},
    **{(role, "evaluation.Round"): {"early_reason", "void_reason"} for role in ("helper", "unit")},
    # Addresses of the person stay masked until somebody says why he needs them (D.3).
    **{(role, "cases.Cadre"): {"phone", "id_number"} for role in ("helper", "unit")},
}
# What is sent to 组织部 may quote of the file; it sees nothing else (D.3).
SENT = {"reports.Letter", "reports.LetterFile", "reports.LetterNumber", "reports.Notice",
        "reports.NoticeFile"}  # fmt: skip
# 处分执行核查: 组织部门 reads and answers the part that is handed to it, without the case.
HANDED = {"cases.ExecutionIssue", "cases.IssueStep"}
