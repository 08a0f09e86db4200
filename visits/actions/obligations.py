"""reconcile(): what should be owed compared with what is, in one statement; and exemption."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from django.db import connection, transaction

from accounts.models import User
from audit.record import record
from cases.actions import set_next_due
from cases.choices import SHUT_STATUSES
from columns.refusal import Refused
from visits.actions.holding import MANY, ONE, hold
from visits.choices import ObligationState
from visits.models import Obligation

# decisions.md 1.10. Talks: every quarter up to that of `on` with at least talk_min_days active
# days, due on its last active day. Active: from the decision or the policy's 启用日, whichever is
# later, to the last restricted day, without suspensions. What is met or exempt is never touched.
SQL = """
WITH policy AS (
    SELECT DISTINCT ON (office_id) office_id, talk_min_days, duties_from,
           first_visit_days, assessment_days, plan_days
      FROM cases_policy
     WHERE status = 'published' AND valid_from <= %(on)s
     ORDER BY office_id, valid_from DESC, number DESC
), owing AS (
    SELECT d.id, d.active_from, d.active_to, p.duties_from,
           greatest(d.active_from, p.duties_from) AS first,
           greatest(p.talk_min_days, 1) AS min_days,
           p.first_visit_days, p.assessment_days, p.plan_days,
           CASE d.status WHEN 'paused' THEN d.paused_from ELSE d.status END AS stage,
           (SELECT range_agg(daterange(s.from_on, s.to_on, '[]'))
              FROM cases_suspension s WHERE s.dossier_id = d.id) AS rest
      FROM cases_dossier d JOIN policy p ON p.office_id = d.owner_id
     WHERE d.id = ANY(%(ids)s) AND d.kind = 'sanction' AND d.active_from IS NOT NULL
       AND d.voided_at IS NULL AND d.status <> ALL(%(shut)s)
), quarter AS (
    SELECT g::date AS first, (g + interval '3 months')::date - 1 AS last,
           to_char(g, 'YYYY"Q"Q') AS period
      FROM generate_series(
               (SELECT date_trunc('quarter', min(first)::timestamp) FROM owing),
               date_trunc('quarter', %(on)s::date::timestamp), interval '3 months') g
), stretch AS (
    SELECT o.id, o.min_days, q.period, greatest(q.first, o.first) AS first,
           least(q.last, o.active_to) AS last, o.rest
      FROM owing o
      JOIN quarter q ON q.last >= o.first AND q.first <= coalesce(o.active_to, q.first)
                    AND o.first <= coalesce(o.active_to, o.first)
), talk AS (
    SELECT s.id, s.period, a.due_on
      FROM stretch s,
           LATERAL (
               SELECT s.last AS due_on, s.last - s.first + 1 AS days WHERE s.rest IS NULL
               UNION ALL
               SELECT max(upper(part)) - 1, sum(upper(part) - lower(part))
                 FROM unnest(datemultirange(daterange(s.first, s.last, '[]')) - s.rest) part
                WHERE s.rest IS NOT NULL HAVING s.rest IS NOT NULL
           ) a
     WHERE a.days >= s.min_days
), once AS (
    SELECT o.id, 'first_visit' AS kind, o.stage, o.duties_from,
           least(o.active_from + o.first_visit_days, o.active_to) AS due_on,
           (SELECT min(v.visited_on) FROM visits_visit v
             WHERE v.dossier_id = o.id AND v.status = 'done') AS met_on
      FROM owing o
    UNION ALL
    SELECT o.id, 'assessment', o.stage, o.duties_from, o.active_from + o.assessment_days,
           (SELECT min(a.finished_on) FROM visits_assessment a WHERE a.dossier_id = o.id)
      FROM owing o
    UNION ALL
    SELECT o.id, 'plan', o.stage, o.duties_from, o.active_from + o.plan_days,
           (SELECT min(greatest(p.approved_on, p.confirmed_on)) FROM visits_plan p
             WHERE p.dossier_id = o.id AND p.status IN ('approved', 'superseded'))
      FROM owing o
), should AS MATERIALIZED (
    SELECT t.id AS dossier_id, 'talk' AS kind, t.period, t.due_on,
           (SELECT min(h.held_on) FROM visits_talk h
             WHERE h.dossier_id = t.id AND h.period = t.period
               AND h.voided_at IS NULL) AS met_on
      FROM talk t
    UNION ALL
    SELECT id, kind, 'once', due_on, met_on FROM once
     WHERE due_on >= coalesce(duties_from, due_on)
       AND (met_on IS NOT NULL OR kind = 'first_visit' OR stage IN ('registered', 'assessing')
            OR kind = 'plan' AND stage = 'plan_pending')
), added AS (
    INSERT INTO visits_obligation
           (dossier_id, kind, period, due_on, state, met_on, withdrawal, exempt_reason)
    SELECT s.dossier_id, s.kind, s.period, s.due_on,
           CASE WHEN s.met_on IS NULL THEN 'open' ELSE 'met' END, s.met_on, '', ''
      FROM should s
     WHERE NOT EXISTS (SELECT FROM visits_obligation o
                        WHERE o.dossier_id = s.dossier_id AND o.kind = s.kind
                          AND o.period = s.period)
        ON CONFLICT (dossier_id, kind, period) DO NOTHING
    RETURNING state
), differs AS (
    SELECT o.id, o.state AS was, o.due_on AS was_due, s.due_on, s.met_on
      FROM should s JOIN visits_obligation o
        ON o.dossier_id = s.dossier_id AND o.kind = s.kind AND o.period = s.period
     WHERE o.state = 'withdrawn'
        OR o.state = 'open' AND (s.met_on IS NOT NULL OR o.due_on <> s.due_on)
), changed AS (
    UPDATE visits_obligation o
       SET due_on = d.due_on, met_on = d.met_on, withdrawal = '',
           state = CASE WHEN d.met_on IS NULL THEN 'open' ELSE 'met' END
      FROM differs d
     WHERE o.id = d.id AND o.state IN ('open', 'withdrawn')
    RETURNING d.was, d.was_due <> d.due_on AS moved, o.state
), gone AS (
    UPDATE visits_obligation o
       SET state = 'withdrawn',
           withdrawal = CASE
               WHEN NOT EXISTS (SELECT FROM owing w WHERE w.id = o.dossier_id) THEN 'shut'
               WHEN o.kind IN ('assessment', 'plan') THEN 'stage'
               ELSE 'not_owed' END
     WHERE o.dossier_id = ANY(%(ids)s) AND o.state = 'open'
       AND NOT EXISTS (SELECT FROM should s
                        WHERE s.dossier_id = o.dossier_id AND s.kind = o.kind
                          AND s.period = o.period)
       -- A later quarter, made by a later run, is not judged by an earlier day.
       AND (o.kind <> 'talk' OR o.period <= to_char(%(on)s::date, 'YYYY"Q"Q')
            OR NOT EXISTS (SELECT FROM owing w WHERE w.id = o.dossier_id))
    RETURNING 1
)
SELECT (SELECT count(*) FROM added),
       (SELECT count(*) FROM added WHERE state = 'met')
           + (SELECT count(*) FROM changed WHERE state = 'met'),
       (SELECT count(*) FROM changed WHERE was = 'open' AND state = 'open' AND moved),
       (SELECT count(*) FROM changed WHERE was = 'withdrawn'),
       (SELECT count(*) FROM gone)
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


@transaction.atomic
def reconcile(dossier_ids: Sequence[int], *, on: date) -> Reconciled:
    """Bring the obligations of these dossiers in line with the rule on that day.

    Called for one dossier by whoever just changed it, and for all in chunks by the daily sweep;
    the result is the same however often and in whatever order it runs.
    """
    with connection.cursor() as cursor:
        cursor.execute(ONE if len(dossier_ids) == 1 else MANY)
        # A statement of its own: its snapshot must be younger than the lock.
        cursor.execute(
            SQL, {"ids": list(dossier_ids), "on": on, "shut": sorted(map(str, SHUT_STATUSES))}
        )
        counts = cursor.fetchone()
    set_next_due(Obligation.objects.next_for_each(dossier_ids=dossier_ids), dossier_ids=dossier_ids)
    return Reconciled(*counts)


@transaction.atomic
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
