"""reconcile(): what should be owed compared with what is, chunk by chunk; exemption by hand."""

from collections.abc import Collection, Iterable, Iterator, Sequence
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
from visits.choices import BY_HAND, ObligationState, Withdrawal
from visits.facts.owing import standings
from visits.facts.sources import told_elsewhere
from visits.models import Obligation
from visits.rules.comparing import Differences, Row, differences
from visits.rules.owed import owed
from visits.rules.talks import names_a_vacancy
from web.dates import cn_date

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
 WHERE o.id = t.id AND o.state IN ('open', 'withdrawn', 'met')
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
    found = differences(should, _rows_of(dossier_ids), owing, on=on)
    _write(found)
    set_next_due(Obligation.objects.next_for_each(dossier_ids=dossier_ids), dossier_ids=dossier_ids)
    return Reconciled(
        added=len(found.added),
        met=found.met,
        moved=found.moved,
        revived=found.revived,
        withdrawn=len(found.gone),
    )


def _rows_of(dossier_ids: Collection[int]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    columns = ("pk", "dossier_id", "kind", "period", "is_half_yearly", "due_on", "state")
    rows = Obligation.objects.filter(dossier_id__in=list(dossier_ids)).values_list(*columns)
    for values in rows:
        row = Row(*values)
        found.setdefault(row.dossier_id, []).append(row)
    return found


def _write(found: Differences) -> None:
    """Three statements at most."""
    _execute(
        ADD,
        (
            (dossier, duty.kind, duty.period, duty.is_half_yearly, duty.due_on, duty.met_on)
            for dossier, duty in found.added
        ),
    )
    _execute(
        CHANGE,
        ((row.pk, duty.is_half_yearly, duty.due_on, duty.met_on) for row, duty in found.changed),
    )
    _execute(WITHDRAW, _with_ends(found.gone))


def _with_ends(gone: Sequence[tuple[Row, Withdrawal]]) -> Iterator[tuple[int, str]]:
    """Of a shut dossier the reason is what shut it, where that has a word of its own."""
    shut = [row.dossier_id for row, why in gone if why == Withdrawal.SHUT]
    ends = dict(Dossier.objects.filter(pk__in=shut).values_list("pk", "ended_as"))
    for row, why in gone:
        yield row.pk, ends.get(row.dossier_id) or why


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


@act
def meet(obligation: Obligation, *, met_on: date, basis: str, by: User, on: date) -> None:
    """办结 of what no record of the program shows: somebody says when, and on what ground."""
    if obligation.kind not in BY_HAND:
        raise Refused(f"“{obligation.words}”随对应的登记自动办结，不需要在这里办结。")
    if not basis.strip():
        raise Refused("请写明办结的依据。例如告知书回执原件已归档。")
    if met_on > on:
        raise Refused(f"办结日期不能晚于今天（{cn_date(on)}）。")
    hold(obligation.dossier)
    met = Obligation.objects.filter(pk=obligation.pk, state=ObligationState.OPEN).update(
        state=ObligationState.MET, met_on=met_on, met_basis=basis.strip()
    )
    if not met:
        raise Refused("这项应办事项已不在待办中，请刷新后查看。")
    record("obligation.met", obligation, by=by, reason=basis, on=on, period=obligation.period)
    reconcile([obligation.dossier_id], on=on)
