"""The SQL of the sweep: reminders.rules.telling for thousands at once, and who may be told."""

# Sweeps exclude each other; whoever changes a duty meanwhile is found by the next one.
LOCK = "SELECT pg_advisory_xact_lock(7202605)"
# A chunk asks of thousands of rows what each of them is to thousands of others. Where tables were
# filled since their last ANALYZE, the planner would compare each with each; it hashes instead.
HASH = "SELECT set_config('enable_nestloop', %s, true)"

POLICIES = """
SELECT DISTINCT ON (p.office_id) p.office_id, p.talk_reminders::int[], p.clock_reminders::int[]
  FROM cases_policy p
 WHERE p.status = 'published' AND p.valid_from <= %(on)s
   AND p.office_id IN (SELECT r.owner_id FROM cases_dossierrow r WHERE r.dossier_id = ANY(%(ids)s))
 ORDER BY p.office_id, p.valid_from DESC, p.number DESC
"""

# Every step of every duty that has come by `reach`; the newest of its rung is the one that stands.
COME = """
office AS (
    SELECT * FROM unnest(%(offices)s::bigint[], %(profiles)s::int[]) AS f(owner_id, profile)
), ladder AS (
    SELECT * FROM unnest(%(of_profile)s::int[], %(kinds)s::text[], %(levels)s::text[],
                         %(desks)s::text[], %(steps)s::int[])
               AS l(profile, kind, level, wanted, step)
), come AS MATERIALIZED (
    SELECT o.id AS obligation_id, o.dossier_id, o.due_on, l.level, l.wanted, l.step,
           l.step = max(l.step) OVER (PARTITION BY o.id, l.level) AS is_newest
      FROM visits_obligation o
      JOIN cases_dossierrow r ON r.dossier_id = o.dossier_id
      JOIN office f ON f.owner_id = r.owner_id
      JOIN ladder l ON l.profile = f.profile AND l.kind = o.kind
                   AND o.due_on + l.step <= %(reach)s::date
     WHERE o.dossier_id = ANY(%(ids)s) AND o.state = 'open' AND r.status <> 'paused'
)
"""

# What a later run made is not judged by an earlier day: only a newer step replaces one.
CLOSE = f"""
WITH {COME}, ended AS (
    SELECT m.id, CASE
               WHEN o.state = 'met' THEN 'cleared'
               WHEN o.state = 'exempt' THEN 'exempt'
               WHEN o.state <> 'open' OR r.dossier_id IS NULL THEN 'not_owed'
               WHEN o.due_on <> m.due_on THEN 'moved'
               WHEN r.status = 'paused' THEN 'paused'
               WHEN l.step IS NULL THEN 'steps'
               WHEN %(speaks)s AND c.step > m.step THEN 'replaced'
           END AS why
      FROM reminders_reminder m
      JOIN visits_obligation o ON o.id = m.obligation_id
      LEFT JOIN cases_dossierrow r ON r.dossier_id = m.dossier_id
      LEFT JOIN office f ON f.owner_id = r.owner_id
      LEFT JOIN ladder l ON l.profile = f.profile AND l.kind = o.kind
                        AND l.level = m.level AND l.step = m.step
      LEFT JOIN come c ON c.obligation_id = m.obligation_id AND c.level = m.level AND c.is_newest
     WHERE m.dossier_id = ANY(%(ids)s) AND m.state = 'open'
), closed AS (
    UPDATE reminders_reminder m
       SET state = CASE WHEN e.why IN ('cleared', 'replaced') THEN e.why ELSE 'withdrawn' END,
           reason = CASE WHEN e.why IN ('cleared', 'replaced') THEN '' ELSE e.why END,
           closed_on = %(on)s
      FROM ended e
     WHERE m.id = e.id AND e.why IS NOT NULL
    RETURNING m.state
)
SELECT count(*) FILTER (WHERE state = 'cleared'), count(*) FILTER (WHERE state = 'withdrawn'),
       count(*) FILTER (WHERE state = 'replaced')
  FROM closed
"""  # noqa: S608 (our own text)

