"""What papers owe (practice E.2): the letter after the conclusion, its receipt, what came of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from cases.choices import DossierStatus
from clocks.months import add_months
from evaluation.choices import ConclusionStatus, RoundKind
from evaluation.models import Conclusion
from reports.choices import SENT, LetterKind, NoticeKind, NoticeStatus
from reports.models import Letter, Notice
from visits.choices import ObligationKind as K
from visits.rules.owed import Duty, Standing
from visits.rules.quarters import quarter_of

# Practice E.2: a letter in 30 days, its receipt in 10, an inquiry every six months (A45).
LETTER_DAYS, RECEIPT_DAYS, USE_MONTHS = timedelta(days=30), timedelta(days=10), 6
# Of the unit, after 期满通知.
REPLY_DAYS = timedelta(days=30)


@dataclass(frozen=True)
class _Sent:
    """A letter that has left."""

    code: str
    issued_on: date
    received_on: date | None


def letter_duties(owing: Mapping[int, Standing], on: date) -> dict[int, list[Duty]]:
    sent = _letters(owing)
    found: dict[int, list[Duty]] = defaultdict(list)
    for key, letters in sent.items():
        found[key].extend(_receipts(letters))
        found[key].extend(_uses(letters, owing[key], on=on))
    concluded = Conclusion.objects.filter(
        dossier_id__in=owing,
        status=ConclusionStatus.CONFIRMED,
        round__kind=RoundKind.FINAL,
        decided_on__isnull=False,
    )
    for key, code, day in concluded.values_list("dossier_id", "code", "decided_on"):
        if day is not None:
            found[key].extend(_letter(code, day, sent.get(key, ()), owing[key]))
    return dict(found)


def expiry_duties(owing: Mapping[int, Standing], _on: date) -> dict[int, list[Duty]]:
    """The unit tells on paper what it did after the notice; no record of the program shows it."""
    found: dict[int, list[Duty]] = defaultdict(list)
    sent = Notice.objects.filter(
        dossier_id__in=owing, kind=NoticeKind.UNIT, status=NoticeStatus.RELEASED
    )
    for key, code, day in sent.values_list("dossier_id", "code", "released_on"):
        if day is not None:
            found[key].append(Duty(K.EXPIRY_REPLY, code, day + REPLY_DAYS))
    return dict(found)


def _letters(owing: Mapping[int, Standing]) -> dict[int, list[_Sent]]:
    found: dict[int, list[_Sent]] = defaultdict(list)
    letters = Letter.objects.filter(
        dossier_id__in=owing, kind=LetterKind.FEEDBACK, status__in=sorted(SENT)
    ).order_by("issued_on", "pk")
    for letter in letters.only("dossier_id", "code", "issued_on", "received_at"):
        if letter.issued_on is not None:
            at = letter.received_at
            received = timezone.localtime(at).date() if at is not None else None
            found[letter.dossier_id].append(_Sent(letter.code, letter.issued_on, received))
    return found


def _letter(
    code: str, decided_on: date, letters: Iterable[_Sent], standing: Standing
) -> Iterator[Duty]:
    """Not of a dossier that goes on without a letter, for which a reason is on record."""
    met_on = min((each.issued_on for each in letters if each.issued_on >= decided_on), default=None)
    if met_on is not None or standing.stage == DossierStatus.CONCLUDED:
        yield Duty(K.LETTER, code, decided_on + LETTER_DAYS, met_on)


def _receipts(letters: Iterable[_Sent]) -> Iterator[Duty]:
    for each in letters:
        yield Duty(K.LETTER_RECEIPT, each.code, each.issued_on + RECEIPT_DAYS, each.received_on)


def _uses(letters: list[_Sent], standing: Standing, *, on: date) -> Iterator[Duty]:
    """Asked again every half-year while the use is tracked, from the last letter received."""
    received = [each.received_on for each in letters if each.received_on is not None]
    if standing.stage != DossierStatus.TRACKING or not received:
        return
    since, months = max(received), USE_MONTHS
    while add_months(since, months - USE_MONTHS) <= on:
        due_on = add_months(since, months)
        yield Duty(K.USE_REPLY, quarter_of(due_on), due_on)
        months += USE_MONTHS
