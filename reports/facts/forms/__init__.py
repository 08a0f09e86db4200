"""form_sheet(): one form of one record as the values its paper is printed from."""

from collections.abc import Callable
from datetime import date

from django.db.models import Model

from accounts.models import User
from cases.models import Dossier
from reports.choices import OF_DOSSIER, OF_VISIT, Form
from reports.facts.forms.dossier import notice, own, register
from reports.facts.forms.head import About, about
from reports.facts.forms.plan import plan_blank, plan_filled
from reports.facts.forms.talk import talk_blank, talk_filled
from reports.facts.forms.visit import (
    short,
    transcript,
    transcript_blank,
    visit_blank,
    visit_filled,
)
from reports.rules.forms.parts import FormSheet
from visits.models import Plan, Talk, Visit

FORMS: dict[str, Callable[[About, Model], FormSheet]] = {
    Form.REGISTER: register,
    Form.VISIT_BLANK: visit_blank,
    Form.VISIT: visit_filled,
    Form.TRANSCRIPT: transcript,
    Form.TRANSCRIPT_BLANK: transcript_blank,
    Form.SHORT: short,
    Form.PLAN: plan_filled,
    Form.PLAN_BLANK: plan_blank,
    Form.TALK_BLANK: talk_blank,
    Form.TALK: talk_filled,
    Form.NOTICE: notice,
    Form.OWN: own,
}


def record_of(dossier: Dossier, form: str, code: str, *, by: User) -> Model | None:
    """What the form is of, if this user may see it."""
    if form in OF_DOSSIER:
        return dossier if code == dossier.code else None
    if form in OF_VISIT:
        return Visit.objects.visible_to(by).filter(dossier=dossier, code=code).first()
    if form == Form.PLAN:
        return Plan.objects.visible_to(by).filter(dossier=dossier, code=code).first()
    if form == Form.TALK:
        return Talk.objects.visible_to(by).live().filter(dossier=dossier, code=code).first()
    return None


def form_sheet(dossier: Dossier, form: str, record: Model, *, today: date) -> FormSheet:
    return FORMS[form](about(dossier, today), record)