# Who can be told of a dossier: accounts that are in use, work for the organ (also for a while) and
# are barred neither from the person (回避) nor by a seal. What nobody can take goes to the next:
# the carrier's desk, then the owner's; between 主任 and 分管领导 either stands in for the other.
ADDRESSEES = """
people AS MATERIALIZED (
    SELECT u.id, u.role, hf_organs(u.id) AS organs, hf_assigned(u.id) AS given,
           hf_denied(u.id) AS denied
      FROM accounts_user u WHERE u.is_active AND u.role = ANY(%(roles)s)
), sits AS MATERIALIZED (
    SELECT p.id, organ, s.desk, p.denied
      FROM people p CROSS JOIN unnest(p.organs) AS organ
      JOIN (SELECT DISTINCT * FROM unnest(%(roles)s::text[], %(seats)s::text[])
                                   AS s(role, desk)) s ON s.role = p.role
), seat AS MATERIALIZED (
    SELECT organ, desk, count(*) AS people FROM sits GROUP BY organ, desk
), barred AS MATERIALIZED (
    SELECT organ, desk, cadre_id, count(*) AS people
      FROM sits CROSS JOIN unnest(denied) AS cadre_id GROUP BY organ, desk, cadre_id
), guarded AS MATERIALIZED (
    SELECT cadre_id FROM cases_recusal UNION SELECT cadre_id FROM cases_ownfile
     UNION SELECT id FROM cases_cadre WHERE account_id IS NOT NULL
     UNION SELECT cadre_id FROM cases_seal WHERE lifted_on IS NULL
), life AS MATERIALIZED (
    SELECT r.dossier_id, r.cadre_id, r.owner_id, r.carrier_id, r.unit_id, r.unit_path,
           r.helper_id, r.handler_id, g.cadre_id IS NOT NULL AS is_guarded
      FROM cases_dossierrow r LEFT JOIN guarded g ON g.cadre_id = r.cadre_id
     WHERE r.dossier_id IN (SELECT dossier_id FROM come)
), home AS MATERIALIZED (
    SELECT l.unit_path, EXISTS (
               SELECT FROM accounts_user u JOIN accounts_unit w ON w.id = u.unit_id
                WHERE u.role = 'unit' AND u.is_active AND starts_with(l.unit_path, w.path)
           ) AS answers
      FROM (SELECT DISTINCT unit_path FROM life) l
), free AS MATERIALIZED (
    SELECT l.dossier_id,
           bool_or(s.desk = 'carrier' AND s.organ = l.carrier_id) AS carrier,
           bool_or(s.desk = 'office' AND s.organ = l.owner_id) AS office,
           bool_or(s.desk = 'director' AND s.organ = l.owner_id) AS director,
           bool_or(s.desk = 'leader' AND s.organ = l.owner_id) AS leader
      FROM life l
      JOIN seat s ON s.organ = l.owner_id OR s.organ = l.carrier_id
      LEFT JOIN barred b ON b.organ = s.organ AND b.desk = s.desk AND b.cadre_id = l.cadre_id
     WHERE s.people > coalesce(b.people, 0)
     GROUP BY l.dossier_id
), place AS MATERIALIZED (
    SELECT l.dossier_id, l.owner_id, l.carrier_id, l.unit_id,
           CASE WHEN h.id IS NOT NULL AND (NOT l.is_guarded OR l.cadre_id <> ALL (hf_denied(h.id)))
                THEN h.id END AS helper,
           CASE WHEN p.id IS NOT NULL AND (l.cadre_id IS NULL OR l.cadre_id <> ALL (p.denied))
                 AND (l.owner_id = ANY (p.organs) OR l.carrier_id = ANY (p.organs)
                      OR l.dossier_id = ANY (p.given))
                THEN p.id END AS handler,
           w.answers AND NOT EXISTS (SELECT FROM cases_seal s WHERE s.cadre_id = l.cadre_id
                                                                AND s.lifted_on IS NULL) AS unit,
           a.addressee_id AS personnel,
           coalesce(f.carrier, false) AS carrier, coalesce(f.office, false) AS office,
           coalesce(f.director, false) AS director, coalesce(f.leader, false) AS leader
      FROM life l
      JOIN home w ON w.unit_path = l.unit_path
      LEFT JOIN free f ON f.dossier_id = l.dossier_id
      LEFT JOIN accounts_user h ON h.id = l.helper_id AND h.is_active AND h.role = 'helper'
      LEFT JOIN people p ON p.id = l.handler_id
      LEFT JOIN LATERAL (
          SELECT x.addressee_id FROM reports_letter x
           WHERE x.dossier_id = l.dossier_id AND x.status IN ('issued', 'received')
             AND EXISTS (SELECT FROM accounts_user u WHERE u.unit_id = x.addressee_id
                            AND u.is_active AND u.role = 'personnel')
           ORDER BY x.issued_on DESC, x.id DESC LIMIT 1
      ) a ON true
), target AS MATERIALIZED (
    SELECT c.*, p.owner_id, p.carrier_id, p.unit_id, p.helper, p.handler, p.personnel, CASE
               WHEN c.wanted = 'helper' AND p.helper IS NOT NULL THEN 'helper'
               WHEN c.wanted = 'handler' AND p.handler IS NOT NULL THEN 'handler'
               WHEN c.wanted = 'unit' AND p.unit THEN 'unit'
               WHEN c.wanted = 'personnel' AND p.personnel IS NOT NULL THEN 'personnel'
               WHEN c.wanted = 'director' AND p.director THEN 'director'
               WHEN c.wanted = 'leader' AND p.leader THEN 'leader'
               WHEN c.wanted IN ('director', 'leader') AND p.leader THEN 'leader'
               WHEN c.wanted IN ('director', 'leader') AND p.director THEN 'director'
               WHEN c.wanted IN ('helper', 'handler', 'unit') AND p.carrier THEN 'carrier'
               WHEN p.office THEN 'office'
               WHEN p.director THEN 'director'
               WHEN p.leader THEN 'leader'
               WHEN p.carrier THEN 'carrier'
               ELSE 'office'
           END AS desk
      FROM come c JOIN place p ON p.dossier_id = c.dossier_id
), sent AS MATERIALIZED (
    SELECT t.*,
           CASE t.desk WHEN 'helper' THEN t.helper WHEN 'handler' THEN t.handler END AS to_user,
           CASE t.desk WHEN 'unit' THEN t.unit_id WHEN 'personnel' THEN t.personnel
                       WHEN 'carrier' THEN t.carrier_id
                       WHEN 'helper' THEN NULL WHEN 'handler' THEN NULL
                       ELSE t.owner_id END AS to_unit
      FROM target t
)
"""

