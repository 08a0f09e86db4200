"""Who may be chosen for a visit, and the team as a form has told it."""

from typing import Any

from accounts.access import SignedInRequest
from accounts.models import User
from accounts.roles import DISCIPLINE_ROLES
from cases.models import Dossier
from visits.actions import Member
from visits.choices.visiting import TeamPart
from visits.forms.team import names_in, part_of


def officers_for(request: SignedInRequest, dossier: Dossier) -> list[User]:
    """Discipline officers of the organs concerned and of one's own; never the cadre himself."""
    organs = {dossier.owner_id, request.user.unit_id}
    if dossier.carrier_id is not None:
        organs.add(dossier.carrier_id)
    officers = User.objects.filter(
        role__in=sorted(DISCIPLINE_ROLES), is_active=True, unit_id__in=organs
    )
    own = dossier.cadre.account_id if dossier.cadre is not None else None
    if own is not None:
        officers = officers.exclude(pk=own)
    return list(officers.select_related("unit").order_by("unit_id", "display_name"))


def team_of(told: dict[str, Any]) -> list[Member]:
    team = [Member(user=user, part=part_of(user, told["leader"])) for user in told["visitors"]]
    if told.get("head"):
        team.append(Member(user=told["head"], part=TeamPart.HEAD))
    return team + [
        Member(name=name, part=TeamPart.COMPANION) for name in names_in(told["companions"])
    ]
