"""What an act moves, grouped for the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from cases.models import Decision, Dossier
from corrections.choices import CorrectionKind, Part
from corrections.models import Correction
from corrections.rules.moves import Move

# A long list of routine items is folded; the clocks never are.
FOLDED = frozenset({Part.EXECUTION})
# The end of what these acts say can be settled by two people beside them.
MAY_BE_SETTLED = frozenset(
    {
        CorrectionKind.CHANGED,
        CorrectionKind.EXTENDED,
        CorrectionKind.RESTORED,
        CorrectionKind.TYPED_WRONG,
    }
)


@dataclass(frozen=True)
class Group:
    title: str
    moves: tuple[Move, ...]
    is_folded: bool


def groups_of(moves: Iterable[Move]) -> list[Group]:
    """Part by part in their order; parts in which nothing moves are left out."""
    told = list(moves)
    found = [
        Group(part.label, tuple(move for move in told if move.part == part), part in FOLDED)
        for part in Part
    ]
    return [group for group in found if group.moves]


def override_url(dossier: Dossier, decision: Decision | None, kind: str) -> str:
    """Where the office settles the day itself, if practice differs about it."""
    if decision is None or kind not in MAY_BE_SETTLED:
        return ""
    url = reverse("corrections:new", args=[dossier.code, CorrectionKind.OVERRIDDEN])
    return f"{url}?{urlencode({'decision': decision.code})}"


def again_url(correction: Correction) -> str:
    """The form with what was entered, for what was returned."""
    url = reverse("corrections:new", args=[correction.dossier.code, correction.kind])
    decision = correction.decision
    query = {"decision": decision.code} if decision is not None else {}
    return f"{url}?{urlencode({**query, 'again': correction.code})}"
