"""Approving a plan or returning it: the reading view, what changed, one's opinion."""

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from cases.models import Dossier
from columns.refusal import Refused
from visits.actions import approve_plan, return_plan
from visits.facts.similar import resemblance_of
from visits.forms import ReturnForm
from visits.models import Assessment, Plan
from visits.rules.diffs import Difference, differences
from visits.views.pages import dossier_or_404, name_of, page
from visits.views.plans import may_decide
from web.dates import cn_date
from web.pages import see_other
from workdays import clock

QUICK_WORDS = ("请补充本人意愿。", "目标再具体一些。", "时间安排与影响期不衔接。")


@requires(Permission.PLAN_APPROVE, reads=Verb.PERSON_OPEN)
def plan_review(request: SignedInRequest, code: str) -> HttpResponse:
    dossier = dossier_or_404(request, code)
    plans = Plan.objects.visible_to(request.user).filter(dossier=dossier).for_page()
    plan = get_object_or_404(plans.unfinished())
    form = ReturnForm(request.POST or None, initial={"version": plan.version})
    if request.method == "POST" and form.is_valid():
        answer = _decide(request, dossier, plan, form)
        if answer is not None:
            return answer
    before = plans.filter(number__lt=plan.number).order_by("-number").first()
    context = {
        "form": form,
        "plan": plan,
        "dossier": dossier,
        "name": name_of(dossier),
        "assessment": Assessment.objects.with_authors().current_of(dossier),
        "changes": changes(before, plan),
        "may_decide": may_decide(request, plan),
        "quick_words": QUICK_WORDS,
        "resemblance": resemblance_of(plan, viewer=request.user),
    }
    return page(request, "visits/plan_review.html", context, has_errors=bool(form.errors))


def _decide(
    request: SignedInRequest, dossier: Dossier, plan: Plan, form: ReturnForm
) -> HttpResponse | None:
    verb = return_plan if "return" in request.POST else approve_plan
    try:
        verb(plan, by=request.user, on=clock.today(), **form.cleaned_data)
    except Refused as refusal:
        form.add_error("remark" if verb is return_plan else None, str(refusal))
        return None
    messages.success(request, "已退回修改。" if verb is return_plan else "已同意。")
    following = _waiting(request)
    if following is not None:
        return see_other("visits:plan_review", following.dossier.code)
    return see_other("visits:plan", dossier.code)


def _waiting(request: SignedInRequest) -> Plan | None:
    """Approval goes straight on to the next plan that waits for this person."""
    mine = Plan.objects.visible_to(request.user).waiting_for(request.user)
    return mine.select_related("dossier").order_by("submitted_on", "pk").first()


def changes(before: Plan | None, after: Plan) -> list[Difference]:
    """Nothing for a first version: there is nothing to compare with."""
    return differences(sections(before), sections(after)) if before is not None else []


def sections(plan: Plan) -> dict[str, Sequence[str]]:
    """The plan as lines under headings, for comparing."""
    return {
        "主要做法": _lines(plan.get_approach_display()),
        "情况分析": _lines(plan.situation),
        "责任线": [f"{each.get_lane_display()}：{each.body}" for each in plan.lanes.all()],
        "本人意见": [
            f"{plan.get_person_view_display()}：{line}" for line in _lines(plan.person_words)
        ],
        "帮扶目标": [
            f"{goal.get_phase_display()}：{goal.text}{_by(goal.by_on)}" for goal in plan.goals.all()
        ],
        "帮扶措施": [
            f"{each.get_area_display()}·{each.get_kind_display() or '未分类'}："
            f"{each.text}，{each.who}{_by(each.due_on)}"
            + (f"，成效：{each.sign}" if each.sign else "")
            for each in plan.measures.all()
        ],
        "回访和谈心安排": [
            *(
                f"{cn_date(each.planned_on)}{each.get_kind_display()}"
                + "".join(f"，{word}" for word in (each.label, each.who, each.focus) if word)
                for each in plan.steps.all()
            ),
            *_lines(plan.arrangement),
        ],
        "责任分工": _lines(plan.division),
        "注意事项": _lines(plan.cautions),
    }


def _by(day: date | None) -> str:
    return f"，{cn_date(day)}前" if day else ""


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
