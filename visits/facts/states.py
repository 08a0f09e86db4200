"""What upper apps and forms ask about a person's state: is a 会商 open, how to meet him."""

from dataclasses import dataclass

from accounts.acting import as_system
from accounts.models import User
from accounts.roles import Permission
from cases.models import Dossier
from visits.choices import State
from visits.models import Consultation, StateEntry
from visits.rules.guidance import FOR_EVERYBODY, Guidance, guidance_for

FROZEN = (
    "出现新的不良表现，会商还没有结论，暂缓作出结论和送审文书。请先在“状态和类别”页登记会商结论。"
)


@dataclass(frozen=True)
class Advice:
    """Beside a form; `label` is empty for whoever does not read the state."""

    label: str
    guidance: Guidance


def has_open_consultation(dossier: Dossier) -> bool:
    """Whoever asks: positive papers wait for the conclusion (practice A11)."""
    with as_system():
        return Consultation.objects.open().filter(dossier=dossier).exists()


def state_of(dossier: Dossier) -> StateEntry | None:
    return StateEntry.objects.filter(dossier=dossier).newest_first().first()


def advice_for(dossier: Dossier, *, viewer: User) -> Advice:
    """How to meet him; unit and helper get words that tell nothing of the state."""
    if not viewer.may(Permission.STATE_VIEW):
        return Advice("", FOR_EVERYBODY)
    entry = state_of(dossier)
    if entry is None:
        return Advice("", FOR_EVERYBODY)
    return Advice(State(entry.state).label, guidance_for(entry.state))
