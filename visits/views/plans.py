"""Reading 研判 and 方案."""

from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from cases.choices import DossierStatus
from cases.models import Dossier
from cases.views import header_of
from visits.actions import decided_by
from visits.choices import PlanStatus
from visits.facts.plans import is_group_member, progress_of
from visits.facts.similar import resemblance_of
from visits.models import Assessment, AssessmentNote, GroupDecision, Plan
from visits.views.pages import dossier_or_404, may_read_restricted
from workdays import clock

# Later on the assessment under the plan is history.
ASSESSING = frozenset({DossierStatus.REGISTERED, DossierStatus.ASSESSING})


@requires(Permission.ASSESS, reads=Verb.PERSON_OPEN)
def assessment(request: SignedInRequest, code: str) -> HttpResponse:
    dossier = dossier_or_404(request, code)
    current = Assessment.objects.visible_to(request.user).with_authors().current_of(dossier)
    context = {
        "header": header_of(dossier, clock.today(), request.user),
        "tab": "assessment",
        "dossier": dossier,
        "assessment": current,
        "has_note": _has_note(request, dossier, current),
        "may_edit": dossier.status in ASSESSING and request.user.may(Permission.PLAN_EDIT),
    }
    return TemplateResponse(request, "visits/assessment.html", context)


@requires(Permission.PLAN_VIEW, reads=Verb.PERSON_OPEN)
def plan(request: SignedInRequest, code: str) -> HttpResponse:
    """The newest version one may see, or the one that is asked for by its number."""
    dossier = dossier_or_404(request, code)
    found = Plan.objects.visible_to(request.user).filter(dossier=dossier).for_page()
    versions = list(found.order_by("-number"))
    number = request.GET.get("number", "")
    asked = [each for each in versions if str(each.number) == number]
    shown = next(iter(asked or versions), None)
    waiting = any(each.is_waiting for each in versions)
    today = clock.today()
    context = {
        **_beside(request, dossier, shown),
        "progress": progress_of(shown, today=today) if shown is not None else [],
        "may_settle": (
            shown is not None
            and shown.is_in_force
            and dossier.is_open
            and request.user.may(Permission.MEASURE_SETTLE)
        ),
        "header": header_of(dossier, today, request.user),
        "tab": "plan",
        "dossier": dossier,
        "plan": shown,
        "versions": versions,
        "may_decide": shown is not None and may_decide(request, shown),
        "may_edit": dossier.is_open and not waiting and request.user.may(Permission.PLAN_EDIT),
    }
    return TemplateResponse(request, "visits/plan.html", context)


def _beside(request: SignedInRequest, dossier: Dossier, shown: Plan | None) -> dict[str, Any]:
    """What the discipline organ alone reads: the group's decisions, likeness to another plan."""
    user = request.user
    reads = user.may(Permission.STATE_VIEW)
    decisions = GroupDecision.objects.filter(dossier=dossier).select_related("by")
    compares = reads and shown is not None and not shown.is_in_force
    return {
        "decisions": list(decisions) if reads else [],
        "may_read_state": reads,
        "may_enter_decision": dossier.is_open and user.may(Permission.GROUP_DECISION_ENTER),
        "resemblance": resemblance_of(shown, viewer=user) if compares and shown else None,
    }


def may_decide(request: SignedInRequest, plan: Plan) -> bool:
    user = request.user
    return (
        plan.is_waiting
        and user.may(Permission.PLAN_APPROVE)
        and user.role == decided_by(plan)
        and plan.submitted_by_id != user.pk
        and (
            plan.status != PlanStatus.CONFIRMED
            or is_group_member(user.pk, office_id=plan.dossier.owner_id, on=clock.today())
        )
    )


def _has_note(request: SignedInRequest, dossier: Dossier, current: Assessment | None) -> bool:
    """That there are restricted words; they open on a page of their own, for a reason."""
    if current is None or not may_read_restricted(request, dossier):
        return False
    return AssessmentNote.objects.filter(assessment=current).exists()
