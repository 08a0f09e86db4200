"""A line of the desk about local rules: a draft that waits for whoever may publish it."""

from datetime import date

from django.urls import reverse

from accounts.models import User
from cases.models import Policy
from cases.querysets import PolicyQuerySet
from dashboard.desk.lines import Action, Line


def to_publish(user: User) -> PolicyQuerySet:
    """Of one's own organ, finished by somebody else."""
    drafts = Policy.objects.visible_to(user).waiting_for(user)
    return drafts.select_related("drafted_by", "office").order_by("pk")


def policy_line(draft: Policy, user: User, today: date) -> Line:
    return Line(
        name=f"本地规则第{draft.number}版",
        unit=draft.office.full_name,
        url=draft.get_absolute_url(),
        what="本地规则草稿，待核对影响后发布",
        who=draft.drafted_by.display_name if draft.drafted_by else "",
        due=draft.valid_from,
        due_words="拟生效",
        action=Action("核对", reverse("corrections:policy_publish", args=[draft.number])),
    )
