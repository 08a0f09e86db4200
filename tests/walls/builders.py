"""One builder per model that carries case data; a model without one fails the suite.

PLAYED: the life of story.py makes it through the real actions. The other builders make the rows
that no life has at the same time (a pause, a handover, a receipt), or that a worker makes.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.apps import apps
from django.db import models

from audit.models import StatedPurpose
from cases.choices import ActKind, ActState, EventKind, HandoverState, PauseReason, Slot
from cases.choices.rights import RestorationKind
from cases.models import (
    DecisionEvent,
    Dossier,
    DossierAct,
    Handover,
    Receipt,
    RestorationStep,
    Suspension,
)
from evaluation.models import Ballot, BallotExample
from jobs.models import Job
from reports.choices import NoticeKind, NoticeStatus
from reports.models import Letter, LetterPreview, Notice, NoticeFile
from signin.choices import KeptFor
from signin.models import KeptForm
from tests.factories import NOON
from tests.walls import grants
from tests.walls.canaries import paper
from tests.walls.lives import Life
from visits.models import ClockMark, Correction, Draft, Talk, Visit

OURS = {
    "accounts", "audit", "cases", "corrections", "evaluation", "intake", "jobs", "reports",
    "signin", "stewards", "visits",
}  # fmt: skip


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


def draft(life: Life) -> None:
    """Typed and not submitted: the officer's of a visit, the helper's of a talk."""
    authors = {"visit": life.officer}
    if life.part.helper:
        authors["talk"] = life.stage.users[life.part.helper]
    for kind, author in authors.items():
        name = "opinion" if kind == "visit" else "note"
        Draft.objects.create(
            author=author,
            dossier=life.dossier,
            kind=kind,
            key=uuid4().hex[:12].upper(),
            sealed=json.dumps({name: [life.word()]}),
            saved_at=NOON,
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


def preview(life: Life) -> None:
    letter = Letter.objects.filter(dossier=life.dossier).first()
    LetterPreview.objects.create(
        letter=letter,
        dossier=life.dossier,
        reader=life.officer,
        of_version=letter.version,
        content=paper(life.word()),
        made_at=NOON,
    )


def notice(life: Life) -> None:
    """One sent to the personnel department, one still a draft."""
    addressee = life.stage.units[f"personnel_{life.side}"]
    common = {"dossier": life.dossier, "end": date(2026, 9, 1), "drafted_on": date(2026, 8, 25),
              "facts": {"end": "2026-09-01", "name": life.word(), "post": life.word()},
              "digest": "0" * 64}  # fmt: skip
    Notice.objects.create(
        kind=NoticeKind.PERSONNEL,
        status=NoticeStatus.RELEASED,
        addressee=addressee,
        sender=life.stage.units[life.part.owner],
        title=life.word(),
        text=life.word(),
        released_by=life.director,
        released_at=datetime(2026, 9, 2, 9, tzinfo=NOON.tzinfo),
        released_on=date(2026, 9, 2),
        **common,
    )
    Notice.objects.create(kind=NoticeKind.PERSON, title=life.word(), text=life.word(), **common)


def notice_file(life: Life) -> None:
    sent = Notice.objects.get(dossier=life.dossier, status=NoticeStatus.RELEASED)
    content = paper(life.word())
    NoticeFile.objects.create(
        notice=sent,
        dossier=life.dossier,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        made_at=NOON,
    )


def event(life: Life) -> None:
    """An end that one person has stated and no second one confirmed: it counts for nothing yet."""
    DecisionEvent.objects.create(
        decision=life.decision,
        cadre=life.dossier.cadre,
        kind=EventKind.OVERRIDDEN,
        on=date(2026, 9, 24),
        slot=Slot.BAR,
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


def purpose(life: Life) -> None:
    """Why somebody looked, in his own words."""
    StatedPurpose.objects.create(
        at=NOON,
        user_id=life.officer.pk,
        cadre_id=life.dossier.cadre_id,
        dossier_id=life.dossier.pk,
        purpose="other",
        note=life.word(),
    )


def kept_form(life: Life) -> None:
    """Typed into a form of this object when the session ended."""
    row = KeptForm.objects.create(
        user=life.officer,
        purpose=KeptFor.CONFIRM,
        sealed=json.dumps(
            {
                "address": f"/people/{life.dossier.code}/visits/new/",
                "page": f"/people/{life.dossier.code}/visits/new/",
                "fields": {"opinion": [life.word()]},
                "files": [],
                "is_part": False,
            }
        ),
        kept_at=NOON,
        until=NOON + timedelta(days=36_500),
    )
    life.more["signin.KeptForm"] = [(row.pk, row.code)]


def job(life: Life) -> None:
    Job.objects.create(
        kind="reports.tasks.make_preview",
        key=f"walls:{life.part.key}",
        state="failed",
        error=life.word(),
        note=life.word(),
        dossier_id=life.dossier.pk,
        asked_by_id=life.officer.pk,
    )


BUILDERS: dict[str, Callable[[Life], None]] = {
    **dict.fromkeys(
        (
            "audit.Entry", "cases.Appeal", "cases.Cadre", "cases.Clock", "cases.Decision",
            "cases.Document", "cases.Dossier", "cases.DossierRow",
            "cases.ExecutionCheck", "cases.ExecutionIssue", "cases.HelperDesignation",
            "cases.IssueStep", "cases.Posting", "corrections.Correction", "evaluation.Ballot",
            "evaluation.Conclusion", "evaluation.Result",
            "evaluation.Round", "evaluation.RoundGroup", "reports.Letter", "reports.LetterFile",
            "reports.LetterNumber", "visits.Assessment", "visits.AssessmentNote",
            "visits.FamilyTalk", "visits.Obligation", "visits.Plan", "visits.PlanGoal",
            "visits.PlanMeasure", "visits.PlanReview", "visits.Talk", "visits.Visit",
            "visits.VisitCheck", "visits.VisitInterview", "visits.VisitTeam",
        ),
        played,
    ),
    "audit.StatedPurpose": purpose,
    "cases.Assignment": grants.assignment,
    "cases.DecisionEvent": event,
    "cases.DossierAct": act,
    "cases.Handover": handover,
    "cases.OwnFile": grants.own_file,
    "cases.Receipt": receipt,
    "cases.Recusal": grants.recusal,
    "cases.RestorationStep": step,
    "cases.Seal": grants.seal,
    "cases.SealGrant": played,
    "cases.Suspension": suspension,
    "evaluation.BallotExample": example,
    "jobs.Job": job,
    "reports.LetterPreview": preview,
    "reports.Notice": notice,
    "reports.NoticeFile": notice_file,
    "signin.KeptForm": kept_form,
    "visits.ClockMark": mark,
    "visits.Correction": correction,
    "visits.Draft": draft,
}  # fmt: skip
# Rows that no single object has: made once per office or person (grounds.py), each with a reason.
ELSEWHERE = {
    "intake.ImportBatch": "一次导入属于机关",
    "intake.ImportSource": "一次导入属于机关",
    "intake.ImportRow": "一次导入属于机关",
}


def case_models() -> list[type[models.Model]]:
    """Every model from which a cadre or a dossier can be reached, however many steps away."""
    from cases.models import Cadre, Document

    # A paper is reached from its decisions, not the other way round; a form kept over a sign-in
    # may be of anybody.
    found: set[type[models.Model]] = {Cadre, Dossier, Document, KeptForm}
    own = [m for m in apps.get_models() if m._meta.app_label in OURS and m._meta.managed]
    grew = True
    while grew:
        more = {m for m in own if m not in found and _reaches(m, found)}
        grew = bool(more)
        found |= more
    return sorted(found, key=lambda model: model._meta.label)


def _reaches(model: type[models.Model], found: set[type[models.Model]]) -> bool:
    names = {field.name for field in model._meta.concrete_fields}
    if names & {"cadre_id", "dossier_id"}:
        return True
    # An account is not case data, although a cadre may have one.
    return any(
        field.is_relation and field.related_model in found for field in model._meta.concrete_fields
    )


def is_history(model: type[models.Model]) -> bool:
    return hasattr(model, "pgh_tracked_model")


def without_builder() -> list[str]:
    """Case data of which the world would hold no row."""
    return [
        model._meta.label
        for model in case_models()
        if not is_history(model) and model._meta.label not in {*BUILDERS, *ELSEWHERE}
    ]
