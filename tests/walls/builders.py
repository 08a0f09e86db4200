"""One builder per model that carries case data; a model without one fails the suite.

PLAYED: the life of story.py makes it through the real actions. The other builders make the rows
that no life has at the same time (a pause, a handover, a receipt), or that a worker makes.
"""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

from cases.choices import ActKind, ActState, EventKind, HandoverState, PauseReason, Slot
from cases.choices.rights import RestorationKind
from cases.models import (
    DecisionEvent,
    DossierAct,
    ExecutionIssue,
    Handover,
    PassingNote,
    Receipt,
    RestorationStep,
    Suspension,
)
from columns.codes import new_code
from evaluation.models import Ballot, BallotExample
from ledger.models import LedgerLine, LedgerSign
from tests.factories import NOON
from tests.walls import grants, papers, planning, roads
from tests.walls.kinds import case_models, is_history
from tests.walls.lives import Life
from visits.models import ClockMark, Correction, Talk, UnitNote, Visit


def played(_life: Life) -> None:
    """Made by the story."""


def suspension(life: Life) -> None:
    Suspension.objects.create(
        dossier=life.dossier,
        from_on=date(2025, 6, 1),
        to_on=date(2025, 6, 5),
        reason=PauseReason.ILL,
        basis=life.word(),
        entered_by=life.officer,
        approved_by=life.director,
        approved_on=date(2025, 6, 1),
    )


def act(life: Life) -> None:
    """Proposed: it waits for another person, and has a page of its own."""
    DossierAct.objects.create(
        dossier=life.dossier,
        kind=ActKind.OUT_OF_SCOPE,
        takes_on=date(2026, 9, 29),
        basis=life.word(),
        note=life.word(),
        was=life.dossier.status,
        state=ActState.PROPOSED,
        proposed_by=life.officer,
        proposed_on=date(2026, 9, 29),
    )


def handover(life: Life) -> None:
    """Offered by one carrier to another where there is a carrier; else one that was returned."""
    owner = life.stage.units[life.part.owner]
    target = life.stage.units["town_a2" if life.side == "a" else "town_b1"]
    offered = life.part.key in {"carried", "other"}
    Handover.objects.create(
        dossier=life.dossier,
        from_owner=owner,
        to_owner=owner,
        from_carrier=None,
        to_carrier=target if offered else None,
        receiver=target if offered else owner,
        number_before=life.word(),
        reason=life.word(),
        state=HandoverState.OFFERED if offered else HandoverState.RETURNED,
        return_reason="" if offered else life.word(),
        offered_by=life.officer,
        offered_on=date(2026, 9, 28),
        due_on=date(2026, 10, 28),
        ended_on=None if offered else date(2026, 9, 29),
    )


def receipt(life: Life) -> None:
    """What a unit keeps of a person who has left it: here always the water bureau, or his own."""
    holder = life.stage.units["water_a" if life.side == "a" else "school_b"]
    for unit in (holder, life.stage.units[life.part.owner]):
        Receipt.objects.create(
            dossier=life.dossier,
            holder=unit,
            receiver=life.stage.units[life.part.unit],
            on=date(2026, 1, 5),
            name=life.word(),
            number=life.word(),
            items=[life.word()],
            handover=Handover.objects.get(dossier=life.dossier),
        )


def step(life: Life) -> None:
    RestorationStep.objects.create(
        decision=life.decision,
        cadre=life.dossier.cadre,
        kind=RestorationKind.NOTICE,
        on=date(2026, 9, 1),
        evidence=life.word(),
        entered_by=life.officer,
    )


def talk(life: Life) -> None:
    """Beside the helper's own: typed in from paper, with every line filled, and signed."""
    texts = (
        "need_text", "note", "speaker_name", "speaker_post", "proxy_basis", "place", "conduct",
        "guidance", "measures", "followed_up", "attention", "unsigned_reason", "reader_name",
        "read_opinion", "read_basis",
    )  # fmt: skip
    Talk.objects.create(
        dossier=life.dossier,
        period="2026Q2",
        held_on=date(2026, 6, 2),
        mode="face",
        topics=["thought"],
        mood="steady",
        need="some",
        entry="office",
        entered_by=life.officer,
        signature="declined",
        read_by=life.director,
        read_on=date(2026, 6, 9),
        token=uuid4().hex[:12].upper(),
        **{name: life.word() for name in texts},
    )


def unit_note(life: Life) -> None:
    UnitNote.objects.create(
        dossier=life.dossier,
        on=date(2026, 9, 2),
        text=life.word(),
        basis=life.word(),
        by=life.officer,
        token=uuid4().hex[:12].upper(),
    )


def correction(life: Life) -> None:
    for named in ({"visit": Visit.objects.filter(dossier=life.dossier).first()},
                  {"talk": Talk.objects.filter(dossier=life.dossier).first()}):  # fmt: skip
        Correction.objects.create(
            dossier=life.dossier,
            text=life.word(),
            reason=life.word(),
            by=life.officer,
            at=NOON,
            token=uuid4().hex[:12].upper(),
            **named,
        )


def event(life: Life) -> None:
    """An end that one person has stated and no second one confirmed: it counts for nothing yet."""
    DecisionEvent.objects.create(
        decision=life.decision,
        cadre=life.dossier.cadre,
        kind=EventKind.OVERRIDDEN,
        on=date(2026, 9, 24),
        slot=Slot.PROBATION,
        end=date(2027, 3, 11),
        basis=life.word(),
        entered_by=life.officer,
    )


