"""The ledger of a dossier for one reader, and the three turns (practice A30), in words."""

from dataclasses import dataclass
from datetime import date
from itertools import chain

from accounts.models import User
from cases.models import Dossier
from ledger.facts import followed, sources
from ledger.models import LedgerSign
from ledger.rules import Line, half_words, in_order, last_day_of, marked
from visits.models import Visit

SOURCES = (
    sources.sanctions,
    sources.execution,
    sources.assessments,
    sources.custody,
    followed.visits,
    followed.talks,
    followed.needs,
    followed.leads,
    followed.conclusions,
    followed.papers,
    followed.by_hand,
)
# Restricted: not every reader has the same ones, so nobody signs for them.
UNSIGNED = ("leads:",)


@dataclass(frozen=True)
class Half:
    """One half-year: its lines, and who stands for them."""

    key: str
    words: str
    lines: list[Line]
    sign: LedgerSign | None
    is_over: bool


@dataclass(frozen=True)
class Turn:
    """One of the three turns: what the first visit found, and what the latest one did."""

    title: str
    first: str
    latest: str


@dataclass(frozen=True)
class Turns:
    turns: tuple[Turn, ...]
    first_on: date | None
    latest_on: date | None


def lines_of(dossier: Dossier, *, viewer: User) -> list[Line]:
    made = chain.from_iterable(source(dossier, viewer) for source in SOURCES)
    signs = LedgerSign.objects.visible_to(viewer).filter(dossier=dossier)
    signed = {sign.half: set(sign.keys) for sign in signs}
    lines = marked(in_order(made), signed)
    return [line for line in lines if not line.key.startswith(UNSIGNED) or line.leads]


def keys_of(lines: list[Line], half: str) -> list[str]:
    """What is signed: the lines of the half-year that every reader of the ledger has."""
    return [line.key for line in lines if line.half == half and not line.key.startswith(UNSIGNED)]


def halves_of(dossier: Dossier, lines: list[Line], *, viewer: User, today: date) -> list[Half]:
    """Newest first."""
    related = LedgerSign.objects.visible_to(viewer).filter(dossier=dossier)
    signs = {each.half: each for each in related.select_related("handler", "director")}
    keys = sorted({line.half for line in lines}, reverse=True)
    return [
        Half(
            key=key,
            words=half_words(key),
            lines=[line for line in lines if line.half == key],
            sign=signs.get(key),
            is_over=last_day_of(key) < today,
        )
        for key in keys
    ]


def turns_of(dossier: Dossier, *, viewer: User) -> Turns | None:
    """Side by side, as written; no score, and nothing while there is only one visit."""
    found = Visit.objects.visible_to(viewer).done().filter(dossier=dossier)
    visits = list(found.filter(visited_on__isnull=False).order_by("visited_on", "pk"))
    if len(visits) < 2:
        return None
    first, latest = visits[0], visits[-1]
    turns = tuple(
        Turn(title, read(first) or "没有记录", read(latest) or "没有记录")
        for title, read in (
            ("对待处分", _attitude),
            ("思想和交流", _openness),
            ("履职表现", _performance),
        )
    )
    return Turns(turns, first.visited_on, latest.visited_on)


def _attitude(visit: Visit) -> str:
    return followed.joined(visit.get_attitude_display(), visit.attitude_text)


def _openness(visit: Visit) -> str:
    return followed.joined(visit.get_state_display(), visit.mood_text or visit.get_mood_display())


def _performance(visit: Visit) -> str:
    return followed.joined(visit.work_text, visit.achievements)
