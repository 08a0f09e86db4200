"""What notices of an ended period rest on: every fact of their words, and the sum of them."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from accounts.choices import UnitKind
from cases.choices import SHUT_STATUSES
from reports.rules.notice import NoticeFacts

# practice E.2: prepared before the last day, so that the day after finds them ready.
DRAFT_DAYS = 7

# The dossiers that shall have notices on that day, each with its facts and their digest: the same
# facts always give the same text, so that equal digests mean equal papers. An end before the
# office began is none of its business (decisions 1.10); a restoration that is awaited has no end.
BASIS = """
policy AS (
    SELECT DISTINCT ON (office_id) office_id, duties_from
      FROM cases_policy
     WHERE status = 'published' AND valid_from <= %(on)s
     ORDER BY office_id, valid_from DESC, number DESC
), ending AS (
    SELECT d.id, d.cadre_id, d.owner_id, d.overall_end
      FROM cases_dossier d JOIN policy p ON p.office_id = d.owner_id
     WHERE d.id = ANY(%(ids)s) AND d.kind = 'sanction' AND d.voided_at IS NULL
       AND d.status <> ALL(%(shut)s) AND NOT d.awaiting_restoration
       AND d.overall_end BETWEEN coalesce(p.duties_from, '-infinity')
                             AND %(on)s::date + %(days)s::int
), told AS MATERIALIZED (
    SELECT e.id, jsonb_build_object(
        'end', e.overall_end, 'name', c.name, 'post', c.post,
        'unit', u.full_name, 'unit_id', u.id,
        'personnel', coalesce(o.full_name, ''), 'personnel_id', o.id,
        'decisions', (
            SELECT jsonb_agg(jsonb_build_object(
                       'decided_on', x.decided_on, 'system', x.system,
                       'measure', split_part(coalesce(changed.name, m.name), '（', 1),
                       'organ', p.organ_name, 'number', p.number) ORDER BY x.decided_on, x.id)
              FROM cases_decision x
              JOIN cases_measure m ON m.code = x.measure_id
              JOIN cases_document p ON p.id = x.document_id
              LEFT JOIN LATERAL (
                  SELECT n.name
                    FROM cases_decisionevent v JOIN cases_measure n ON n.code = v.measure_id
                   WHERE v.decision_id = x.id AND v.kind = 'changed' AND v.voided_at IS NULL
                   ORDER BY v."on" DESC, v.id DESC LIMIT 1
              ) changed ON true
             WHERE x.dossier_id = e.id AND x.voided_at IS NULL
               AND x.status NOT IN ('annulled', 'void')),
        'clocks', coalesce((
            SELECT jsonb_agg(jsonb_build_object(
                       'system', k.system, 'kind', k.slot, 'start', k.start, 'end', k."end")
                       ORDER BY k.decision_id, k.slot)
              FROM cases_clock k WHERE k.cadre_id = e.cadre_id), '[]')) AS facts
      FROM ending e
      JOIN cases_cadre c ON c.id = e.cadre_id
      JOIN accounts_unit u ON u.id = c.unit_id
      JOIN accounts_unit w ON w.id = e.owner_id
      LEFT JOIN reports_letterhead h ON h.office_id = e.owner_id
      LEFT JOIN LATERAL (
          SELECT n.id FROM accounts_unit n
           WHERE n.kind = %(personnel)s AND n.parent_id = w.parent_id
             AND (n.closed_on IS NULL OR n.closed_on > %(on)s)
           ORDER BY n.id LIMIT 1
      ) near ON true
      LEFT JOIN accounts_unit o ON o.id = coalesce(h.addressee_id, near.id)
), basis AS MATERIALIZED (
    SELECT id, facts, (facts->>'end')::date AS "end",
           encode(sha256(convert_to(facts::text, 'UTF8')), 'hex') AS digest
      FROM told WHERE facts->'decisions' <> 'null'
)
"""


@dataclass(frozen=True)
class Basis:
    facts: NoticeFacts
    digest: str


def basis_params(dossier_ids: list[int], *, on: date) -> dict[str, Any]:
    return {
        "ids": dossier_ids,
        "on": on,
        "days": DRAFT_DAYS,
        "shut": sorted(map(str, SHUT_STATUSES)),
        "personnel": UnitKind.PERSONNEL,
    }


def basis_of(dossier_id: int, *, on: date) -> Basis | None:
    """As it is now; None when no notice is due."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH {BASIS} SELECT facts::text, digest FROM basis",  # noqa: S608 (our own text)
            basis_params([dossier_id], on=on),
        )
        row = cursor.fetchone()
    return Basis(NoticeFacts.thawed(json.loads(row[0])), row[1]) if row else None
