"""What is current in somebody's hands, so that nobody leaves with it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from accounts.acting import as_system
from accounts.models import User
from accounts.roles import STEWARD_ROLES, Permission, Role
from cases.models import Dossier, DossierAct, Handover, HelperDesignation, Policy
from columns.refusal import Refused
from corrections.models import Correction
from evaluation.models import Conclusion, Round
from intake.models import ImportBatch
from needs.models import Need
from reports.models import Letter
from stewards.querysets import in_care_of
from visits.choices import EDITABLE_PLANS
from visits.choices.visiting import AHEAD, VisitStatus
from visits.models import Draft, Plan, Visit

P = Permission
OF_DOSSIER = "dossier__number"


@dataclass(frozen=True)
class InHand:
    """One kind of work: how many, of which dossiers, and how it is settled."""

    label: str
    remedy: str
    count: int
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class Kind:
    label: str
    remedy: str
    rows: Callable[[User], QuerySet[Any]]
    number: str = OF_DOSSIER
    # Only asked of the last in his organ who may do it.
    permission: Permission | None = None


TO_COLLEAGUE = "由本机关主任在“人员和分工”中转交给另一位同志"
OTHERS = "由本机关另一位同志办理，或转交"


def _handled(user: User) -> QuerySet[Dossier]:
    return Dossier.objects.live().open().filter(handler=user)


def _drafts(user: User) -> QuerySet[Draft]:
    """Nobody else reads them: with the rights gone they are nobody's work any more."""
    return Draft.objects.filter(author=user) if user.role else Draft.objects.none()


def _plans(user: User) -> QuerySet[Plan]:
    return Plan.objects.filter(drafted_by=user, status__in=EDITABLE_PLANS)


def _letters(user: User) -> QuerySet[Letter]:
    return Letter.objects.editable().filter(drafted_by=user)


def _rounds(user: User) -> QuerySet[Round]:
    """Whoever handles the dossier goes on with them; without one they are his."""
    his = Q(dossier__handler=user) | Q(dossier__handler__isnull=True)
    return Round.objects.unfinished().filter(his, opened_by=user)


def _imports(user: User) -> QuerySet[ImportBatch]:
    return ImportBatch.objects.unfinished().filter(uploaded_by=user)


def _corrections(user: User) -> QuerySet[Correction]:
    return Correction.objects.waiting().filter(proposed_by=user)


def _acts(user: User) -> QuerySet[DossierAct]:
    return DossierAct.objects.waiting().filter(proposed_by=user)


def _needs(user: User) -> QuerySet[Need]:
    return Need.objects.handled_by(user)


def _visits_ahead(user: User) -> QuerySet[Visit]:
    return Visit.objects.filter(status__in=AHEAD, team__user=user, team__counts=True)


def _visits_to_finish(user: User) -> QuerySet[Visit]:
    """Who went writes it down, and who wrote it sees to the signature."""
    held = Q(status=VisitStatus.HELD, team__user=user, team__counts=True)
    return Visit.objects.filter(held | Q(status=VisitStatus.SIGNING, recorded_by=user)).distinct()


def _helped(user: User) -> QuerySet[HelperDesignation]:
    return HelperDesignation.objects.current().filter(
        user=user, dossier__in=Dossier.objects.live().open()
    )


def _plans_to_approve(user: User) -> QuerySet[Plan]:
    return Plan.objects.visible_to(user).waiting_for(user)


def _letters_to_approve(user: User) -> QuerySet[Letter]:
    waiting = Letter.objects.visible_to(user).waiting_for_approval()
    return waiting.exclude(Q(submitted_by=user) | Q(drafted_by=user))


def _conclusions(user: User) -> QuerySet[Conclusion]:
    return Conclusion.objects.visible_to(user).waiting().exclude(written_by=user)


def _acts_to_approve(user: User) -> QuerySet[DossierAct]:
    return DossierAct.objects.visible_to(user).waiting().exclude(proposed_by=user)


def _corrections_to_confirm(user: User) -> QuerySet[Correction]:
    return Correction.objects.visible_to(user).waiting_for(user)


