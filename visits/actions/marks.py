"""mark_clocks(): which reminders of ends should stand compared with what does, in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from django.db import connection

from accounts.acting import act
from visits.actions.holding import MANY, ONE
from visits.rules.marks import AFTER

# visits.rules.marks for thousands at once, with the steps of the office's policy. A mark stands
# while its clock still ends on its day, the decision stands, and no restoration is awaited (its day
# is then unknown to everybody). A file shut by an approval or a death keeps what came before that
# day and gets nothing after it.
# The end of a 留党察看期 is no 期满: it begins the restoration, which has terms of its own.
SQL = """
WITH policy AS (
    SELECT DISTINCT ON (office_id) office_id, duties_from,
           clock_reminders::int[] || %(after)s::int AS steps
      FROM cases_policy
     WHERE status = 'published' AND valid_from <= %(on)s
     ORDER BY office_id, valid_from DESC, number DESC
), life AS (
    SELECT d.id, d.overall_end, p.steps, coalesce(p.duties_from, '-infinity') AS since,
           CASE d.status WHEN 'ended' THEN coalesce(d.active_to, d.status_since)
                         WHEN 'closed' THEN coalesce(d.closed_on, d.status_since)
                         ELSE 'infinity' END AS until
      FROM cases_dossier d JOIN policy p ON p.office_id = d.owner_id
     WHERE d.id = ANY(%(ids)s) AND d.kind = 'sanction' AND d.voided_at IS NULL
       AND d.status NOT IN ('void', 'cleared') AND NOT d.awaiting_restoration
), standing AS (
    SELECT l.id AS dossier_id, c.decision_id, c.slot, c."end", l.steps, l.since, l.until
      FROM life l
      JOIN cases_decision x ON x.dossier_id = l.id AND x.voided_at IS NULL
                           AND x.status NOT IN ('annulled', 'void')
      JOIN cases_clock c ON c.decision_id = x.id
     WHERE c."end" IS NOT NULL AND c.kind = 'bar'
    UNION ALL
    SELECT id, NULL, '', overall_end, ARRAY[%(after)s::int], since, until
      FROM life WHERE overall_end IS NOT NULL
), should AS MATERIALIZED (
    SELECT DISTINCT s.dossier_id, s.decision_id, s.slot, s."end", step.days
      FROM standing s, unnest(s.steps) AS step(days)
     WHERE s."end" - step.days BETWEEN s.since AND least(%(on)s::date, s.until)
), kept AS MATERIALIZED (
    SELECT * FROM visits_clockmark WHERE dossier_id = ANY(%(ids)s)
), added AS (
    INSERT INTO visits_clockmark
           (dossier_id, decision_id, slot, step, "end", made_on, withdrawal)
    SELECT s.dossier_id, s.decision_id, s.slot, s.days, s."end", %(on)s, ''
      FROM should s
     WHERE NOT EXISTS (SELECT FROM kept k
                        WHERE k.dossier_id = s.dossier_id AND k."end" = s."end"
                          AND k.step = s.days AND k.slot = s.slot
                          AND k.decision_id IS NOT DISTINCT FROM s.decision_id)
        ON CONFLICT DO NOTHING
    RETURNING 1
), revived AS (
    UPDATE visits_clockmark m SET withdrawn_on = NULL, withdrawal = '', made_on = %(on)s
      FROM kept k JOIN should s
        ON s.dossier_id = k.dossier_id AND s."end" = k."end" AND s.days = k.step
       AND s.slot = k.slot AND s.decision_id IS NOT DISTINCT FROM k.decision_id
     WHERE m.id = k.id AND k.withdrawn_on IS NOT NULL
    RETURNING 1
), gone AS (
    UPDATE visits_clockmark m
       SET withdrawn_on = %(on)s,
           withdrawal = CASE
               WHEN EXISTS (SELECT FROM cases_dossier d
                             WHERE d.id = m.dossier_id AND d.awaiting_restoration) THEN 'awaiting'
               WHEN NOT EXISTS (SELECT FROM life l WHERE l.id = m.dossier_id) THEN 'shut'
               WHEN EXISTS (SELECT FROM standing s
                             WHERE s.dossier_id = m.dossier_id AND s.slot = m.slot
                               AND s.decision_id IS NOT DISTINCT FROM m.decision_id)
               THEN CASE WHEN EXISTS (SELECT FROM standing s
                                       WHERE s.dossier_id = m.dossier_id AND s.slot = m.slot
                                         AND s.decision_id IS NOT DISTINCT FROM m.decision_id
                                         AND s."end" = m."end")
                         THEN CASE WHEN EXISTS (SELECT FROM standing s
                                                 WHERE s.dossier_id = m.dossier_id
                                                   AND m.step = ANY(s.steps))
                                   THEN 'shut' ELSE 'steps' END
                         ELSE 'moved' END
               ELSE 'annulled' END
      FROM kept k
     WHERE m.id = k.id AND k.withdrawn_on IS NULL
       -- Not asked whether its day has come: what a later run made is not judged by an earlier day.
       AND NOT EXISTS (SELECT FROM standing s
                        WHERE s.dossier_id = k.dossier_id AND s.slot = k.slot
                          AND s.decision_id IS NOT DISTINCT FROM k.decision_id
                          AND s."end" = k."end" AND k.step = ANY(s.steps)
                          AND k."end" - k.step BETWEEN s.since AND s.until)
    RETURNING 1
)
SELECT (SELECT count(*) FROM added), (SELECT count(*) FROM revived), (SELECT count(*) FROM gone)
"""


@dataclass(frozen=True)
class Marked:
    """How many marks were made, revived and withdrawn."""

    added: int = 0
    revived: int = 0
    withdrawn: int = 0

    def __add__(self, other: "Marked") -> "Marked":
        return Marked(
            *(getattr(self, each.name) + getattr(other, each.name) for each in fields(self))
        )


@act
def mark_clocks(dossier_ids: Sequence[int], *, on: date) -> Marked:
    """Bring the marks of these dossiers in line with their clocks on that day; twice is once."""
    with connection.cursor() as cursor:
        cursor.execute(ONE if len(dossier_ids) == 1 else MANY)
        # A statement of its own: its snapshot must be younger than the lock.
        cursor.execute(SQL, {"ids": list(dossier_ids), "on": on, "after": AFTER})
        return Marked(*cursor.fetchone())
