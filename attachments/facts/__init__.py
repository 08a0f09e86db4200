"""The record a file lies beside, found without importing the apps above."""

from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from accounts.models import User
from attachments.choices import ADDS, BY_DOSSIER, MODELS, Holder
from cases.models import Dossier


@dataclass(frozen=True)
class Beside:
    """A record as its files know it."""

    kind: str
    code: str
    words: str
    url: str

    @property
    def label(self) -> str:
        return Holder(self.kind).label


def beside_of(dossier: Dossier, kind: str, code: str, *, by: User) -> Beside | None:
    """None where there is no such record of this dossier, or not for this user."""
    model = _model(kind)
    if model is None:
        return None
    if kind in BY_DOSSIER or not _has_code(model):
        # Named by its dossier, which the user has found already.
        files = f"/people/{dossier.code}/files/"
        return Beside(kind, code, Holder(kind).label, files) if code == dossier.code else None
    found = model._default_manager.visible_to(by).filter(code=code, dossier=dossier).first()  # type: ignore[attr-defined]  # every record's queryset has the word
    if found is None:
        return None
    known = getattr(found, "get_absolute_url", None)
    return Beside(kind, code, str(found), known() if known else f"/people/{dossier.code}/files/")


def may_add(user: User, kind: str) -> bool:
    return kind in ADDS and user.may(ADDS[Holder(kind)])


def _model(kind: str) -> type[models.Model] | None:
    try:
        return apps.get_model(MODELS[kind]) if kind in MODELS else None
    except LookupError:
        return None


def _has_code(model: type[models.Model]) -> bool:
    try:
        model._meta.get_field("code")
    except FieldDoesNotExist:
        return False
    return hasattr(model._default_manager, "visible_to")
