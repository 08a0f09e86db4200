"""The nightly look at teams: who may no longer go, told beside the visits it concerns."""

from dataclasses import dataclass

from django.db import connection

from accounts.acting import for_system
from accounts.roles import DISCIPLINE_ROLES
from audit.choices import Verb
from audit.record import record
from visits.choices.visiting import AHEAD

# One statement over all visits ahead: what is wrong with each team now, and only what differs is
# written. A recusal, a seal, one's own file and an account put to sleep are all the same here.
CHECK = """
WITH seat AS (
    SELECT v.id, v.is_key, t.user_id, t.part,
           u.is_active AND u.role = ANY(%(roles)s)
               AND NOT coalesce(d.cadre_id = ANY (n.cadres), false) AS may_go
      FROM visits_visit v
      JOIN cases_dossier d ON d.id = v.dossier_id
      JOIN visits_visitteam t ON t.visit_id = v.id AND t.counts
      JOIN accounts_user u ON u.id = t.user_id
      JOIN LATERAL (SELECT hf_denied(u.id) AS cadres) n ON true
     WHERE v.status = ANY(%(ahead)s)
), now AS (
    SELECT v.id,
           CASE WHEN bool_or(NOT s.may_go) THEN 'person'
                WHEN count(DISTINCT s.user_id) < 2 THEN 'few'
                WHEN v.is_key AND NOT bool_or(coalesce(s.part = 'leader', false)) THEN 'leader'
                ELSE '' END AS fault
      FROM visits_visit v LEFT JOIN seat s ON s.id = v.id
     WHERE v.status = ANY(%(ahead)s)
     GROUP BY v.id
), changed AS (
    UPDATE visits_visit v SET team_fault = now.fault
      FROM now WHERE v.id = now.id AND v.team_fault <> now.fault
    RETURNING now.fault
)
SELECT count(*) FILTER (WHERE fault <> ''), count(*) FILTER (WHERE fault = '') FROM changed
"""


@dataclass(frozen=True)
class TeamsChecked:
    found: int
    healed: int


def check_teams() -> TeamsChecked:
    """Run as a job of the program, at any hour; twice is the same as once."""
    with for_system("check-teams"):
        with connection.cursor() as cursor:
            cursor.execute(CHECK, {"roles": sorted(DISCIPLINE_ROLES), "ahead": sorted(AHEAD)})
            checked = TeamsChecked(*cursor.fetchone())
        if checked.found or checked.healed:
            record(Verb.VISIT_TEAMS_CHECKED, by=None, **vars(checked))
    return checked
