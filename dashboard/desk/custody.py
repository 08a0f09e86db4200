"""On the desk: what a second person is asked to agree to, and dossiers offered to one's organ."""

from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from accounts.models import User
from cases.facts.handovers import with_files
from cases.models import DossierAct, DossierRow, Handover
from dashboard.desk.lines import Action, Line, due_words

if TYPE_CHECKING:
    from cases.querysets import ActQuerySet, HandoverQuerySet

ROW = "dossier__row__handler"


def to_agree(user: User) -> "ActQuerySet":
    """暂停、恢复、终止、销号 that somebody else proposed."""
    acts = DossierAct.objects.visible_to(user).waiting().exclude(proposed_by=user)
    return acts.select_related(ROW, "proposed_by").order_by("proposed_on", "pk")


def to_accept(user: User) -> "HandoverQuerySet":
    offers = Handover.objects.visible_to(user).offered().filter(receiver=user.unit_id)
    return offers.select_related("from_owner", "offered_by").order_by("due_on", "pk")


def act_line(act: DossierAct, user: User, today: date) -> Line:
    row: DossierRow = act.dossier.row
    return Line(
        name=row.name,
        unit=row.unit_name,
        url=reverse("visits:status", args=[row.code]),
        what=str(act),
        who=act.proposed_by.display_name,
        due=act.proposed_on,
        due_words="提出",
        action=Action("审批", reverse("visits:act", args=[act.code])),
    )


def offer_line(offer: Handover, user: User, today: date) -> Line:
    """The name leads to the offer: the dossier is not one's own yet."""
    [offer] = with_files([offer])
    row: DossierRow = offer.dossier.row
    url = reverse("visits:handover", args=[offer.code])
    return Line(
        name=row.name,
        unit=row.unit_name,
        url=url,
        what=f"{offer.from_owner.full_name}移交的档案",
        who=offer.offered_by.display_name if offer.offered_by is not None else "",
        due=offer.due_on,
        due_words=due_words(offer.due_on, today),
        is_late=offer.due_on < today,
        action=Action("接收或退回", url),
    )