def example(life: Life) -> None:
    ballot = Ballot.objects.filter(dossier=life.dossier).first()
    item = ballot.round.instrument.value.items[0].code
    BallotExample.objects.create(ballot=ballot, dossier=life.dossier, item=item, text=life.word())


def mark(life: Life) -> None:
    """As the sweep leaves it when the end is near."""
    ClockMark.objects.create(
        dossier=life.dossier,
        decision=life.decision,
        slot=Slot.BAR,
        step=180,
        end=date(2027, 3, 19),
        made_on=date(2026, 9, 20),
    )


def issue(life: Life) -> None:
    """Besides the one the story has with the unit, one in the hands of the personnel department."""
    row = ExecutionIssue.objects.get(dossier=life.dossier)
    row.pk, row.code, row.item = None, new_code(), "pay"
    row.assigned_to = life.stage.units[f"personnel_{life.side}"]
    row.text = life.word()
    row._state.adding = True
    row.save()


def passing_note(life: Life) -> None:
    PassingNote.objects.create(
        dossier=life.dossier,
        giver=life.director,
        to=life.officer,
        text=life.word(),
        by=life.director,
        on=date(2026, 9, 29),
    )


def ledger_line(life: Life) -> None:
    LedgerLine.objects.create(
        dossier=life.dossier,
        day=date(2026, 6, 20),
        category="honours",
        **{name: life.word() for name in ("summary", "thought", "work", "correction", "paper")},
        organisation=life.word(),
        entered_by=life.officer,
        entered_on=date(2026, 9, 29),
        token=uuid4().hex[:12].upper(),
    )


def ledger_sign(life: Life) -> None:
    LedgerSign.objects.create(
        dossier=life.dossier,
        half="2026H1",
        keys=["opened"],
        handler=life.officer,
        handler_on=date(2026, 9, 29),
    )


BUILDERS: dict[str, Callable[[Life], None]] = {
    **dict.fromkeys(
        (
            "audit.Entry", "cases.Appeal", "cases.Cadre", "cases.Clock", "cases.Decision",
            "cases.Document", "cases.Dossier", "cases.DossierRow",
            "cases.ExecutionCheck", "cases.HelperDesignation",
            "cases.IssueStep", "cases.Posting", "corrections.Correction", "evaluation.Ballot",
            "needs.Need", "needs.NeedStep",
            "evaluation.Conclusion", "evaluation.Result",
            "evaluation.Round", "evaluation.RoundGroup", "reports.Letter", "reports.LetterFile",
            "reports.LetterNumber", "visits.Assessment", "visits.AssessmentNote",
            "visits.FamilyTalk", "visits.Obligation", "visits.Plan", "visits.PlanGoal",
            "visits.PlanMeasure", "visits.PlanReview",
            "visits.VisitCheck", "visits.VisitInterview", "visits.VisitTeam",
        ),
        played,
    ),
    "audit.StatedPurpose": papers.purpose,
    "cases.Assignment": grants.assignment,
    "cases.DecisionEvent": event,
    "cases.DossierAct": act,
    "cases.ExecutionIssue": issue,
    "cases.Handover": handover,
    "cases.OwnFile": grants.own_file,
    "cases.PassingNote": passing_note,
    "cases.Receipt": receipt,
    "cases.Recusal": grants.recusal,
    "cases.RestorationStep": step,
    "cases.Seal": grants.seal,
    "cases.SealGrant": played,
    "cases.Suspension": suspension,
    "evaluation.BallotExample": example,
    "jobs.Job": papers.job,
    "ledger.LedgerLine": ledger_line,
    "ledger.LedgerSign": ledger_sign,
    "reminders.Reminder": papers.reminder,
    "reminders.ReminderLetter": papers.reminder_letter,
    "reports.LetterPreview": papers.preview,
    "reports.Notice": papers.notice,
    "reports.NoticeFile": papers.notice_file,
    "signin.KeptForm": papers.kept_form,
    # First, because the others stand beside it.
    "visits.Visit": roads.visit,
    "visits.OutsideVisit": roads.outside,
    "visits.VisitContact": roads.contact,
    "visits.VisitDelivery": roads.delivery,
    "visits.VisitLead": roads.lead,
    "visits.VisitMove": roads.move,
    "visits.VisitOrgan": roads.organ,
    "visits.VisitPrescription": roads.prescription,
    "visits.VisitVote": roads.vote,
    "visits.AssessmentFamilyTalk": planning.relative,
    "visits.Classification": planning.classification,
    "visits.ClockMark": mark,
    "visits.ColleagueTalk": planning.colleague,
    "visits.Consultation": planning.consultation,
    "visits.GroupDecision": planning.decided,
    "visits.MeasureStep": planning.settled,
    "visits.PlanLane": planning.lane,
    "visits.PlanStep": planning.step,
    "visits.StateEntry": planning.state,
    "visits.Correction": correction,
    "visits.Draft": papers.draft,
    "attachments.Attachment": papers.attachment,
    "reports.Printout": papers.printout,
    "visits.Talk": talk,
    "visits.UnitNote": unit_note,
}  # fmt: skip
# Rows that no single object has: made once per office or person (grounds.py), each with a reason.
ELSEWHERE = {
    "intake.ImportBatch": "一次导入属于机关",
    "intake.ImportSource": "一次导入属于机关",
    "intake.ImportRow": "一次导入属于机关",
}


def without_builder() -> list[str]:
    """Case data of which the world would hold no row."""
    return [
        model._meta.label
        for model in case_models()
        if not is_history(model) and model._meta.label not in {*BUILDERS, *ELSEWHERE}
    ]
