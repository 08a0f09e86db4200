"""The numbers of a person as one reader sees them: masked, with the way to the whole."""

from dataclasses import dataclass

from accounts.models import User
from cases.models import Cadre
from cases.rules.fields import LABELS, OF_PERSON, Sight, sight
from columns.masks import MASKS


@dataclass(frozen=True)
class SealedFact:
    """`may_reveal`: the reader may ask for it in full, with a reason."""

    field: str
    label: str
    masked: str
    may_reveal: bool


def sealed_facts(cadre: Cadre, *, viewer: User) -> list[SealedFact]:
    """What is registered; nothing of it in full."""
    return [
        SealedFact(
            field=field,
            label=LABELS[field],
            masked=MASKS[field](getattr(cadre, field)),
            may_reveal=sight(viewer.role, field) is Sight.REVEAL,
        )
        for field in OF_PERSON
        if sight(viewer.role, field) is not Sight.NONE and getattr(cadre, field)
    ]
