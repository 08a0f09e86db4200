"""reconcile(): what should be owed compared with what is, chunk by chunk; exemption by hand."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

from django.db import connection

from accounts.acting import act
from accounts.models import User
from audit.record import record
from cases.actions import set_next_due
from cases.models import Dossier
from columns.refusal import Refused
from visits.actions.holding import MANY, ONE, hold
from visits.choices import ObligationState, Withdrawal
from visits.facts.owing import standings
from visits.facts.sources import told_elsewhere
from visits.models import Obligation
from visits.rules.talks import names_a_vacancy
from visits.rules.owed import STAGES, Duty, Standing, belongs_to_a_later_day, owed

HOLD = "SELECT FROM cases_dossier WHERE id = %s FOR NO KEY UPDATE"
# Each of these is one statement over any number of rows, whose columns come as arrays.
ADD = """
INSERT INTO visits_obligation
       (dossier_id, kind, period, is_half_yearly, due_on, state, met_on, withdrawal, exempt_reason)
SELECT dossier_id, kind, period, half, due_on,
       CASE WHEN met_on IS NULL THEN 'open' ELSE 'met' END, met_on, '', ''
  FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::boolean[], %s::date[], %s::date[])
       AS t(dossier_id, kind, period, half, due_on, met_on)
    ON CONFLICT (dossier_id, kind, period) DO NOTHING
"""
CHANGE = """
UPDATE visits_obligation o
   SET due_on = t.due_on, met_on = t.met_on, is_half_yearly = t.half, withdrawal = '',
       state = CASE WHEN t.met_on IS NULL THEN 'open' ELSE 'met' END
  FROM unnest(%s::bigint[], %s::boolean[], %s::date[], %s::date[]) AS t(id, half, due_on, met_on)
 WHERE o.id = t.id AND o.state IN ('open', 'withdrawn')
"""
WITHDRAW = """
UPDATE visits_obligation o SET state = 'withdrawn', withdrawal = t.reason
  FROM unnest(%s::bigint[], %s::text[]) AS t(id, reason)
 WHERE o.id = t.id AND o.state = 'open'
