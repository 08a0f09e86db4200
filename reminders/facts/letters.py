"""Talks whose helper has no account: which letter may go now, and the sheet of one that went."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Subquery

from accounts.models import Unit, User
from accounts.scope import scope_of
from cases.models import DossierRow, HelperDesignation
from reminders.models import LetterBatch, ReminderLetter
from reminders.rules.letter import FIRST_BEFORE, TalkFacts, Words, opens_on, words
from reports.facts import letterhead_of
from reports.models import Letterhead
from reports.rules.layout import title_lines
from reports.rules.paper import Block, Sheet
from reports.rules.wording import chain, clause, day
from visits.models import Obligation, Talk
from visits.querysets import ObligationQuerySet

CORNER = "内部资料"


@dataclass(frozen=True)
class Candidate:
    """One talk. `number`: which letter it would be; nought when two have gone."""

    duty: Obligation
    row: DossierRow
    number: int
    opens: date | None
    words: Words

    @property
    def is_ready(self) -> bool:
        return self.number > 0 and self.opens is None


def candidates(user: User, *, today: date) -> list[Candidate]:
    """Of the user's own office, the first due first; also those whose second letter has gone."""
    return _of(Obligation.objects.visible_to(user), scope_of(user).kept, today=today)


def candidates_among(pks: Collection[int], office: Unit, *, today: date) -> list[Candidate]:
    """The same talks once more, as they are at the moment of release."""
    return _of(Obligation.objects.filter(pk__in=list(pks)), [office.pk], today=today)


def _of(found: ObligationQuerySet, kept: Collection[int], *, today: date) -> list[Candidate]:
    current = HelperDesignation.objects.scoped().filter(
        dossier=OuterRef("dossier"), to_on__isnull=True, user__isnull=True
    )
    last = Talk.objects.scoped().filter(dossier=OuterRef("dossier"), voided_at__isnull=True)
    last = last.order_by("-held_on", "-pk")
    rows = (
        found.pending()
        .talks()
        .filter(dossier__row__owner__in=list(kept), due_on__lte=today + FIRST_BEFORE)
        .annotate(
            helper_name=Subquery(current.values("name")[:1]),
            helper_post=Subquery(current.values("post")[:1]),
            last_on=Subquery(last.values("held_on")[:1]),
            agreed=Subquery(last.values("measures")[:1]),
            gone=Count("letters"),
        )
        .filter(helper_name__isnull=False)
        .select_related("dossier__row__owner", "dossier__cadre")
        .order_by("due_on", "dossier_id")
    )
    heads: dict[int, Letterhead] = {}
    return [_candidate(duty, heads, today) for duty in rows]


def _candidate(duty: Obligation, heads: dict[int, Letterhead], today: date) -> Candidate:
    row: DossierRow = duty.dossier.row
    if row.owner_id not in heads:
        heads[row.owner_id] = letterhead_of(row.owner)
    gone: int = duty.gone  # type: ignore[attr-defined]  # annotated by _of
    opens = opens_on(duty.due_on, sent=gone)
    facts = TalkFacts(
        what=duty.words,
        due_on=duty.due_on,
        name=row.name,
        unit=row.unit_name,
        helper=duty.helper_name,  # type: ignore[attr-defined]
        helper_post=duty.helper_post or "",  # type: ignore[attr-defined]
        last_on=duty.last_on,  # type: ignore[attr-defined]
        agreed=duty.agreed or "",  # type: ignore[attr-defined]
    )
    return Candidate(
        duty=duty,
        row=row,
        number=gone + 1 if opens is not None else 0,
        opens=opens if opens is not None and opens > today else None,
        words=words(facts, on=today, department=heads[row.owner_id].department),
    )


def sheet_of_letter(letter: ReminderLetter, batch: LetterBatch) -> Sheet:
    """Letters carry no number; the day is that of the release."""
    head = letterhead_of(batch.office)
    name = clause("联系人：{name}", name=head.contact)
    return Sheet(
        mark=head.mark,
        corner=CORNER,
        number="",
        title=tuple(title_lines(letter.title)),
        addressee=letter.salutation,
        blocks=tuple(Block(line) for line in letter.text.splitlines()),
        signer=head.mark,
        signed_on=day(batch.released_on),
        contact=chain((name, clause("联系电话：{phone}", phone=head.phone))),
        is_demo=letter.is_demo,
    )
