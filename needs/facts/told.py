"""What a reader is told of needs: whom they concern, how they stand, what was said."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from accounts.acting import as_system
from accounts.models import User
from accounts.roles import Role
from cases.models import Dossier, DossierRow
from needs.choices import NeedAct, NeedSource
from needs.models import Need, NeedStep

# Addressed to whoever it was handed to; the other acts of the office are its own.
TOLD = frozenset({NeedAct.ASSIGNED, NeedAct.RETURNED, NeedAct.ARCHIVED})


@dataclass(frozen=True)
class NeedLine:
    """One need in a list. `text` is the person's own words, or the request where the reader was
    only handed it; `code` of the dossier is empty then."""

    need: Need
    name: str
    unit: str
    office: str
    text: str
    dossier_code: str
    late_by: int

    @property
    def is_late(self) -> bool:
        return self.late_by > 0

    @property
    def owner(self) -> str:
        unit = self.need.assigned_to.full_name if self.need.assigned_to is not None else ""
        return f"{unit}（{self.need.contact}）" if unit and self.need.contact else unit


@dataclass(frozen=True)
class Said:
    """One line of the trail."""

    act: str
    text: str
    by: str
    on: date


def lines_of(needs: Iterable[Need], *, reader: User, today: date) -> list[NeedLine]:
    """The needs are the reader's; name and unit may stand in rows that he does not see."""
    found = list(needs)
    ids = {each.dossier_id for each in found}
    with as_system():
        rows = DossierRow.objects.filter(dossier_id__in=ids).select_related("owner")
        people = {row.dossier_id: row for row in rows}
    own = set(Dossier.objects.visible_to(reader).filter(pk__in=ids).values_list("pk", flat=True))
    return [
        _line(
            need,
            people[need.dossier_id],
            is_own=need.dossier_id in own,
            reader=reader,
            today=today,
        )
        for need in found
    ]


def _line(need: Need, row: DossierRow, *, is_own: bool, reader: User, today: date) -> NeedLine:
    late = (today - need.due_on).days if need.is_open else 0
    reads = is_own and reads_words(need, reader)
    return NeedLine(
        need=need,
        name=row.name,
        unit=row.unit_name,
        office=row.owner.full_name,
        text=need.gist if reads else need.request,
        dossier_code=row.code if is_own else "",
        late_by=max(late, 0),
    )


def cadre_of(need: Need) -> int | None:
    """For the record of who has read of whom; the reader himself may not find the dossier."""
    with as_system():
        return Dossier.objects.values_list("cadre_id", flat=True).get(pk=need.dossier_id)


def reads_words(need: Need, reader: User) -> bool:
    """What he told the discipline organ on a visit is not his unit's to read, handed over or not;
    what he told his helper is."""
    if reader.is_discipline:
        return True
    if reader.role == Role.HELPER:
        return need.source == NeedSource.TALK or need.entered_by_id == reader.pk
    return reader.role == Role.UNIT and need.source == NeedSource.TALK


def said_of(need: Need, *, reader: User, in_full: bool) -> Iterator[Said]:
    """The whole trail for who reads the words; else what was asked and what his own organ said."""
    for step in NeedStep.objects.filter(need=need).select_related("by"):
        own = step.by.unit_id == reader.unit_id
        if in_full or own or step.act in TOLD:
            by = step.by.display_name if in_full or own else ""
            yield Said(step.get_act_display(), step.text, by, step.on)
