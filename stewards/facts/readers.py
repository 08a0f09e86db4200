"""谁看过这份档案: per day and person, how often, which pages, what for."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Max, Min
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import TruncDate
from django.utils.timezone import localtime

from accounts.models import User
from audit.choices import CLASSES, Purpose, Verb
from audit.models import Entry, StatedPurpose
from cases.models import Dossier
from stewards.facts.trail import PAGES, verb_words

# Being asked what for is not looking yet.
ASKED = {Verb.PURPOSE_ASKED, Verb.PURPOSE_GIVEN}
LOOKS = sorted({*CLASSES["read"], *CLASSES["reveal"], *CLASSES["print"]} - ASKED)
# Of a person of the house who looks at everything all day; more says nothing.
MOST = 400


@dataclass(frozen=True)
class Reader:
    """One person on one day. `what`: pages, and looks of a special kind by their own words."""

    name: str
    role: str
    unit: str
    times: int
    first: datetime
    last: datetime
    what: str
    purposes: str

    @property
    def came_back(self) -> bool:
        return self.times > 1


@dataclass(frozen=True)
class ReadingDay:
    day: date
    readers: tuple[Reader, ...]


def reading_days(
    dossier: Dossier, *, first: datetime | None, last: datetime | None
) -> list[ReadingDay]:
    looks = Entry.objects.about(dossier.pk).by_people().between(first, last)
    rows = list(_grouped(looks.filter(verb__in=LOOKS))[:MOST])
    staff = User.objects.select_related("unit").in_bulk({row["actor_id"] for row in rows})
    notes = _notes(dossier, first=first, last=last)
    days: dict[date, list[Reader]] = defaultdict(list)
    for row in rows:
        days[row["day"]].append(
            _reader(row, staff.get(row["actor_id"]), notes[row["actor_id"], row["day"]])
        )
    return [ReadingDay(day, tuple(readers)) for day, readers in days.items()]


def _grouped(looks: Any) -> Any:
    return (
        looks.annotate(day=TruncDate("at"), page=KeyTextTransform("page", "detail"))
        .values("day", "actor_id")
        .annotate(
            times=Count("pk"),
            began=Min("at"),
            ended=Max("at"),
            verbs=ArrayAgg("verb", distinct=True),
            pages=ArrayAgg("page", distinct=True, default=[]),
            purposes=ArrayAgg("purpose", distinct=True),
        )
        .order_by(F("day").desc(), F("ended").desc())
    )


def _notes(
    dossier: Dossier, *, first: datetime | None, last: datetime | None
) -> dict[tuple[int, date], list[str]]:
    """The words of 其他, opened one by one for this page alone."""
    stated = StatedPurpose.objects.filter(dossier_id=dossier.pk, purpose=Purpose.OTHER)
    stated = stated.filter(at__gte=first) if first else stated
    stated = stated.filter(at__lt=last) if last else stated
    found: dict[tuple[int, date], list[str]] = defaultdict(list)
    for each in stated.order_by("at")[:MOST]:
        found[each.user_id, localtime(each.at).date()].append(each.note)
    return found


def _reader(row: dict[str, Any], who: User | None, notes: Iterable[str]) -> Reader:
    return Reader(
        name=who.display_name if who is not None else "已注销的账号",
        role=who.get_role_display() if who is not None else "",
        unit=who.unit.full_name if who is not None else "",
        times=row["times"],
        first=row["began"],
        last=row["ended"],
        what="、".join(_what(row)),
        purposes="、".join(_purposes(row["purposes"], notes)),
    )


def _what(row: dict[str, Any]) -> list[str]:
    pages = [PAGES[page] for page in row["pages"] if page in PAGES]
    special = [
        verb_words(verb) for verb in row["verbs"] if verb not in {"person.open", "page.open"}
    ]
    return [*pages, *special] or ["打开档案"]


def _purposes(codes: Iterable[str], notes: Iterable[str]) -> Iterable[str]:
    for code in codes:
        if code == Purpose.OTHER:
            yield from notes
        elif code:
            yield Purpose(code).label
