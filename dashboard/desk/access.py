"""On the desk: a sealed file somebody asks to open again, an account that may be the person's."""

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from accounts.models import User
from accounts.scope import scope_of
from cases.models import Dossier, OwnFile, Seal
from dashboard.desk.lines import Action, Line

if TYPE_CHECKING:
    from cases.querysets.access import OwnFileQuerySet, SealQuerySet


def to_lift(user: User) -> "SealQuerySet":
    """Asked by another one on the list; each with the code of the file its office keeps."""
    kept = Dossier.objects.visible_to(user).filter(
        owner__in=scope_of(user).kept, cadre=OuterRef("cadre")
    )
    code = kept.order_by("-row__is_open", "-pk").values("code")[:1]
    asked = Seal.objects.visible_to(user).waiting_for(user).annotate(file_code=Subquery(code))
    return asked.select_related("cadre__unit", "lift_asked_by").order_by("from_on", "pk")


def to_check(user: User) -> "OwnFileQuerySet":
    waiting = OwnFile.objects.visible_to(user).waiting_for(user)
    related = waiting.select_related("cadre__unit", "user", "first_by")
    return related.order_by("proposed_on", "pk")


def seal_line(seal: Seal, user: User, today: date) -> Line:
    code: str = seal.file_code  # type: ignore[attr-defined]  # annotated by to_lift
    asked_by = seal.lift_asked_by
    return Line(
        name=seal.cadre.name,
        unit=seal.cadre.unit.full_name,
        url=reverse("dashboard:dossier", args=[code]),
        what="封存的档案，待同意解封",
        who=asked_by.display_name if asked_by is not None else "",
        due=seal.from_on,
        due_words="封存",
        action=Action("办理解封", reverse("cases:scope_lift", args=[code])),
    )


def own_file_line(own_file: OwnFile, user: User, today: date) -> Line:
    url = reverse("access:own_file", args=[own_file.code])
    first = own_file.first_by
    return Line(
        name=own_file.cadre.name,
        unit=own_file.cadre.unit.full_name,
        url=url,
        what="本人账号，待复核" if first is not None else "本人账号，待初核",
        who=first.display_name if first is not None else "",
        due=own_file.proposed_on,
        due_words="提出",
        action=Action("核对", url),
    )
