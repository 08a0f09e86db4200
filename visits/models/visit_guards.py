"""What the database itself holds of a visit: the steps it may take, its team, its chains."""

import pgtrigger

from columns.walls import one_of
from visits.choices.visiting import BEGINNINGS, EDGES, VisitStatus

# From here on two officers stand behind it (practice D.3, E.4).
WITH_A_TEAM = one_of(
    "NEW.status", {VisitStatus.READY, VisitStatus.HELD, VisitStatus.SIGNING, VisitStatus.DONE}
)
STEPS = ", ".join(f"('{was}', '{now}')" for was, now in sorted(EDGES))

# At commit time: the rows of the team may be written after the visit itself.
TEAM = """
    IF (SELECT count(DISTINCT user_id) FROM visits_visitteam
         WHERE visit_id = NEW.id AND counts) < 2 THEN
        RAISE EXCEPTION 'visit % has fewer than two discipline officers', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_two_visitors';
    END IF;
    IF NEW.is_key AND NOT EXISTS (SELECT FROM visits_visitteam
         WHERE visit_id = NEW.id AND counts AND part = 'leader') THEN
        RAISE EXCEPTION 'key visit % has no responsible person', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_key_is_led';
    END IF;
    RETURN NULL;
"""
TEAM_CHANGED = """
    IF EXISTS (SELECT FROM visits_visit WHERE id = OLD.visit_id
                  AND status IN ('ready', 'held', 'signing', 'done'))
       AND (SELECT count(DISTINCT user_id) FROM visits_visitteam
             WHERE visit_id = OLD.visit_id AND counts) < 2 THEN
        RAISE EXCEPTION 'visit % would lose its second officer', OLD.visit_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_two_visitors';
    END IF;
    IF EXISTS (SELECT FROM visits_visit WHERE id = OLD.visit_id AND is_key
                  AND status IN ('ready', 'held', 'signing', 'done'))
       AND NOT EXISTS (SELECT FROM visits_visitteam
             WHERE visit_id = OLD.visit_id AND counts AND part = 'leader') THEN
        RAISE EXCEPTION 'key visit % would lose its responsible person', OLD.visit_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_key_is_led';
    END IF;
    RETURN NULL;
"""
STEP = """
    IF (OLD.status, NEW.status) NOT IN (VALUES <steps>) THEN
        RAISE EXCEPTION 'visit % cannot go from % to %', NEW.id, OLD.status, NEW.status
            USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_step_allowed';
    END IF;
    IF NEW.status = 'declined' AND NOT EXISTS (
        SELECT FROM visits_visitcontact r
          JOIN visits_visitcontact o ON o.visit_id = r.visit_id AND o.kind = 'offered'
               AND o.happened_on > r.happened_on AND o.happened_on <= r.happened_on + 30
          JOIN visits_visitcontact p ON p.visit_id = r.visit_id AND p.kind = 'party'
               AND p.happened_on >= o.happened_on
         WHERE r.visit_id = NEW.id AND r.kind = 'refused') THEN
        RAISE EXCEPTION 'visit %: offered again and party organisation come first', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_declined_after_chain';
    END IF;
    IF NEW.status = 'lost' AND (
        SELECT count(DISTINCT happened_on) FROM visits_visitcontact
         WHERE visit_id = NEW.id AND kind = 'attempt') < 3 THEN
        RAISE EXCEPTION 'visit %: three attempts on different days come first', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_lost_after_attempts';
    END IF;
    RETURN NEW;
""".replace("<steps>", STEPS)
BEGINNING = """
    IF NEW.status NOT IN (<beginnings>) THEN
        RAISE EXCEPTION 'a visit does not begin as %', NEW.status
            USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_step_allowed';
    END IF;
    RETURN NEW;
""".replace("<beginnings>", ", ".join(f"'{state}'" for state in sorted(BEGINNINGS)))
# What he signed stays as it was signed: an error found later is appended (practice E.4).
SIGNED = (
    "number", "visited_on", "starts_at", "ends_at", "place", "place_note", "mode", "mode_reason",
    "attitude", "attitude_text", "mood", "mood_text", "work_text", "achievements", "need",
    "need_text", "advice_text", "case_advice", "response", "state", "change", "prescription",
    "opinion", "grade", "next_on", "signature", "unsigned_reason", "signed_on", "recorded_by_id",
    "recorded_on", "is_key",
)  # fmt: skip


def _row(which: str) -> str:
    return ", ".join(f"{which}.{name}" for name in SIGNED)


TEAM_TRIGGERS = [
    pgtrigger.Trigger(
        name="keeps_two_visitors",
        when=pgtrigger.After,
        operation=pgtrigger.Update | pgtrigger.Delete,
        timing=pgtrigger.Deferred,
        func=TEAM_CHANGED,
    )
]
VISIT_TRIGGERS = [
    pgtrigger.Trigger(
        name="two_visitors",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update,
        timing=pgtrigger.Deferred,
        condition=pgtrigger.Condition(WITH_A_TEAM),
        func=TEAM,
    ),
    pgtrigger.Trigger(
        name="step_allowed",
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf("status"),  # type: ignore[no-untyped-call]  # pgtrigger's own
        condition=pgtrigger.AnyChange("status"),
        func=STEP,
    ),
    pgtrigger.Trigger(
        name="begins_allowed",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=BEGINNING,
    ),
    pgtrigger.Protect(
        name="signed_is_final",
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            f"OLD.status = 'done' AND ({_row('OLD')}) IS DISTINCT FROM ({_row('NEW')})"
        ),
    ),
]
