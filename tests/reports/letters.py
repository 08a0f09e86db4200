"""An office with a concluded dossier, its letterhead and the addressee, for tests of letters."""

from copy import copy
from datetime import date

from accounts.roles import Role
from cases.actions import move_dossier
from cases.models import Dossier
from columns.codes import new_code
from evaluation.choices import RoundKind
from jobs.models import Job
from reports.actions import (
    LetterText,
    allot_number,
    approve_letter,
    draft_letter,
    edit_letter,
    request_issue,
    save_letterhead,
    store_file,
    submit_letter,
)
from reports.models import Letter
from reports.render.pdf import Pdf
from tests import factories
from tests.evaluation.rounds import LOOP, Office
from visits.actions import Heard, Member, record_visit
from visits.choices import Attitude, Mood, Need, State
from visits.choices.visiting import (
    Change,
    CheckItem,
    CheckResult,
    Place,
    Response,
    Signature,
    Source,
    TeamPart,
    VisitMode,
)

TODAY, NOON = factories.TODAY, factories.NOON
WRITTEN = {
    "thought": "该同志能够正确对待组织处理，主动参加学习。",
    "duty": "牵头完成年度预算公开工作。",
    "style": "能够自觉接受监督。",
}
PAPER = Pdf(b"%PDF-1.7 paper", 4)


class Desk(Office):
    """`writer` drafts and submits, `leader` approves, `reader` is the 组织部 addressed."""

    def __init__(self, name="纪委监委", person="许明澈"):
        super().__init__(name, person)
        self.personnel = factories.personnel_office(f"{name}所对组织部")
        self.reader = factories.user(Role.PERSONNEL, self.personnel, name="郑远")
        save_letterhead(
            self.unit,
            version=0,
            by=self.writer,
            mark="中共临澜市纪律检查委员会",
            word="临纪函",
            department="案件审理室",
            contact="陈望",
            phone="0000-0000000",
            addressee=self.personnel,
        )
        self.visit()
        self.concluded(RoundKind.FINAL)
        self.dossier = Dossier.objects.get(pk=self.dossier.pk)

    def colleague(self, name: str) -> "Desk":
        """The same office with another dossier, as far as this one is."""
        other = copy(self)
        other.dossier = factories.dossier(self.unit, name=name)
        for status in LOOP:
            move_dossier(other.dossier, to=status, by=None, on=TODAY)
            other.reload()
        other.visit()
        other.concluded(RoundKind.FINAL)
        other.reload()
        return other

    def visit(self, **changed):
        facts = {
            "visited_on": date(2026, 9, 1),
            "place": Place.OFFICE,
            "mode": VisitMode.FACE,
            "attitude": Attitude.CLEAR,
            "mood": Mood.STEADY,
            "work_text": "谈话记录原文不外传",
            "achievements": "完成年度预算公开",
            "need": Need.NONE,
            "response": Response.AFFIRM,
            "state": State.ENGAGED,
            "change": Change.FIRST,
            "prescription": "继续关心",
            "opinion": "表现平稳",
            "signature": Signature.SIGNED,
        }
        return record_visit(
            self.dossier,
            token=new_code(),
            team=[Member(TeamPart.LEADER, self.writer), Member(TeamPart.VISITOR, self.second)],
            interviews=[
                Heard(Source.UNIT_LEADER, "单位负责人说的话", "王某"),
                Heard(Source.COLLEAGUE, "同事说的话", "3人"),
            ],
            checks={
                CheckItem.ANNOUNCED: CheckResult.DONE,
                CheckItem.FILED: CheckResult.DONE,
                CheckItem.POST: CheckResult.DONE,
                CheckItem.PAY: CheckResult.UNDER_WAY,
            },
            by=self.writer,
            on=TODAY,
            **(facts | changed),
        )

    def drafted(self) -> Letter:
        return draft_letter(self.dossier, by=self.writer, on=TODAY)

    def written(self) -> Letter:
        """Everything a person has to add is added."""
        letter = self.drafted()
        edit_letter(letter, text=text_of(letter), version=letter.version, by=self.writer, on=TODAY)
        return letter

    def submitted(self) -> Letter:
        letter = self.written()
        submit_letter(letter, version=letter.version, by=self.writer, on=TODAY)
        return letter

    def approved(self) -> Letter:
        letter = self.submitted()
        approve_letter(letter, version=letter.version, by=self.leader, on=TODAY)
        return letter

    def asked(self) -> tuple[Letter, Job]:
        letter = self.approved()
        return letter, request_issue(letter, by=self.writer)

    def reload(self) -> None:
        """After a letter was sent the dossier stands elsewhere; the next one starts from there."""
        self.dossier = Dossier.objects.get(pk=self.dossier.pk)

    def issued(self) -> Letter:
        letter, _ = self.asked()
        allot_number(letter, by=self.writer)
        store_file(letter, paper=PAPER, by=self.writer, at=NOON, on=TODAY)
        return letter


def text_of(letter: Letter, **changed) -> LetterText:
    facts = {
        "title": letter.title,
        "addressee": letter.addressee,
        "parts": {**letter.parts, **WRITTEN},
        "opinion": "continue",
    }
    return LetterText(**(facts | changed))
