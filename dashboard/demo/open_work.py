"""What waits when the stage opens: visits ahead, needs, a plan to approve, the leading group."""

from datetime import date, timedelta

from accounts.acting import acting_as, as_system
from accounts.models import User
from cases.choices import DossierStatus
from cases.models import Dossier
from columns.codes import new_code
from dashboard.demo.settling import second_of
from dashboard.demo.stage import Stage
from needs.actions import assign_need, register_need
from needs.actions.answering import Assignment
from needs.actions.registering import Asked
from needs.choices import Category
from visits.actions import Member, reconcile, save_plan, submit_plan
from visits.actions.arranging import Seats, arrange_visit
from visits.actions.group import approve_year_plan, enter_member, save_year_plan, submit_year_plan
from visits.actions.plan_rows import GoalFacts, LaneFacts, MeasureFacts, PlanRows, StepFacts
from visits.choices import Willingness
from visits.choices.planning import GroupPart
from visits.choices.visiting import Place, TeamPart, VisitMode
from visits.models import Plan

# Visits that lie ahead: so many days from the day of the stage.
AHEAD = (5, 9, 12)
# (asked so many days ago, in how many days an answer was asked for, words, category)
ASKED = (
    (45, 30, "老家房屋因汛期受损，希望帮助联系危房改造补助。", Category.LIFE),
    (12, 30, "希望参加系统内的业务骨干培训班。", Category.WORK),
    (4, 30, "孩子秋季转学的学籍手续还差一个证明，希望帮助协调。", Category.CHILDREN),
)
FORWARDED = "请了解情况，符合条件的协助办理，并书面答复。"
MEMBERS = (
    ("fenguan", GroupPart.HEAD, "区纪委监委分管领导"),
    ("zhuren", GroupPart.MEMBER, "案件审理室主任"),
)
YEAR_PLAN = {
    "purpose": "在办对象回访全覆盖，季度谈心谈话按期完成率不低于95%，困难诉求件件有答复。",
    "content": "一季度完成访前研判和方案；每半年开展一次集中回访；四季度综合评价并反馈组织部门。",
    "duties": "案件审理室牵头，监督检查室、乡镇纪委承办，单位党组织落实帮扶。",
    "objects_text": "受党纪政务处分、尚在影响期内的党员干部和公职人员。",
}
MEASURE = ("area", "text", "who", "due_on", "sign", "kind", "from_on", "key")
NEW_SIGN = "报名参加，年底前结业"
NEW_MEASURE = "参加市里组织的业务骨干培训，回单位讲一课"


def open_work(stage: Stage, dossier_ids: list[int], *, on: date) -> None:
    visited = Dossier.objects.filter(
        pk__in=dossier_ids, status=DossierStatus.VISITING, handler__isnull=False
    ).order_by("number")
    files = list(visited.select_related("handler", "cadre__unit"))
    _arrange_ahead(stage, files[: len(AHEAD)], on=on)
    _ask(files[-len(ASKED) :], on=on)
    _hand_in_a_new_version(files, on=on)
    _seat_the_group(stage, on=on)
    reconcile(dossier_ids, on=on)


def _arrange_ahead(stage: Stage, files: list[Dossier], *, on: date) -> None:
    """The next visits to the first who are being visited, by two of their office."""
    for days, dossier in zip(AHEAD, files, strict=False):
        by = _handler(dossier)
        team = [Member(TeamPart.LEADER, by), Member(TeamPart.VISITOR, second_of(stage, by))]
        with acting_as(by), as_system():
            arrange_visit(
                dossier,
                token=new_code(),
                seats=Seats(team),
                by=by,
                on=on,
                wish=Willingness.WILLING,
                planned_on=on + timedelta(days=days),
                mode=VisitMode.FACE,
                place=Place.OFFICE,
            )


def _ask(files: list[Dossier], *, on: date) -> None:
    """One is late, one is with a department, one nobody has looked at."""
    for place, (dossier, told) in enumerate(zip(files, ASKED, strict=False)):
        ago, term, words, category = told
        by, day = _handler(dossier), on - timedelta(days=ago)
        asked = Asked(words, day, category=category, due_on=day + timedelta(days=term))
        with acting_as(by), as_system():
            need = register_need(dossier, token=new_code(), asked=asked, by=by, on=day)
            if place < len(ASKED) - 1 and dossier.cadre is not None and dossier.cadre.unit:
                assign_need(
                    need,
                    version=need.version,
                    assignment=Assignment(dossier.cadre.unit, FORWARDED, category),
                    by=by,
                    on=day,
                )


def _hand_in_a_new_version(files: list[Dossier], *, on: date) -> None:
    """Of the first plan in force that nobody is changing: one measure more, one sharper."""
    ids = [dossier.pk for dossier in files]
    plans = Plan.objects.in_force().filter(dossier__in=ids, drafted_by__isnull=False)
    plan = plans.select_related("dossier__handler").order_by("-pk").first()
    if plan is None:
        return
    by = _handler(plan.dossier)
    with acting_as(by), as_system():
        fresh = save_plan(
            plan.dossier,
            version=0,
            rows=_carried_on(plan, on=on),
            by=by,
            on=on,
            approach=plan.approach,
            situation=plan.situation,
            arrangement=plan.arrangement,
            division=plan.division,
            cautions=plan.cautions,
            change_reason="状态好转，增加一项赋能措施。",
            person_view="agrees",
            person_words="同意，希望早点参加培训。",
            person_on=on - timedelta(days=2),
        )
        submit_plan(fresh, version=fresh.version, by=by, on=on)


def _carried_on(plan: Plan, *, on: date) -> PlanRows:
    measures = [
        MeasureFacts(**{name: getattr(each, name) for name in MEASURE})
        for each in plan.measures.all()
    ]
    more = MeasureFacts(
        "work", NEW_MEASURE, "单位党组织", on + timedelta(days=90), NEW_SIGN, "enable"
    )
    return PlanRows(
        goals=[GoalFacts(each.phase, each.text, each.by_on) for each in plan.goals.all()],
        measures=[*measures, more],
        lanes=[LaneFacts(each.lane, each.body, each.who, each.task) for each in plan.lanes.all()],
        steps=[
            StepFacts(each.kind, each.planned_on, each.label, each.mode, each.who, each.focus)
            for each in plan.steps.all()
        ],
    )


def _seat_the_group(stage: Stage, *, on: date) -> None:
    """Its members since January, and the plan of the year."""
    first = date(on.year, 1, 6)
    director, leader = stage.users["zhuren"], stage.users["fenguan"]
    office = director.unit
    with acting_as(director), as_system():
        for name, part, post in MEMBERS:
            user = stage.users[name]
            enter_member(
                office, name=user.display_name, post=post, part=part, from_on=first,
                token=new_code(), by=director, on=first, user=user,
            )  # fmt: skip
        plan = save_year_plan(office, year=on.year, version=0, by=director, on=first, **YEAR_PLAN)
        submit_year_plan(plan, version=plan.version, by=director, on=first)
    with acting_as(leader), as_system():
        approve_year_plan(plan, version=plan.version, by=leader, on=first + timedelta(days=9))


def _handler(dossier: Dossier) -> User:
    if dossier.handler is None:
        raise LookupError(f"nobody handles {dossier.number}")
    return dossier.handler
