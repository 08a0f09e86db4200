"""What is owed beside what exists: which rows are missing, which differ, which are owed no more."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from visits.choices import UNDONE, ObligationState, Withdrawal
from visits.rules.owed import STAGES, Duty, Standing, belongs_to_a_later_day

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """An obligation that exists, as far as comparing asks."""

    pk: int
    dossier_id: int
    kind: str
    period: str
    is_half_yearly: bool
    due_on: date
    state: str

    @property
    def key(self) -> Key:
        return self.kind, self.period

    @property
    def is_open(self) -> bool:
        return self.state == ObligationState.OPEN

    def is_settled(self, duty: Duty) -> bool:
        """Met or exempt: never touched again, but where what met it has been undone."""
        if self.state == ObligationState.MET:
            return duty.met_on is not None or self.kind not in UNDONE
        return self.state == ObligationState.EXEMPT

    def agrees(self, duty: Duty) -> bool:
        return (
            self.is_open
            and duty.met_on is None
            and (self.due_on, self.is_half_yearly) == (duty.due_on, duty.is_half_yearly)
        )


@dataclass(frozen=True)
class Differences:
    """By dossier or by row; `gone` with why each is owed no more."""

    added: Sequence[tuple[int, Duty]]
    changed: Sequence[tuple[Row, Duty]]
    gone: Sequence[tuple[Row, Withdrawal]]

    @property
    def met(self) -> int:
        return sum(duty.met_on is not None for _, duty in (*self.added, *self.changed))

    @property
    def moved(self) -> int:
        return sum(
            row.is_open and duty.met_on is None and row.due_on != duty.due_on
            for row, duty in self.changed
        )

    @property
    def revived(self) -> int:
        return sum(not row.is_open for row, _ in self.changed)


def differences(
    should: Mapping[int, Mapping[Key, Duty]],
    rows: Mapping[int, Sequence[Row]],
    owing: Mapping[int, Standing],
    *,
    on: date,
) -> Differences:
    """`should` by dossier and key; `owing`: the standings of those that owe anything at all."""
    return Differences(
        added=list(_missing(should, rows)),
        changed=[
            (row, duty)
            for dossier, duties in should.items()
            for row in rows.get(dossier, ())
            if (duty := duties.get(row.key)) is not None
            and not row.is_settled(duty)
            and not row.agrees(duty)
        ],
        gone=list(_gone(should, rows, owing, on=on)),
    )


def _missing(
    should: Mapping[int, Mapping[Key, Duty]], rows: Mapping[int, Sequence[Row]]
) -> Iterator[tuple[int, Duty]]:
    for dossier, duties in should.items():
        there = {row.key for row in rows.get(dossier, ())}
        for key, duty in duties.items():
            if key not in there:
                yield dossier, duty


def _gone(
    should: Mapping[int, Mapping[Key, Duty]],
    rows: Mapping[int, Sequence[Row]],
    owing: Mapping[int, Standing],
    *,
    on: date,
) -> Iterator[tuple[Row, Withdrawal]]:
    for dossier, those in rows.items():
        standing, duties = owing.get(dossier), should.get(dossier, {})
        for row in those:
            if not row.is_open or row.key in duties:
                continue
            if standing is None:
                yield row, Withdrawal.SHUT
            elif not belongs_to_a_later_day(row.kind, row.period, standing, on=on):
                yield row, Withdrawal.STAGE if row.kind in STAGES else Withdrawal.NOT_OWED
