"""The facts a feedback letter is written from; any of them may be missing."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import date
from types import UnionType
from typing import Any, Self, get_args, get_origin, get_type_hints


@dataclass(frozen=True, kw_only=True)
class PersonFacts:
    """Months are written 2026-11; an empty text is a fact nobody has entered."""

    name: str = ""
    sex: str = ""
    ethnicity: str = ""
    born: str = ""
    joined_party: str = ""
    politics: str = ""
    post: str = ""
    rank: str = ""
    retired: bool = False


@dataclass(frozen=True, kw_only=True)
class DecisionFacts:
    decided_on: date | None = None
    reason: str = ""
    organ: str = ""
    number: str = ""
    system: str = ""
    measure: str = ""


@dataclass(frozen=True, kw_only=True)
class ClockFacts:
    """`kind` is the slot of the clock; no `start` and `end` while restoration is awaited."""

    system: str = ""
    kind: str = ""
    measure: str = ""
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, kw_only=True)
class PendingItem:
    """`faulty`: it was found wrong and is being put right."""

    name: str = ""
    due: date | None = None
    faulty: bool = False


@dataclass(frozen=True, kw_only=True)
class ExecutionFacts:
    announced_on: date | None = None
    filed: bool = False
    done: tuple[str, ...] = ()
    pending: tuple[PendingItem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WorkFacts:
    """How often, never what was said: talk notes do not leave the office."""

    begun: date | None = None
    ended: date | None = None
    unit_party: str = ""
    visits: int | None = None
    face_to_face: int | None = None
    at_home: int | None = None
    helper: str = ""
    talks: int | None = None
    heard: int | None = None
    solved: int | None = None


@dataclass(frozen=True, kw_only=True)
class RatingFacts:
    """Words and counts of ballots; a score has no place in a letter."""

    held: str = ""
    sent: int | None = None
    valid: int | None = None
    groups: int | None = None
    wording: str = ""
    agreed: bool | None = None
    differing: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ConductFacts:
    """Part three, as the signed conclusion puts it."""

    thought: str = ""
    duty: str = ""
    style: str = ""
    unit_view: str = ""


@dataclass(frozen=True, kw_only=True)
class OpinionFacts:
    choice: str = ""
    areas: str = ""
    revisit: str = ""


@dataclass(frozen=True, kw_only=True)
class LetterFacts:
    """Everything the first draft is made of, as it stood on `as_of`.

    `clocks` are those of this dossier's decisions and are told one by one. `bound` and `free_from`
    speak of every clock of the person, also of one this office may not name (decisions 1.11).
    """

    as_of: date
    organ: str = ""
    addressee: str = ""
    basis: str = ""
    office: str = ""
    person: PersonFacts = PersonFacts()
    decisions: tuple[DecisionFacts, ...] = ()
    clocks: tuple[ClockFacts, ...] = ()
    bound: bool = False
    free_from: date | None = None
    execution: ExecutionFacts = ExecutionFacts()
    work: WorkFacts = WorkFacts()
    rating: RatingFacts = RatingFacts()
    conduct: ConductFacts = ConductFacts()
    remarks: tuple[str, ...] = ()
    opinion: OpinionFacts = OpinionFacts()

    def frozen(self) -> dict[str, Any]:
        """What the letter's row keeps: plain JSON, dates as 2026-11-21."""
        frozen: dict[str, Any] = _plain(asdict(self))
        return frozen

    @classmethod
    def thawed(cls, stored: Mapping[str, Any]) -> Self:
        thawed: Self = built(cls, stored)
        return thawed


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value


def built(kind: Any, value: Any) -> Any:
    """The inverse of `_plain`, led by the annotations."""
    if get_origin(kind) is UnionType:
        kind = next(part for part in get_args(kind) if part is not type(None))
    if value is None:
        return None
    if kind is date:
        return date.fromisoformat(value)
    if get_origin(kind) is tuple:
        return tuple(built(get_args(kind)[0], inner) for inner in value)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        known = {field.name for field in fields(kind)}
        made: Any = kind
        return made(
            **{key: built(hints[key], inner) for key, inner in value.items() if key in known}
        )
    return value
