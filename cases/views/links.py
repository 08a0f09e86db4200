"""Doors from here to pages of the apps above, where they have them."""

from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from accounts.models import User
from accounts.roles import Permission
from cases.choices import EventKind
from cases.models import Decision, Dossier


def correction_url(
    dossier: Dossier, decision: Decision, kind: EventKind, *, viewer: User, **told: str
) -> str:
    """The form that shows what would move before it is saved, with what is `told` filled in; empty
    for who may not enter one."""
    if not viewer.may(Permission.CORRECTION_ENTER):
        return ""
    url = where("corrections:new", dossier.code, str(kind))
    known = {name: value for name, value in told.items() if value}
    return f"{url}?{urlencode({'decision': decision.code, **known})}" if url else ""


def where(view: str, *args: str) -> str:
    """Empty while the app above has no such page."""
    try:
        return reverse(view, args=args)
    except NoReverseMatch:
        return ""
