"""An office with its people and one dossier, and the words with which its records are filled."""

from dataclasses import dataclass
from datetime import date, time

from accounts.models import Unit, User
from accounts.roles import Role
from cases.models import Dossier
from columns.codes import new_code
from tests import factories
from visits.actions import (
    GoalFacts,
    LaneFacts,
    MeasureFacts,
    Member,
    PlanRows,
    StepFacts,
    approve_plan,
    record_talk,
    record_visit,
    save_assessment,
    save_plan,
    start_assessment,
    submit_plan,
)
from visits.choices import Approach, Area, State
from visits.models import Plan

TODAY = factories.TODAY
BACKEND = "django.contrib.auth.backends.ModelBackend"
DUE = date(2026, 12, 31)

ASSESSED = {
    "look_on": date(2026, 4, 1),
    "look_text": "查阅廉政档案，问题出在报销审核。",
    "listen_on": date(2026, 4, 3),
    "listen_text": "局党组认为本人认错态度较好。",
    "talk_on": date(2026, 4, 8),
    "talk_text": "本人担心以后没有机会。",
    "conclusion": "需要打消顾虑，给任务、给平台。",
    "state": State.HESITANT,
}
GOALS = [GoalFacts("whole", "期满前承担一项重点任务")]
KINDS = {"thought": "untie", "work": "enable", "life": "untie"}
MEASURES = [
    MeasureFacts(area, f"{area.label}方面的具体做法", "分管副局长", DUE, kind=KINDS[area])
    for area in Area
]
LANES = [
    LaneFacts("help", "青禾区财政局党组"),
    LaneFacts("visit", "临澜市纪委监委案件审理室"),
    LaneFacts("use", "临澜市委组织部"),
]
STEPS = [
    StepFacts("visit", date(2026, 10, 20), label="及时访", mode="face", focus="思想认识"),
    StepFacts("talk", date(2026, 12, 20), who="冯修远"),
]
VIEW = {
    "person_view": "agrees",
    "person_words": "同意，希望参加培训。",
    "person_on": date(2026, 9, 20),
}
TOLD = {
    "visited_on": date(2026, 5, 20),
    "starts_at": time(14, 30),
    "ends_at": time(15, 40),
    "place": "office",
    "mode": "face",
    "attitude": "clear",
    "mood": "steady",
    "work_text": "按时完成预算编制。",
    "need": "none",
    "response": "affirm",
    "state": "engaged",
    "change": "first",
    "prescription": "无",
    "opinion": "继续保持联系。",
    "signature": "signed",
}
TALKED = {
    "mode": "face",
    "topics": ["thought", "work"],
    "mood": "steady",
    "need": "none",
    "note": "谈到近期牵头的项目，希望参加业务培训。",
}


@dataclass
class People:
    office: Unit
    unit: Unit
    director: User
    officer: User
    second: User
    leader: User
    helper: User
    dossier: Dossier


def people(**facts) -> People:
    """An office with director, two officers, leader; a dossier with a helper who has an account."""
    office, unit = factories.office(), factories.work_unit()
    helper = factories.user(Role.HELPER, unit, name="冯修远")
    found = People(
        office=office,
        unit=unit,
        director=factories.user(Role.DIRECTOR, office, name="杨主任"),
        officer=factories.user(Role.OFFICER, office, name="陈舟"),
        second=factories.user(Role.OFFICER, office, name="吴川"),
        leader=factories.user(Role.LEADER, office, name="高书记"),
        helper=helper,
        dossier=factories.dossier(office, unit=unit, **facts),
    )
    factories.helper(found.dossier, account=helper)
    return found


def assessed(who: People, **changes):
    row = start_assessment(who.dossier, by=who.officer, on=TODAY)
    facts = {**ASSESSED, **changes}
    return save_assessment(row, version=row.version, by=who.officer, on=TODAY, **facts)


def drafted(who: People, *, version=0, goals=GOALS, measures=MEASURES, **changes) -> Plan:
    lanes, steps = changes.pop("lanes", LANES), changes.pop("steps", STEPS)
    return save_plan(
        who.dossier,
        version=version,
        rows=PlanRows(goals=goals, measures=measures, lanes=lanes, steps=steps),
        by=who.officer,
        on=TODAY,
        **{"approach": Approach.AFFIRM, **VIEW, **changes},
    )


def submitted(who: People, *, by: User | None = None) -> Plan:
    assessed(who)
    plan = drafted(who)
    submit_plan(plan, version=plan.version, by=by or who.officer, on=TODAY)
    return Plan.objects.get(pk=plan.pk)


def approved(who: People) -> Plan:
    plan = submitted(who)
    approve_plan(plan, version=plan.version, by=who.director, on=TODAY)
    return Plan.objects.get(pk=plan.pk)


def pair(*users) -> list[Member]:
    return [Member("visitor", user=user) for user in users]


def visited(who: People, *, team=None, token=None, on=TODAY, parts=None, **changes):
    return record_visit(
        who.dossier,
        token=token or new_code(),
        team=pair(who.officer, who.second) if team is None else team,
        by=who.officer,
        on=on,
        **(parts or {}),
        **{**TOLD, **changes},
    )


def talked(who: People, *, held_on, by=None, token=None, on=TODAY, **changes):
    return record_talk(
        who.dossier,
        token=token or new_code(),
        held_on=held_on,
        by=by or who.helper,
        on=on,
        **{**TALKED, **changes},
    )
