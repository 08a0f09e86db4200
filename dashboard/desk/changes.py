"""Lines of the desk about changes: those another person entered, and those given back to me."""

from datetime import date

from django.urls import reverse

from accounts.models import User
from cases.models import DossierRow
from corrections.models import Correction
from corrections.querysets import CorrectionQuerySet
from dashboard.desk.lines import Action, Line


def to_confirm(user: User) -> CorrectionQuerySet:
    waiting = Correction.objects.visible_to(user).waiting_for(user)
    return waiting.for_page().order_by("created_at", "pk")


def given_back(user: User) -> CorrectionQuerySet:
    returned = Correction.objects.visible_to(user).returned_to(user)
    return returned.for_page().order_by("settled_on", "pk")


def correction_line(correction: Correction, user: User, today: date) -> Line:
    row: DossierRow = correction.dossier.row
    back = correction.is_returned
    return Line(
        name=row.name,
        unit=row.unit_name,
        url=reverse("dashboard:dossier", args=[row.code]),
        what=f"变动：{correction}（{correction.get_state_display()}）",
        who=correction.proposed_by.display_name,
        due=correction.settled_on if back else correction.proposed_on,
        due_words="退回" if back else "登记",
        action=Action("修改" if back else "复核", correction.get_absolute_url()),
    )
