"""The rule of talks, terms and the visit before the end as one statement: what the sweep is held
against. The program computes it by visits.rules.owed."""

# Talks: every quarter up to that of `on` with at least talk_min_days active days, due on its last
# active day. Active: from the decision or the policy's 启用日, whichever is later, to the last
# restricted day, without suspensions. From the first half-year that begins in retirement a talk is
# owed for each half-year, under the key of its second quarter. What has a term of days is due that
# many days without pauses later. What is met or exempt is never touched.
SQL = """
WITH policy AS (
    SELECT DISTINCT ON (office_id) office_id, talk_min_days, duties_from,
           first_visit_days, assessment_days, plan_days,
           clearing_first_days, clearing_second_days, retired_half_yearly
      FROM cases_policy
     WHERE status = 'published' AND valid_from <= %(on)s
     ORDER BY office_id, valid_from DESC, number DESC
), owing AS (
    SELECT d.id, d.kind, d.opened_on, d.active_from, d.active_to, p.duties_from,
           greatest(d.active_from, p.duties_from) AS first,
           greatest(p.talk_min_days, 1) AS min_days,
           p.first_visit_days, p.assessment_days, p.plan_days,
           p.clearing_first_days, p.clearing_second_days,
           CASE d.status WHEN 'paused' THEN d.paused_from ELSE d.status END AS stage,
           CASE WHEN NOT d.awaiting_restoration THEN d.overall_end END AS ends_on,
           CASE WHEN p.retired_half_yearly THEN r.half_from END AS half_from,
           s.rest, s.rested,
           (SELECT max(day) FROM (VALUES (w.from_on), (c.retired_on)) moved(day)
             WHERE day > d.active_from AND day <= least(d.active_to, %(on)s)) AS moved_on
      FROM cases_dossier d
      JOIN policy p ON p.office_id = d.owner_id
      LEFT JOIN cases_cadre c ON c.id = d.cadre_id
      LEFT JOIN cases_posting w ON w.cadre_id = d.cadre_id AND w.to_on IS NULL
      LEFT JOIN LATERAL (
          SELECT CASE WHEN c.retired_on IS NULL THEN date '1949-10-01'
                      ELSE (date_trunc('quarter', c.retired_on - interval '1 day')
                            + CASE extract(quarter FROM c.retired_on - interval '1 day')::int %% 2
                                   WHEN 1 THEN interval '6 months'
                                   ELSE interval '3 months' END)::date END AS half_from
           WHERE c.retired_on IS NOT NULL OR c.identity = 'retired'
      ) r ON true
      LEFT JOIN LATERAL (
          SELECT range_agg(daterange(s.from_on, s.to_on, '[]')) AS rest,
                 range_agg(daterange(s.from_on, s.to_on, '[]'))
                     FILTER (WHERE s.to_on IS NOT NULL) AS rested
            FROM cases_suspension s WHERE s.dossier_id = d.id
      ) s ON true
     WHERE d.id = ANY(%(ids)s) AND d.voided_at IS NULL AND d.status <> ALL(%(shut)s)
       AND (d.kind = 'clearing' OR d.active_from IS NOT NULL)
), quarter AS (
    SELECT g::date AS first, (g + interval '3 months')::date - 1 AS last,
           to_char(g, 'YYYY"Q"Q') AS period,
           extract(quarter FROM g)::int %% 2 = 0 AS closes_half,
           (g - interval '3 months' * (1 - extract(quarter FROM g)::int %% 2))::date AS half_first,
           to_char(g - interval '3 months', 'YYYY"Q"Q') AS before
      FROM generate_series(
               (SELECT date_trunc('quarter', min(first)::timestamp) FROM owing
                 WHERE kind = 'sanction'),
               date_trunc('quarter', %(on)s::date::timestamp) + interval '3 months',
               interval '3 months') g
), stretch AS (
    SELECT o.id, o.min_days, q.period, CASE WHEN h.ly THEN q.before END AS before,
           greatest(h.first, o.first) AS first, least(q.last, o.active_to) AS last, o.rest
      FROM owing o
     CROSS JOIN quarter q
     CROSS JOIN LATERAL (
         SELECT coalesce(q.half_first >= o.half_from, false) AS ly,
                CASE WHEN q.half_first >= o.half_from THEN q.half_first ELSE q.first END AS first
     ) h
     WHERE o.kind = 'sanction' AND q.last >= o.first AND h.first <= %(on)s
       AND h.first <= coalesce(o.active_to, h.first)
       AND o.first <= coalesce(o.active_to, o.first)
       AND (NOT h.ly OR q.closes_half)
), talk AS (
    SELECT s.id, s.period, s.before, a.due_on
      FROM stretch s,
           LATERAL (
               SELECT s.last AS due_on, s.last - s.first + 1 AS days WHERE s.rest IS NULL
               UNION ALL
               SELECT max(upper(part)) - 1, sum(upper(part) - lower(part))
                 FROM unnest(datemultirange(daterange(s.first, s.last, '[]')) - s.rest) part
                WHERE s.rest IS NOT NULL HAVING s.rest IS NOT NULL
           ) a
     WHERE a.days >= s.min_days
), term AS (
    SELECT o.id, 'first_visit' AS kind, o.stage, o.duties_from, o.rested,
           o.active_from AS base, o.first_visit_days AS days, o.active_to AS latest,
           (SELECT min(v.visited_on) FROM visits_visit v
             WHERE v.dossier_id = o.id AND v.status = 'done') AS met_on
      FROM owing o WHERE o.kind = 'sanction'
    UNION ALL
    SELECT o.id, 'assessment', o.stage, o.duties_from, o.rested,
           o.active_from, o.assessment_days, NULL,
           (SELECT min(a.finished_on) FROM visits_assessment a WHERE a.dossier_id = o.id)
      FROM owing o WHERE o.kind = 'sanction'
    UNION ALL
    SELECT o.id, 'plan', o.stage, o.duties_from, o.rested,
           o.active_from, o.plan_days, NULL,
           (SELECT min(greatest(p.approved_on, p.confirmed_on)) FROM visits_plan p
             WHERE p.dossier_id = o.id AND p.status IN ('approved', 'completed', 'superseded'))
      FROM owing o WHERE o.kind = 'sanction'
    UNION ALL
    -- 澄清两回访: the visits of the dossier in their order.
    SELECT o.id, k.kind, o.stage, o.duties_from, o.rested, o.opened_on, k.days, NULL,
           (SELECT v.visited_on FROM visits_visit v
             WHERE v.dossier_id = o.id AND v.status = 'done'
             ORDER BY v.visited_on, v.id OFFSET k.place LIMIT 1)
      FROM owing o,
           LATERAL (VALUES ('clearing_first', o.clearing_first_days, 0),
                           ('clearing_second', o.clearing_second_days, 1)) k(kind, days, place)
     WHERE o.kind = 'clearing'
), once AS (
    SELECT t.id, t.kind, t.stage, t.duties_from, t.met_on,
           least(t.base + t.days + CASE WHEN t.rested IS NULL THEN 0 ELSE (
               -- A pause counts when it begins before the term has run out.
               SELECT coalesce(sum(p.days) FILTER (WHERE p.run < t.days), 0)::int FROM (
                   SELECT upper(part) - lower(part) AS days,
                          lower(part) - 1 - t.base - coalesce(sum(upper(part) - lower(part)) OVER (
                              ORDER BY part ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0
                          ) AS run
                     FROM unnest(t.rested * datemultirange(daterange(t.base + 1, NULL))) part
               ) p) END, t.latest) AS due_on
      FROM term t
), should AS MATERIALIZED (
    SELECT t.id AS dossier_id, 'talk' AS kind, t.period, t.before IS NOT NULL AS half, t.due_on,
           (SELECT min(h.held_on) FROM visits_talk h
             WHERE h.dossier_id = t.id AND h.period IN (t.period, t.before)
               AND h.voided_at IS NULL) AS met_on
      FROM talk t
    UNION ALL
    SELECT id, kind, 'once', false, due_on, met_on FROM once
     WHERE due_on >= coalesce(duties_from, due_on)
       AND (met_on IS NOT NULL OR kind NOT IN ('assessment', 'plan')
            OR stage IN ('registered', 'assessing')
            OR kind = 'plan' AND stage = 'plan_pending')
    UNION ALL
    -- Only while a visit can still come in time, and the pause leaves a day for it.
    SELECT o.id, 'pre_expiry', to_char(o.ends_on, 'YYYY"Q"Q'), false, o.ends_on - %(pre_due)s,
           (SELECT min(v.visited_on) FROM visits_visit v
             WHERE v.dossier_id = o.id AND v.status = 'done'
               AND v.visited_on BETWEEN o.ends_on - %(pre_opens)s AND o.ends_on)
      FROM owing o
     WHERE o.kind = 'sanction' AND o.ends_on - %(pre_opens)s <= %(on)s AND o.opened_on <= o.ends_on
       AND o.ends_on - %(pre_due)s >= coalesce(o.duties_from, o.ends_on - %(pre_due)s)
       AND NOT coalesce(o.rest @> daterange(o.ends_on - %(pre_opens)s, o.ends_on, '[]'), false)
    UNION ALL
    SELECT o.id, 'helper', to_char(o.moved_on, 'YYMMDD'), false, m.due_on,
           (SELECT min(h.from_on) FROM cases_helperdesignation h
             WHERE h.dossier_id = o.id AND h.from_on >= o.moved_on)
      FROM owing o, LATERAL (SELECT (o.moved_on + interval '1 month')::date AS due_on) m
     WHERE o.kind = 'sanction' AND o.moved_on IS NOT NULL
       AND m.due_on >= coalesce(o.duties_from, m.due_on)
), added AS (
    INSERT INTO visits_obligation
           (dossier_id, kind, period, is_half_yearly, due_on, state, met_on, withdrawal,
            exempt_reason)
    SELECT s.dossier_id, s.kind, s.period, s.half, s.due_on,
           CASE WHEN s.met_on IS NULL THEN 'open' ELSE 'met' END, s.met_on, '', ''
      FROM should s
     WHERE NOT EXISTS (SELECT FROM visits_obligation o
                        WHERE o.dossier_id = s.dossier_id AND o.kind = s.kind
                          AND o.period = s.period)
        ON CONFLICT (dossier_id, kind, period) DO NOTHING
    RETURNING state
), differs AS (
    SELECT o.id, o.state AS was, o.due_on AS was_due, s.half, s.due_on, s.met_on
      FROM should s JOIN visits_obligation o
        ON o.dossier_id = s.dossier_id AND o.kind = s.kind AND o.period = s.period
     WHERE o.state = 'withdrawn'
        OR o.state = 'open' AND (s.met_on IS NOT NULL OR o.due_on <> s.due_on
                                 OR o.is_half_yearly <> s.half)
), changed AS (
    UPDATE visits_obligation o
       SET due_on = d.due_on, met_on = d.met_on, withdrawal = '', is_half_yearly = d.half,
           state = CASE WHEN d.met_on IS NULL THEN 'open' ELSE 'met' END
      FROM differs d
     WHERE o.id = d.id AND o.state IN ('open', 'withdrawn')
    RETURNING d.was, d.was_due <> d.due_on AS moved, o.state
), gone AS (
    UPDATE visits_obligation o
       SET state = 'withdrawn',
           withdrawal = CASE
               WHEN NOT EXISTS (SELECT FROM owing w WHERE w.id = o.dossier_id)
               THEN coalesce((SELECT nullif(d.ended_as, '') FROM cases_dossier d
                               WHERE d.id = o.dossier_id), 'shut')
               WHEN o.kind IN ('assessment', 'plan') THEN 'stage'
               ELSE 'not_owed' END
     WHERE o.dossier_id = ANY(%(ids)s) AND o.state = 'open'
       AND NOT EXISTS (SELECT FROM should s
                        WHERE s.dossier_id = o.dossier_id AND s.kind = o.kind
                          AND s.period = o.period)
       -- What a later run has made is not judged by an earlier day.
       AND NOT EXISTS (
           SELECT FROM owing w,
                  LATERAL (SELECT date_trunc('year', %(on)s::timestamp)
                                  + CASE WHEN extract(month FROM %(on)s::date) <= 6
                                         THEN interval '0' ELSE interval '6 months' END
                          ) begun(half)
            WHERE w.id = o.dossier_id
              AND CASE o.kind
                  WHEN 'talk' THEN o.period > to_char(
                      CASE WHEN begun.half >= w.half_from THEN begun.half + interval '3 months'
                           ELSE %(on)s::timestamp END, 'YYYY"Q"Q')
                  WHEN 'pre_expiry' THEN o.period = to_char(w.ends_on, 'YYYY"Q"Q')
                                     AND w.ends_on - %(pre_opens)s > %(on)s
                  WHEN 'helper' THEN o.period > to_char(%(on)s::date, 'YYMMDD')
                  ELSE false END)
    RETURNING 1
)
SELECT (SELECT count(*) FROM added),
       (SELECT count(*) FROM added WHERE state = 'met')
           + (SELECT count(*) FROM changed WHERE state = 'met'),
       (SELECT count(*) FROM changed WHERE was = 'open' AND state = 'open' AND moved),
       (SELECT count(*) FROM changed WHERE was = 'withdrawn'),
       (SELECT count(*) FROM gone)
"""
