"""Verbs of who may find a file: 指派 and 回避. What they say takes effect with the next request."""

from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q, Value
from django.db.models.functions import Least

from accounts.acting import act
from accounts.models import User
from audit.record import record
from cases.actions.dossiers import locked, set_handler
from cases.choices.access import RecusalGround
from cases.facts.access import (
    anchored_to,
    area_of,
    denials_of,
    handlers_for,
    is_dormant,
    keeps,
)
from cases.models import Assignment, Cadre, Dossier, Recusal
from columns.refusal import Refused
from web.dates import cn_date

NOT_OURS = "这份档案由另一个机关管理，知悉范围由管档机关的审理室办理。"
SETTLED = "这一项刚被他人办理过，请刷新页面后查看。"


@act
def assign(
    dossier: Dossier,
    *,
    user: User,
    from_on: date,
    to_on: date | None,
    reason: str,
    document: str,
    by: User,
    on: date,
) -> Assignment:
    """指派: to somebody of the discipline organs who would not find the file by his organ."""
    held = locked(dossier)
    refuse_not_keeper(held, by)
    _refuse_dates(held, user, from_on, to_on, on=on)
    _refuse_reader(held, user, by, on=on)
    if not reason.strip():
        raise Refused("请写明指派的事由。例如抽调参加2026年第四季度回访。")
    _refuse_overlap(held, user, from_on, to_on)
    assignment = Assignment.objects.create(
        dossier=held,
        user=user,
        from_on=from_on,
        to_on=to_on,
        reason=reason.strip(),
        document=document.strip(),
        granted_by=by,
    )
    record("assignment.made", assignment, by=by, cadre_id=held.cadre_id, to=user.pk, on=from_on)
    return assignment


@act
def end_assignment(assignment: Assignment, *, by: User, on: date) -> None:
    """From this moment on he finds it no more by this assignment."""
    dossier = assignment.dossier
    refuse_not_keeper(dossier, by)
    standing = Assignment.objects.filter(pk=assignment.pk).not_over(on=on)
    if not standing.update(**ended_before(on)):
        raise Refused(SETTLED)
    record(
        "assignment.ended",
        assignment,
        by=by,
        cadre_id=dossier.cadre_id,
        to=assignment.user_id,
        on=on,
    )


@act
def recuse(
    cadre: Cadre, *, user: User, ground: RecusalGround, note: str, from_on: date, by: User, on: date
) -> Recusal:
    """回避: declared by whoever must stay away, or entered for him by the office. It takes nothing
    else from him: the page of the file says which places he still holds."""
    held = locked_person(cadre)
    if user.pk != by.pk:
        refuse_not_keeper_of(held, by)
    if ground == RecusalGround.OTHER and not note.strip():
        raise Refused("选“其他可能影响公正的情形”的，请写明是什么情形。例如曾同在一个项目组。")
    if from_on > on:
        raise Refused("回避自登记之日起生效，起始日期不能晚于今天。")
    if held.recusals.holding(on=on).filter(user=user).exists():
        raise Refused(f"{user.display_name}已经登记回避，不需要再登记。")
    recusal = Recusal.objects.create(
        cadre=held, user=user, ground=ground, note=note.strip(), from_on=from_on, entered_by=by
    )
    verb = "recusal.declared" if user.pk == by.pk else "recusal.entered"
    record(verb, recusal, by=by, to=user.pk, on=from_on)
    return recusal


@act
def end_recusal(recusal: Recusal, *, reason: str, by: User, on: date) -> None:
    """By the office, never by the recused himself."""
    if recusal.user_id == by.pk:
        raise Refused("本人的回避由审理室的另一位同志解除。")
    refuse_not_keeper_of(recusal.cadre, by)
    if not reason.strip():
        raise Refused("请写明解除回避的原因。例如登记有误，不是近亲属。")
    standing = Recusal.objects.filter(pk=recusal.pk, to_on__isnull=True)
    ended = standing.update(ended_by=by, end_reason=reason.strip(), **ended_before(on))
    if not ended:
        raise Refused(SETTLED)
    record("recusal.ended", recusal, by=by, to=recusal.user_id, on=on, reason=reason)


