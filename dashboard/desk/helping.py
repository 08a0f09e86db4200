"""The helper's desk: one card, the talk that is due first; what else he owes below it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import User
from dashboard.desk.lines import due_words
from visits.choices import FormKind
from visits.models import Draft, Obligation, Talk

MOST = 20


@dataclass(frozen=True)
class Card:
    """One talk that is owed, with what was said last time and what was begun."""

    code: str
    name: str
    unit: str
    words: str
    due: date
    due_words: str
    is_late: bool
    url: str
    last: Talk | None = None
    draft_at: datetime | None = None

    @property
    def verb(self) -> str:
        return "继续填写" if self.draft_at is not None else "记录谈话"


def cards_of(user: User, today: date) -> list[Card]:
    """In the order of their days; the first is the card, the others are lines."""
    owed = Obligation.objects.visible_to(user).pending().owed_by_helper(user).by_due()
    duties = list(owed.select_related("dossier__row")[:MOST])
    dossiers = [duty.dossier_id for duty in duties]
    last, drafts = _last_talks(user, dossiers), _drafts(user, dossiers)
    return [
        Card(
            code=duty.dossier.row.code,
            name=duty.dossier.row.name,
            unit=duty.dossier.row.unit_name,
            words=duty.words,
            due=duty.due_on,
            due_words=due_words(duty.due_on, today),
            is_late=duty.due_on < today,
            url=_form_of(duty),
            last=last.get(duty.dossier_id),
            draft_at=drafts.get(duty.dossier_id),
        )
        for duty in duties
    ]


def _form_of(duty: Obligation) -> str:
    query = urlencode({"period": duty.period})
    return f"{reverse('visits:talk_new', args=[duty.dossier.row.code])}?{query}"


def _last_talks(user: User, dossiers: Sequence[int]) -> dict[int, Talk]:
    talks = Talk.objects.visible_to(user).live().filter(dossier__in=dossiers)
    newest = talks.order_by("dossier_id", "-held_on", "-pk").distinct("dossier_id")
    return {talk.dossier_id: talk for talk in newest}


def _drafts(user: User, dossiers: Sequence[int]) -> dict[int, datetime]:
    begun = Draft.objects.visible_to(user).filter(dossier__in=dossiers, kind=FormKind.TALK)
    return dict(begun.order_by("saved_at").values_list("dossier_id", "saved_at"))
