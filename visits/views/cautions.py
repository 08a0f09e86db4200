"""While an appeal is open: whoever handled the case does not talk about its merits."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import User
from accounts.roles import Permission
from cases.models import Appeal, Dossier
from cases.views.standing import appeal_words, open_appeals

# Enough to ask somebody; the form below lists everyone.
NAMED = 6


@dataclass(frozen=True)
class Caution:
    """Practice D.3. `others`: who may visit instead; only for whoever handled the case."""

    appeals: str
    is_concerned: bool
    others: str = ""


def caution_for(user: User, dossier: Dossier, officers: Iterable[User]) -> Caution | None:
    """`dossier` comes from for_page(); nothing for who may not know of an appeal."""
    found = open_appeals(dossier) if user.may(Permission.APPEAL_VIEW) else []
    if not found:
        return None
    words = "、".join(appeal_words(each) for each in found)
    concerned = concerned_in(dossier, found)
    if user.pk not in concerned:
        return Caution(words, is_concerned=False)
    others = [each.display_name for each in officers if each.pk not in concerned]
    named = "、".join(others[:NAMED])
    return Caution(words, is_concerned=True, others=f"{named}等" if others[NAMED:] else named)


def concerned_in(dossier: Dossier, appeals: Iterable[Appeal]) -> set[int | None]:
    """Who handles the dossier, and who entered a decision that is appealed against."""
    return {dossier.handler_id, *(each.decision.entered_by_id for each in appeals)} - {None}