TELL = f"""
WITH {COME}, {ADDRESSEES}, kept AS MATERIALIZED (
    SELECT m.id, m.obligation_id, m.due_on, m.step, m.level, m.state, m.desk,
           m.to_user_id, m.to_unit_id
      FROM reminders_reminder m
     WHERE m.dossier_id = ANY(%(ids)s)
), added AS (
    INSERT INTO reminders_reminder
           (dossier_id, obligation_id, due_on, step, level, state, reason, desk,
            to_user_id, to_unit_id, made_on, reached_at, closed_on)
    SELECT s.dossier_id, s.obligation_id, s.due_on, s.step, s.level,
           CASE WHEN s.is_newest THEN 'open' ELSE 'skipped' END,
           CASE WHEN s.is_newest THEN '' ELSE 'missed' END,
           s.desk, s.to_user, s.to_unit, %(on)s, %(at)s,
           CASE WHEN NOT s.is_newest THEN %(on)s::date END
      FROM sent s
     WHERE NOT EXISTS (SELECT FROM kept k
                        WHERE k.obligation_id = s.obligation_id AND k.due_on = s.due_on
                          AND k.step = s.step AND k.level = s.level)
        ON CONFLICT DO NOTHING
    RETURNING state
), revived AS (
    UPDATE reminders_reminder m
       SET state = 'open', reason = '', closed_on = NULL, desk = s.desk,
           to_user_id = s.to_user, to_unit_id = s.to_unit,
           made_on = CASE WHEN k.state = 'replaced' THEN m.made_on ELSE %(on)s END,
           reached_at = CASE WHEN k.state = 'replaced' THEN m.reached_at ELSE %(at)s END
      FROM kept k
      JOIN sent s ON s.obligation_id = k.obligation_id AND s.due_on = k.due_on
                 AND s.step = k.step AND s.level = k.level AND s.is_newest
     WHERE m.id = k.id AND k.state <> 'open'
       AND NOT EXISTS (SELECT FROM kept o WHERE o.obligation_id = k.obligation_id
                                            AND o.level = k.level AND o.state = 'open')
    RETURNING 1
), passed AS (
    UPDATE reminders_reminder m
       SET desk = s.desk, to_user_id = s.to_user, to_unit_id = s.to_unit, reached_at = %(at)s
      FROM kept k
      JOIN sent s ON s.obligation_id = k.obligation_id AND s.due_on = k.due_on
                 AND s.step = k.step AND s.level = k.level AND s.is_newest
     WHERE m.id = k.id AND k.state = 'open'
       AND (k.desk, k.to_user_id, k.to_unit_id)
           IS DISTINCT FROM (s.desk, s.to_user, s.to_unit)
    RETURNING 1
)
SELECT (SELECT count(*) FROM added WHERE state = 'open'),
       (SELECT count(*) FROM added WHERE state = 'skipped'),
       (SELECT count(*) FROM revived), (SELECT count(*) FROM passed)
"""  # noqa: S608 (our own text)
