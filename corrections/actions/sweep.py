"""The clock sweep: marks, notices and stages in line with every clock, as a named system job."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from accounts.acting import act, for_system
from audit.record import record
from cases.choices import DossierKind
from cases.models import Dossier
from reports.actions import draft_notices, track_sent
from visits.actions import mark_clocks

# One commit for so many dossiers; performance.md F.
CHUNK = 5000


@dataclass(frozen=True)
class Swept:
    """How many marks were made, revived, withdrawn; notices drafted, withdrawn; dossiers moved."""

    marked: int = 0
    revived: int = 0
    unmarked: int = 0
    drafted: int = 0
    withdrawn: int = 0
    tracked: int = 0

    def __add__(self, other: "Swept") -> "Swept":
        return Swept(
            *(getattr(self, each.name) + getattr(other, each.name) for each in fields(self))
        )

    @property
    def is_nothing(self) -> bool:
        return self == Swept()


@act
def sweep_clocks(dossier_ids: Sequence[int], *, on: date) -> Swept:
    """These dossiers on that day; for one of them called by whoever moved its clocks, in the same
    transaction. Twice is the same as once, and no dossier is ever closed by it."""
    marks = mark_clocks(dossier_ids, on=on)
    notices = draft_notices(dossier_ids, on=on)
    tracked = track_sent(today=on, dossier_ids=dossier_ids)
    return Swept(
        marked=marks.added,
        revived=marks.revived,
        unmarked=marks.withdrawn,
        drafted=notices.drafted,
        withdrawn=notices.withdrawn,
        tracked=tracked,
    )


def sweep_all(*, on: date, dossier_ids: Sequence[int] | None = None) -> Swept:
    """Every dossier, or those; what one chunk did stays done when the next one fails."""
    with for_system("sweep_clocks"):
        ids = list(dossier_ids) if dossier_ids is not None else _every_dossier()
    total = Swept()
    for start in range(0, len(ids), CHUNK):
        with for_system("sweep_clocks"):
            total += sweep_clocks(ids[start : start + CHUNK], on=on)
    if not total.is_nothing:
        with for_system("sweep_clocks"):
            record("clocks.swept", by=None, on=on, **vars(total))
    return total


def _every_dossier() -> list[int]:
    sanctions = Dossier.objects.filter(kind=DossierKind.SANCTION)
    return list(sanctions.order_by("pk").values_list("pk", flat=True))
