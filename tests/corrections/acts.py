"""One person with a dossier, the people of the office, and short ways to act on them."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from accounts.models import Unit, User
from accounts.roles import Role
from cases.models import Clock, Decision, Dossier
from columns.codes import new_code
from corrections.actions import (
    Hand,
    WhatIf,
    confirm_correction,
    propose_correction,
    save_correction,
    what_if,
)
from corrections.choices import TWO_PEOPLE
from corrections.models import Correction
from corrections.rules.act import Act
from tests import factories
from tests.factories import TODAY

BASIS = "临纪审〔2026〕8号"


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


@dataclass
class Ground:
    office: Unit
    officer: User
    director: User
    leader: User
    dossier: Dossier
    decision: Decision

    def hand(self, by: User | None = None, *, on: date = TODAY) -> Hand:
        return Hand(by=by or self.officer, on=on, at=noon(on))

    def act(self, kind: str, **facts) -> Act:
        facts.setdefault("decision", self.decision.code)
        facts.setdefault("basis", BASIS)
        return Act(kind=kind, **facts)

    def further(self, kind: str, **facts) -> Act:
        told = {"organ_name": self.office.full_name, "number": "临纪〔2026〕77号", "decision": ""}
        return self.act(kind, **(told | facts))

    def preview(self, act: Act, *, on: date = TODAY) -> WhatIf:
        return what_if(self.dossier, act, self.hand(on=on))

    def save(self, act: Act, *, on: date = TODAY, seen: WhatIf | None = None) -> Correction:
        """By one person, or by two where that is the rule."""
        seen = seen or self.preview(act, on=on)
        if seen.takes_two:
            return self.confirm(self.propose(act, seen, on=on), on=on)
        hand = self.hand(on=on)
        return save_correction(self.dossier, act, hand, code=new_code(), shown=seen.digest)

    def propose(self, act: Act, seen: WhatIf, *, on: date = TODAY) -> Correction:
        hand = self.hand(on=on)
        return propose_correction(self.dossier, act, hand, code=new_code(), shown=seen.digest)

    def save_unseen(self, act: Act) -> Correction:
        """As a request that skips the page: the action alone has to refuse it."""
        verb = propose_correction if act.kind in TWO_PEOPLE else save_correction
        return verb(self.dossier, act, self.hand(), code=new_code(), shown="")

    def confirm(
        self, proposed: Correction, *, by: User | None = None, on: date = TODAY
    ) -> Correction:
        second = self.hand(by or self.director, on=on)
        rehearsed = Hand(by=proposed.proposed_by, on=on, at=second.at, second=self.director)
        seen = what_if(proposed.dossier, proposed.act, rehearsed, seen_by=second.by)
        return confirm_correction(
            proposed, version=proposed.version, shown=seen.digest, second=second
        )

    def ends(self) -> dict[str, date | None]:
        """Slot of this decision → its last day."""
        return dict(Clock.objects.filter(decision=self.decision).values_list("slot", "end"))


def ground(measure: str = "PSW", decided_on: date = date(2026, 1, 8), **facts) -> Ground:
    """严重警告 of 2026-01-08, as in case 14 of the demo."""
    office = factories.office()
    person = factories.cadre(factories.work_unit(), **facts)
    decision = factories.decision(person, office, measure=measure, decided_on=decided_on)
    return Ground(
        office=office,
        officer=factories.user(Role.OFFICER, office, name="陆知行"),
        director=factories.user(Role.DIRECTOR, office, name="江望舒"),
        leader=factories.user(Role.LEADER, office, name="顾怀远"),
        dossier=decision.dossier,
        decision=decision,
    )


def told(seen, part: str) -> list[tuple[str, str, str]]:
    """(what, old, new) of one part."""
    moves = seen.told if isinstance(seen, Correction) else seen.moves
    return [(move.what, move.old, move.new) for move in moves if move.part == part]
