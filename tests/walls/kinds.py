"""Which models carry case data: everything from which a person or a dossier can be reached."""

from pathlib import Path

from django.apps import apps
from django.db import models

from cases.models import Cadre, Document, Dossier
from signin.models import KeptForm

ROOT = Path(__file__).resolve().parent.parent.parent
OURS = {each.label for each in apps.get_app_configs() if Path(each.path).parent == ROOT}


def case_models() -> list[type[models.Model]]:
    """Every model from which a cadre or a dossier can be reached, however many steps away."""
    # A paper is reached from its decisions, not the other way round; a form kept over a sign-in
    # may be of anybody.
    found: set[type[models.Model]] = {Cadre, Dossier, Document, KeptForm}
    own = [m for m in apps.get_models() if m._meta.app_label in OURS and m._meta.managed]
    grew = True
    while grew:
        more = {m for m in own if m not in found and _reaches(m, found)}
        grew = bool(more)
        found |= more
    return sorted(found, key=lambda model: model._meta.label)


def _reaches(model: type[models.Model], found: set[type[models.Model]]) -> bool:
    names = {field.name for field in model._meta.concrete_fields}
    if names & {"cadre_id", "dossier_id"}:
        return True
    # An account is not case data, although a cadre may have one.
    return any(
        field.is_relation and field.related_model in found for field in model._meta.concrete_fields
    )


def is_history(model: type[models.Model]) -> bool:
    return hasattr(model, "pgh_tracked_model")
