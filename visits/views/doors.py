"""What is owed → who may do it, what its button says, and the one page where it is done."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import User
from accounts.roles import Permission
from visits.choices import BY_HAND, ObligationKind
from visits.models import Obligation

K, P = ObligationKind, Permission
VISIT = (P.VISIT_RECORD, "登记回访", "visits:visit_new")
EXECUTION = (P.EXECUTION_VIEW, "核对执行", "cases:execution")
RESTORATION = (P.RESTORATION_VIEW, "办理恢复权利", "cases:restoration")
ROUND = (P.RATING_MANAGE, "组织评价", "evaluation:dossier")
LETTERS = (P.LETTER_VIEW, "查看文书", "reports:dossier")
DUTIES: dict[str, tuple[Permission, str, str]] = {
    K.TALK: (P.TALK_RECORD, "记录谈话", "visits:talk_new"),
    K.ASSESSMENT: (P.ASSESS, "填写研判", "visits:plan_edit"),
    K.PLAN: (P.PLAN_EDIT, "起草方案", "visits:plan_edit"),
    K.HELPER: (P.HELPER_DESIGNATE, "指定帮扶人", "cases:helper"),
    **dict.fromkeys((K.BASELINE_ROUND, K.YEARLY_ROUND, K.FINAL_ROUND), ROUND),
    **dict.fromkeys(
        (K.FIRST_VISIT, K.PRE_EXPIRY, K.YEARLY_VISIT, K.CLEARING_FIRST, K.CLEARING_SECOND), VISIT
    ),
    **dict.fromkeys(
        (K.ANNOUNCE, K.FILING, K.POST_CHANGE, K.PAY_CHANGE, K.EXECUTION_REPORT), EXECUTION
    ),
    **dict.fromkeys(
        (K.RESTORE_NOTICE, K.RESTORE_APPLY, K.RESTORE_PUBLIC, K.RESTORE_REPORT), RESTORATION
    ),
    **dict.fromkeys((K.LETTER, K.LETTER_RECEIPT, K.USE_REPLY), LETTERS),
    K.ISSUE_FIX: (P.EXECUTION_VIEW, "办理整改", ""),
    K.NEED_REPLY: (P.NEED_VIEW, "办理诉求", ""),
}
# Codes of records are twelve signs; what follows tells rounds of the same record apart.
CODE = 12


@dataclass(frozen=True)
class Door:
    """Where a duty is done; `label` is empty for who may only look."""

    label: str
    url: str


def door_of(duty: Obligation, dossier_code: str, user: User) -> Door:
    """What no page does by itself leads to the dossier."""
    if duty.kind in BY_HAND and user.may(P.PLAN_EDIT):
        return Door("办结", reverse("visits:meet", args=[dossier_code, duty.kind, duty.period]))
    permission, label, view = DUTIES.get(duty.kind, (P.DOSSIER_VIEW, "", ""))
    page = reverse("dashboard:dossier", args=[dossier_code])
    if not label or not user.may(permission):
        return Door("", page)
    if duty.kind == K.NEED_REPLY:
        return Door(label, reverse("needs:need", args=[duty.period[:CODE]]))
    if duty.kind == K.ISSUE_FIX:
        return Door(label, reverse("cases:issue", args=[dossier_code, duty.period[:CODE]]))
    query = f"?{urlencode({'period': duty.period})}" if duty.is_talk else ""
    return Door(label, reverse(view, args=[dossier_code]) + query)
