"""reconcile(): what should be owed compared with what is, in one statement; and exemption."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from django.db import connection

from accounts.acting import act
from accounts.models import User
from audit.record import record
from cases.actions import set_next_due
from cases.choices import SHUT_STATUSES
from columns.refusal import Refused
from visits.actions.holding import MANY, ONE, hold
from visits.actions.owing import SQL
from visits.choices import ObligationState
from visits.models import Obligation

HOLD = "SELECT FROM cases_dossier WHERE id = %s FOR NO KEY UPDATE"
# practice E.2: the visit before the end is due 30 days before it; the task opens at 60.
PRE_EXPIRY_DUE, PRE_EXPIRY_OPENS = 30, 60


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
        # A statement of its own: its snapshot must be younger than the lock.
        cursor.execute(
            SQL,
            {
                "ids": list(dossier_ids),
                "on": on,
                "shut": sorted(map(str, SHUT_STATUSES)),
                "pre_due": PRE_EXPIRY_DUE,
                "pre_opens": PRE_EXPIRY_OPENS,
            },
        )
        counts = cursor.fetchone()
    set_next_due(Obligation.objects.next_for_each(dossier_ids=dossier_ids), dossier_ids=dossier_ids)
    return Reconciled(*counts)


@act
def exempt(obligation: Obligation, *, reason: str, by: User, on: date) -> None:
    """免除: a person decides that this one is not owed. A missing helper is no reason."""
    if not reason.strip():
        raise Refused("请写明免除的原因。例如本季度住院治疗，已由单位书面说明。")
    hold(obligation.dossier)
    freed = Obligation.objects.filter(pk=obligation.pk, state=ObligationState.OPEN).update(
        state=ObligationState.EXEMPT, exempt_reason=reason.strip()
    )
    if not freed:
        raise Refused("这项应办事项已不在待办中，请刷新后查看。")
    record("obligation.exempt", obligation, by=by, reason=reason, on=on, period=obligation.period)
    reconcile([obligation.dossier_id], on=on)