@act
def replace_handler(dossier: Dossier, *, handler: User, by: User, on: date) -> None:
    """改派承办人: mostly because the present one has stepped back and finds the file no more."""
    held = locked(dossier)
    refuse_not_keeper(held, by)
    if not held.is_open:
        raise Refused(f"档案已是“{held.get_status_display()}”，不再改派承办人。")
    able = {each.user.pk for each in handlers_for(held, on=on)}
    if handler.pk not in able:
        raise Refused(f"{handler.display_name}看不到这份档案或者不承办档案，请另选一位同志。")
    if handler.pk == held.handler_id:
        raise Refused(f"{handler.display_name}已经是这份档案的承办人。")
    set_handler(held, handler=handler, by=by, on=on)


def refuse_not_keeper(dossier: Dossier, by: User) -> None:
    if not keeps(by, dossier):
        raise Refused(NOT_OURS)


def refuse_not_keeper_of(cadre: Cadre, by: User) -> None:
    """Who keeps the open file speaks for the person; without one, who keeps the newest."""
    present = kept_file(cadre)
    if present is None or not keeps(by, present):
        raise Refused(NOT_OURS)


def kept_file(cadre: Cadre) -> Dossier | None:
    """The file whose office says who finds the person: the open one, else the newest."""
    live = Dossier.objects.live().filter(cadre=cadre)
    ordered = live.order_by("-row__is_open", "-pk").select_related("owner__parent", "row")
    return ordered.first()


def locked_person(cadre: Cadre) -> Cadre:
    """Until the end of the transaction nobody else says who finds this person."""
    return Cadre.objects.select_for_update(of=("self",), no_key=True).get(pk=cadre.pk)


def ended_before(on: date) -> dict[str, Any]:
    """Columns that end a span at once: its last day is yesterday. One that began today never held;
    its first day moves with the last, and the row history keeps what it was."""
    last = on - timedelta(days=1)
    return {"to_on": last, "from_on": Least(F("from_on"), Value(last))}


def _refuse_dates(
    dossier: Dossier, user: User, from_on: date, to_on: date | None, *, on: date
) -> None:
    if from_on < on:
        raise Refused(f"指派从今天或以后开始，起始日期不能早于{cn_date(on)}。")
    if to_on is not None and to_on < from_on:
        raise Refused(f"到期日不能早于起始日期{cn_date(from_on)}。")
    # decisions 3.2: an organ above reads a file only by a grant with an end.
    if to_on is None and not user.unit.path.startswith(area_of(dossier).path):
        raise Refused(f"{user.unit.full_name}不在本地区，指派须写明到期日。")


def _refuse_reader(dossier: Dossier, user: User, by: User, *, on: date) -> None:
    """Whom an assignment would give nothing, or what another rule denies him anyway."""
    name = user.display_name
    if user.pk == by.pk:
        raise Refused("不能指派给自己。")
    if not user.is_active or not user.is_discipline:
        role = user.get_role_display() or "没有权限"
        raise Refused(f"{name}现在的角色是“{role}”，指派后也看不到档案。请选择纪检监察机关的同志。")
    if is_dormant(dossier, on=on):
        raise Refused("档案已归档（销号满六个月），只有管档机关能查，不能指派。")
    denied = denials_of(dossier.cadre, on=on)
    if user.pk in denied.recused:
        raise Refused(f"{name}已对这位同志登记回避，不能指派。请另选一位同志。")
    if user.pk in denied.own:
        raise Refused(f"{name}的账号正在核对或者已核定为本人，不能指派。请另选一位同志。")
    if user.pk in anchored_to(dossier, on=on):
        raise Refused(f"{name}已经能够查看这份档案，不需要指派。")


def _refuse_overlap(dossier: Dossier, user: User, from_on: date, to_on: date | None) -> None:
    """A later one may stand already; two at the same time would leave unclear which one ended."""
    reaching = Q(to_on__isnull=True) | Q(to_on__gte=from_on)
    until = Q(from_on__lte=to_on) if to_on is not None else Q()
    other = Assignment.objects.filter(reaching, until, dossier=dossier, user=user).first()
    if other is not None:
        raise Refused(
            f"{user.display_name}自{cn_date(other.from_on)}起已有一项指派，请先结束那一项。"
        )
