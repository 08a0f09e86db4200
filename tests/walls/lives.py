"""Life: one object of the cast while its rows are made; and its story played to the end."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from accounts.models import User
from cases.models import Decision, Dossier
from dashboard.demo import letters
from dashboard.demo.play import _acts
from dashboard.demo.stage import Actor
from reports.render.pdf import Pdf
from tests.walls.canaries import Register, paper
from tests.walls.cast import Part
from tests.walls.stage import Stage
from tests.walls.story import story


@dataclass
class Life:
    """One object of the cast while its rows are made."""

    part: Part
    stage: Stage
    dossier: Dossier
    word: Callable[[], str]
    # Rows of this object that no column ties to it: kind → (key, code).
    more: dict[str, list[tuple[object, str]]] = field(default_factory=dict)

    @property
    def side(self) -> str:
        return self.part.owner[-1]

    @property
    def officer(self) -> User:
        return self.stage.users[f"officer_{self.side}"]

    @property
    def director(self) -> User:
        return self.stage.users[f"director_{self.side}"]

    @property
    def decision(self) -> Decision:
        return Decision.objects.get(dossier=self.dossier)


def play(part: Part, stage: Stage, number: int, register: Register) -> Life:
    """Every act of the story on its day; every free text of it is a canary from the start."""
    told = _with_canaries(
        story(
            part.key,
            owner=part.owner,
            unit=part.unit,
            carrier=part.carrier,
            helper=part.helper,
            number=number,
        ),
        register,
    )
    side = part.owner[-1]
    # The demo's letters are read by 组织部 under this name.
    users = {**stage.users, "zuzhibu": stage.users[f"personnel_{side}"]}
    actor = Actor(told, replace(stage, users=users))
    printed = letters.pdf_of
    letters.pdf_of = lambda _page: Pdf(paper(register.fresh()), 1)
    try:
        for act in sorted(_acts([actor]), key=lambda each: (each.on, each.rank)):
            act.do()
    finally:
        letters.pdf_of = printed
    return Life(part, stage, actor.file, register.fresh)


# Texts of the story that the program reads, and does not merely keep.
READ = {
    "owner", "handler", "carrier", "unit", "user", "helper_user", "by", "verified_by", "team",
    "measure", "form", "system", "sex", "politics", "identity", "rank", "kind", "item", "result",
    "phase", "area", "state", "mood", "attitude", "response", "need", "source", "relation",
    "change", "place", "topics", "verdict", "opinion_choice", "group", "expected", "missing",
    "ballots", "do", "willingness", "preferred_mode", "assigned_to", "phone", "id_number",
    "ethnicity", "education", "mode", "signature", "number", "slot",
}  # fmt: skip
# An opinion is a choice in a letter and a sentence in a visit; a plan's approach is a choice too.
READ_IN = {("letter", "opinion"), ("plan", "approach")}


def _with_canaries(told: Any, register: Register, *, within: str = "", name: str = "") -> Any:
    """The same story; each text that is only kept is a fresh word."""
    if isinstance(told, dict):
        return {
            key: value
            if key in READ or (within, key) in READ_IN
            else _with_canaries(value, register, within=within or key, name=key)
            for key, value in told.items()
        }
    if isinstance(told, list):
        return [_with_canaries(each, register, within=within, name=name) for each in told]
    return register.fresh() if isinstance(told, str) else told