"""


@dataclass(frozen=True)
class Reconciled:
    """How many obligations were added, met, moved, revived and withdrawn."""

    added: int = 0
    met: int = 0
    moved: int = 0
    revived: int = 0
    withdrawn: int = 0

    def __add__(self, other: "Reconciled") -> "Reconciled":
        return Reconciled(
            *(getattr(self, each.name) + getattr(other, each.name) for each in fields(self))
        )

    @property
    def is_nothing(self) -> bool:
        return self == Reconciled()


@dataclass(frozen=True, slots=True)
class _Row:
    """An obligation that exists, as far as comparing asks."""

    pk: int
    dossier_id: int
    kind: str
    period: str
    is_half_yearly: bool
    due_on: date
    state: str

    @property
    def key(self) -> tuple[str, str]:
        return self.kind, self.period

    @property
    def is_open(self) -> bool:
        return self.state == ObligationState.OPEN

    @property
    def is_settled(self) -> bool:
        return self.state in {ObligationState.MET, ObligationState.EXEMPT}

    def differs(self, duty: Duty) -> bool:
        return not self.is_open or (self.due_on, self.is_half_yearly, None) != (
            duty.due_on,
            duty.is_half_yearly,
            duty.met_on,
        )


@act
def reconcile(dossier_ids: Sequence[int], *, on: date) -> Reconciled:
    """Bring the obligations of these dossiers in line with the rule on that day.

    Called for one dossier by whoever just changed it, and for all in chunks by the daily sweep;
    the result is the same however often and in whatever order it runs.
    """
    with connection.cursor() as cursor:
        cursor.execute(ONE if len(dossier_ids) == 1 else MANY)
        if len(dossier_ids) == 1:
            # Whoever holds the dossier writes its list row before its obligations, we after them.
            cursor.execute(HOLD, [dossier_ids[0]])
    # Read after the lock, so that nothing is judged by what was true before it.
    owing = standings(dossier_ids, on=on)
    elsewhere = told_elsewhere(owing, on=on) if owing else {}
    should = {
        key: {duty.key: duty for duty in (*owed(standing, on=on), *elsewhere.get(key, ()))}
        for key, standing in owing.items()
    }
    rows = _rows_of(dossier_ids)
    done = _write(should, rows, owing, on=on)
    set_next_due(Obligation.objects.next_for_each(dossier_ids=dossier_ids), dossier_ids=dossier_ids)
    return done


def _rows_of(dossier_ids: Collection[int]) -> dict[int, list[_Row]]:
    found: dict[int, list[_Row]] = {}
    columns = ("pk", "dossier_id", "kind", "period", "is_half_yearly", "due_on", "state")
    rows = Obligation.objects.filter(dossier_id__in=list(dossier_ids)).values_list(*columns)
    for values in rows:
        row = _Row(*values)
        found.setdefault(row.dossier_id, []).append(row)
    return found


def _write(
    should: Mapping[int, Mapping[tuple[str, str], Duty]],
    rows: Mapping[int, list[_Row]],
    owing: Mapping[int, Standing],
    *,
    on: date,
) -> Reconciled:
    """Three statements at most. What is met or exempt is never touched."""
    added = list(_missing(should, rows))
    changed = [
        (row, duty)
        for key, duties in should.items()
        for row in rows.get(key, ())
        if not row.is_settled and (duty := duties.get(row.key)) is not None and row.differs(duty)
    ]
    gone = [
        row
        for key, standing in rows.items()
        for row in standing
        if row.is_open
        and row.key not in should.get(key, {})
        and not (key in owing and belongs_to_a_later_day(row.kind, row.period, owing[key], on=on))
    ]
    _execute(
        ADD,
        (
            (key, duty.kind, duty.period, duty.is_half_yearly, duty.due_on, duty.met_on)
            for key, duty in added
        ),
    )
    _execute(
        CHANGE,
        ((row.pk, duty.is_half_yearly, duty.due_on, duty.met_on) for row, duty in changed),
    )
    _execute(WITHDRAW, zip((row.pk for row in gone), _reasons(gone, owing), strict=True))
    return Reconciled(
        added=len(added),
        met=sum(duty.met_on is not None for _, duty in (*added, *changed)),
        moved=sum(
            row.is_open and duty.met_on is None and row.due_on != duty.due_on
            for row, duty in changed
        ),
        revived=sum(not row.is_open for row, _ in changed),
        withdrawn=len(gone),
    )


def _missing(
    should: Mapping[int, Mapping[tuple[str, str], Duty]], rows: Mapping[int, list[_Row]]
) -> Iterator[tuple[int, Duty]]:
    for key, duties in should.items():
        there = {row.key for row in rows.get(key, ())}
        for duty in duties.values():
            if duty.key not in there:
                yield key, duty


def _reasons(gone: list[_Row], owing: Mapping[int, Standing]) -> list[str]:
    """Why each is no longer owed: the dossier is shut, its stage has passed, or neither."""
    shut = [row.dossier_id for row in gone if row.dossier_id not in owing]
    ended = dict(Dossier.objects.filter(pk__in=shut).values_list("pk", "ended_as"))
    return [
        (ended.get(row.dossier_id) or Withdrawal.SHUT)
        if row.dossier_id not in owing
        else (Withdrawal.STAGE if row.kind in STAGES else Withdrawal.NOT_OWED)
        for row in gone
    ]


def _execute(statement: str, rows: Iterable[tuple[object, ...]]) -> None:
    columns = [list(column) for column in zip(*rows, strict=True)]
    if columns:
        with connection.cursor() as cursor:
            cursor.execute(statement, columns)


@act
def exempt(obligation: Obligation, *, reason: str, by: User, on: date) -> None:
    """免除: a person decides that this one is not owed. A missing helper is no reason."""
    if not reason.strip():
        raise Refused("请写明免除的原因。例如本季度住院治疗，已由单位书面说明。")
    if names_a_vacancy(reason):
        raise Refused(
            "没有帮扶人不是免除的理由：谈话由单位党组织落实，单位没有账号的由审理室代录。"
        )
    hold(obligation.dossier)
    freed = Obligation.objects.filter(pk=obligation.pk, state=ObligationState.OPEN).update(
        state=ObligationState.EXEMPT, exempt_reason=reason.strip()
    )
    if not freed:
        raise Refused("这项应办事项已不在待办中，请刷新后查看。")
    record("obligation.exempt", obligation, by=by, reason=reason, on=on, period=obligation.period)
    reconcile([obligation.dossier_id], on=on)
