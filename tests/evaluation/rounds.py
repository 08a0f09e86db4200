"""Rounds, ballots and people for the tests of evaluation."""

from datetime import timedelta
from uuid import uuid4

from accounts.roles import Role
from cases.actions import move_dossier, set_last_visit
from cases.choices import DossierStatus
from cases.models import Dossier
from evaluation.actions import (
    ConclusionText,
    GroupPlan,
    close_round,
    compute_result,
    confirm_conclusion,
    enter_paper_ballot,
    open_round,
    write_conclusion,
)
from evaluation.choices import GroupCode, MissingReason, RoundKind, Verdict
from tests import factories
from tests.evaluation.sheets import HFPJ

TODAY = factories.TODAY
ENOUGH = {"LD": 2, "TS": 3, "FW": 2, "NJ": 1}
LOOP = (
    DossierStatus.ASSESSING,
    DossierStatus.PLAN_PENDING,
    DossierStatus.VISITING,
)


class Office:
    """One discipline organ with two officers, a leader and a dossier in 回访中."""

    def __init__(self, name="纪委监委", person="许明澈"):
        self.unit = factories.office(name)
        self.writer = factories.user(Role.OFFICER, self.unit, name="陈望")
        self.second = factories.user(Role.DIRECTOR, self.unit, name="杨正")
        self.leader = factories.user(Role.LEADER, self.unit, name="李岚")
        self.dossier = factories.dossier(self.unit, name=person)
        for status in LOOP:
            move_dossier(self.dossier, to=status, by=None, on=TODAY)
            self.dossier.refresh_from_db()
        set_last_visit(self.dossier.pk, on=TODAY)
        self.dossier = Dossier.objects.get(pk=self.dossier.pk)

    def open(self, kind=RoundKind.YEARLY, sizes=ENOUGH, **facts):
        defaults = {
            "groups": plans(sizes),
            "due_on": TODAY + timedelta(days=14),
            "by": self.writer,
            "on": TODAY,
            "early_reason": "届满前需要使用",
        }
        return open_round(self.dossier, kind=kind, **(defaults | facts))

    def enter(self, round_, group, *, examples=None, key=None, by=None, **changed):
        return enter_paper_ballot(
            round_,
            group=GroupCode(group),
            answers=answers(group, **changed),
            examples=examples or {},
            entry_key=key or uuid4(),
            by=by or self.writer,
            on=TODAY,
        )

    def filled(self, kind=RoundKind.YEARLY, sizes=ENOUGH, **changed):
        round_ = self.open(kind, sizes)
        for group, size in sizes.items():
            for _ in range(size):
                self.enter(round_, group, **changed)
        return round_

    def computed(self, kind=RoundKind.YEARLY, sizes=ENOUGH, **changed):
        round_ = self.filled(kind, sizes, **changed)
        below = dict.fromkeys(GroupCode.values, MissingReason.NONE_EXISTS)
        close_round(round_, missing_reasons=below, by=self.writer, on=TODAY)
        compute_result(round_, by=self.writer, on=TODAY)
        round_.refresh_from_db()
        return round_

    def concluded(self, kind=RoundKind.YEARLY, sizes=ENOUGH, **changed):
        round_ = self.computed(kind, sizes, **changed)
        content = ConclusionText(verdict=round_.result.proposed, text="表现一贯，建议继续关心。")
        written = write_conclusion(round_, content=content, by=self.writer, on=TODAY)
        confirm_conclusion(written, by=self.second, on=TODAY)
        round_.refresh_from_db()
        return round_


def plans(sizes):
    return [
        GroupPlan(group, sizes.get(group, 0), "" if sizes.get(group) else MissingReason.NONE_EXISTS)
        for group in GroupCode.values
    ]


def answers(group, *, positive=4, negative=0, **changed):
    """By item number, for the items the group is asked; `ZZ_P1=2` changes one."""
    return {
        item.seq: changed.get(item.code.replace("-", "_"), positive if item.positive else negative)
        for item in HFPJ.items_for(group)
    }


def conclusion(verdict=Verdict.STANDOUT, **facts):
    return ConclusionText(verdict=verdict, text="表现一贯，建议继续关心。", **facts)
