"""A version of the local rules: drafted by one person, published by another, then left as it is."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from accounts.acting import act
from accounts.models import Unit, User
from audit.record import record
from cases.choices import PolicyStatus
from cases.facts.policies import stored_values, values_of
from cases.models import Policy
from cases.rules.policies import begins_too_early, changed
from columns.refusal import Refused
from web.dates import cn_date

TOO_LATE = "这份草稿刚被他人办理过，请刷新页面后再办理。"


@act
def start_draft(office: Unit, *, by: User, on: date) -> Policy:
    """A copy of what governs last, for the office to change; one draft at a time."""
    newest = _newest(office)
    return _start(office, newest, by=by, on=on, duties_from=newest.duties_from)


@act
def start_going_back(policy: Policy, *, by: User, on: date) -> Policy:
    """The values of an earlier version as a new draft, which another person publishes as ever."""
    if not policy.is_published:
        raise Refused("这一版还没有发布过，不能恢复。请选择已发布的版次。")
    values = stored_values(policy)
    if values == stored_values(_newest(policy.office)):
        raise Refused(f"第{policy.number}版的规则与最新版次相同，不需要恢复。")
    return _start(
        policy.office,
        policy,
        by=by,
        on=on,
        rolls_back=policy,
        note=f"恢复第{policy.number}版的规则",
    )


@act
def edit_draft(draft: Policy, *, version: int, by: User, **values: Any) -> Policy:
    """`values` are columns. Whoever wrote last is the drafter: he may not publish it."""
    before = {**values_of(draft), "document": draft.document, "valid_from": draft.valid_from}
    saved = Policy.objects.filter(pk=draft.pk, version=version, status=PolicyStatus.DRAFT).update(
        **values, drafted_by=by, version=F("version") + 1
    )
    if not saved:
        raise Refused(TOO_LATE)
    moved = [name for name, value in values.items() if before.get(name, value) != value]
    record("policy.drafted", draft, by=by, office=draft.office_id, changed=moved)
    draft.refresh_from_db()
    return draft


@act
def discard_draft(draft: Policy, *, version: int, by: User) -> None:
    """A draft governed nobody; the row history keeps what it said."""
    record("policy.discarded", draft, by=by, office=draft.office_id, number=draft.number)
    gone, _ = Policy.objects.filter(
        pk=draft.pk, version=version, status=PolicyStatus.DRAFT
    ).delete()
    if not gone:
        raise Refused(TOO_LATE)


@act
def publish_draft(draft: Policy, *, version: int, by: User, on: date, at: datetime) -> Policy:
    """From its day it governs every clock that has not ended by then (decisions 3.8). The caller
    brings the clocks in line."""
    # Without their keys: new clocks point to these rows and need not wait.
    held = Policy.objects.select_for_update(no_key=True).filter(office=draft.office_id)
    list(held.order_by("pk").values_list("pk"))
    draft.refresh_from_db()
    refuse_unready(draft, on=on)
    if draft.version != version:
        raise Refused(TOO_LATE)
    if draft.drafted_by_id == by.pk:
        raise Refused("本地规则由另一位同志发布：起草人自己不能发布。请主任或者分管领导办理。")
    governing = Policy.objects.governing(draft.office, on=draft.valid_from)
    put_in_force(draft, governing, by=by, at=at)
    record(
        "policy.published",
        draft,
        by=by,
        office=draft.office_id,
        number=draft.number,
        valid_from=draft.valid_from,
        document=draft.document,
        changed=list(changed(values_of(draft), values_of(governing))) if governing else [],
        restores=draft.rolls_back_id,
    )
    return draft


def put_in_force(draft: Policy, governing: Policy | None, *, by: User | None, at: datetime) -> None:
    """The row alone; a rehearsal writes it too, and takes it back."""
    duties_from = draft.duties_from or (governing.duties_from if governing else None)
    try:
        with transaction.atomic():
            Policy.objects.filter(pk=draft.pk, status=PolicyStatus.DRAFT).update(
                status=PolicyStatus.PUBLISHED,
                published_by=by,
                published_at=at,
                duties_from=duties_from,
                version=F("version") + 1,
            )
    except IntegrityError:
        raise Refused(
            f"已有一版自{cn_date(draft.valid_from)}起生效，一天只能有一版。请改用另一天。"
        ) from None
    draft.refresh_from_db()


def refuse_unready(draft: Policy, *, on: date) -> None:
    """What a draft lacks before anybody could publish it."""
    if not draft.is_draft:
        raise Refused(f"第{draft.number}版已经发布。请刷新页面后查看。")
    if not draft.document or not draft.note:
        raise Refused("草稿还没有写明依据文件和修改说明，请先补齐再发布。")
    if begins_too_early(draft.valid_from, on):
        raise Refused(
            f"生效日{cn_date(draft.valid_from)}已经过去。规则不能倒算，请把生效日改为今天或以后，"
            f"例如{cn_date(on)}。"
        )


def _start(office: Unit, source: Policy, *, by: User, on: date, **own: Any) -> Policy:
    newest = Policy.objects.filter(office=office).aggregate(number=Max("number"))["number"] or 0
    try:
        with transaction.atomic():
            draft = Policy.objects.create(
                **stored_values(source),
                **own,
                office=office,
                number=newest + 1,
                valid_from=on,
                drafted_by=by,
            )
    except IntegrityError:
        raise Refused(_one_is_there(office)) from None
    record("policy.draft_begun", draft, by=by, office=office.pk, number=draft.number)
    return draft


def _one_is_there(office: Unit) -> str:
    waiting = Policy.objects.filter(office=office, status=PolicyStatus.DRAFT)
    other = waiting.select_related("drafted_by").first()
    who = f"，{other.drafted_by.display_name}起草" if other and other.drafted_by else ""
    which = f"（第{other.number}版{who}）" if other else ""
    return f"本机关已有一份草稿{which}。请先发布或者放弃这一份，再起草新的。"


def _newest(office: Unit) -> Policy:
    """What will govern in the end: a version may already wait for its day."""
    published = Policy.objects.published().filter(office=office)
    newest = published.order_by("-valid_from", "-number").first()
    if newest is None:
        raise Refused(f"{office.full_name}还没有启用本地规则，请与系统管理员联系。")
    return newest