def _offers(user: User) -> QuerySet[Handover]:
    return Handover.objects.visible_to(user).offered().filter(receiver=user.unit_id)


def _policies(user: User) -> QuerySet[Policy]:
    return Policy.objects.visible_to(user).waiting_for(user)


LAST = "本机关没有其他同志可以办理，请先为接任的同志授权"
KINDS: tuple[Kind, ...] = (
    Kind("承办的档案", TO_COLLEAGUE, _handled, "number"),
    Kind("没有提交的草稿", "由本人提交或删除；审理室的也可以转交", _drafts),
    Kind("起草中、退回的方案", TO_COLLEAGUE, _plans),
    Kind("起草中、退回的文书", TO_COLLEAGUE, _letters),
    Kind("经办的诉求", TO_COLLEAGUE, _needs),
    Kind("已安排的回访", TO_COLLEAGUE, _visits_ahead),
    Kind("没有登记完、待签字的回访", "由本人登记、补齐签字，或由同组的同志办理", _visits_to_finish),
    Kind("正在进行的评价", OTHERS, _rounds),
    Kind("没有完成的台账导入", "由本机关另一位同志导入或放弃", _imports, ""),
    Kind("等待复核的变动登记", "由另一位同志复核或退回", _corrections),
    Kind("等待审批的暂停、终止、销号", "由另一位同志审批或退回", _acts),
    Kind("担任帮扶人", "由单位或审理室另行指定帮扶人", _helped),
    Kind("等待其审批的方案", LAST, _plans_to_approve, permission=P.PLAN_APPROVE),
    Kind("等待其签发的文书", LAST, _letters_to_approve, permission=P.LETTER_APPROVE),
    Kind("等待其确认的结论", LAST, _conclusions, permission=P.CONCLUSION_CONFIRM),
    Kind("等待其审批的暂停、终止、销号", LAST, _acts_to_approve, permission=P.DOSSIER_APPROVE),
    Kind("等待其复核的变动", LAST, _corrections_to_confirm, permission=P.CORRECTION_CONFIRM),
    Kind("等待其接收的移交", LAST, _offers, permission=P.HANDOVER),
    Kind("等待其发布的本地规则", LAST, _policies, "", permission=P.POLICY_PUBLISH),
)


def in_hand(user: User) -> list[InHand]:
    """Read from all facts: who asks sees none of these dossiers."""
    with as_system():
        return list(_found(user))


def _found(user: User) -> Iterator[InHand]:
    for kind in KINDS:
        if kind.permission is not None and not is_last(user, kind.permission):
            continue
        rows = kind.rows(user).order_by()
        count = rows.count()
        if count:
            yield InHand(kind.label, kind.remedy, count, _numbers(rows, kind.number))


def _numbers(rows: QuerySet[Any], path: str) -> tuple[str, ...]:
    return tuple(sorted(set(rows.values_list(path, flat=True)))) if path else ()


def is_last(user: User, permission: Permission) -> bool:
    """Whether nobody else of his organ may do this."""
    if not user.may(permission):
        return False
    holders = [role for role in Role if User(role=role).may(permission)]
    colleagues = User.objects.filter(unit=user.unit_id, is_active=True, role__in=holders)
    return not colleagues.exclude(pk=user.pk).exists()


def refuse_unfinished(user: User, *, on: date) -> None:
    """With what is current, in office words; the page has the list."""
    found = in_hand(user)
    if found:
        words = "、".join(f"{each.label}{each.count}件" for each in found)
        raise Refused(
            f"还有没有办完或没有转交的事项：{words}。请先转交；"
            "需要立即停止访问的，请安全管理员收回权限。"
        )


def refuse_last_of_kind(user: User) -> None:
    """Without one of 三员 nobody could make, grant or audit any more."""
    if user.role not in STEWARD_ROLES:
        return
    others = User.objects.filter(role=user.role, is_active=True, unit__in=in_care_of(user))
    if not others.exclude(pk=user.pk).exists():
        label = user.get_role_display()
        raise Refused(f"这是最后一位{label}，停用后无人履职。请先为另一位同志授权。")
