"""Verbs of units and accounts."""

from datetime import date

from django.db import IntegrityError, transaction

from accounts.choices import UnitKind
from accounts.models import Unit, User
from accounts.roles import Role
from audit.record import record
from columns.refusal import Refused


@transaction.atomic
def open_unit(
    *,
    name: str,
    parent: Unit | None,
    by: User | None,
    kind: UnitKind = UnitKind.WORK,
    full_name: str = "",
    checked: bool = True,
    opened_on: date | None = None,
    is_demo: bool = False,
) -> Unit:
    """Add a unit under `parent`; its full name defaults to the parent's with its own behind."""
    full_name = full_name or f"{parent.full_name if parent else ''}{name}"
    unit = Unit(
        name=name,
        full_name=full_name,
        kind=kind,
        parent=parent,
        checked=checked,
        opened_on=opened_on,
        is_demo=is_demo,
    )
    try:
        with transaction.atomic():
            unit.save()
    except IntegrityError as clash:
        raise Refused(f"已有名为“{full_name}”的单位，请直接选用，或换一个全称。") from clash
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    record("unit.opened", unit, by=by, kind=kind)
    return unit


@transaction.atomic
def rename_unit(unit: Unit, *, name: str, by: User | None) -> int:
    """The name of today; decisions keep the printed name of their day, the history the old one.

    Full names below that begin with the old one follow. Returns how many units changed.
    """
    old = unit.full_name
    new = f"{old.removesuffix(unit.name)}{name}" if old.endswith(unit.name) else name
    below = Unit.objects.below(unit).filter(full_name__startswith=old, closed_on__isnull=True)
    changed = 0
    try:
        with transaction.atomic():
            for each in below.select_for_update().order_by("path"):
                each.full_name = f"{new}{each.full_name.removeprefix(old)}"
                each.name = name if each.pk == unit.pk else each.name
                each.save(update_fields=["full_name", "name"])
                changed += 1
    except IntegrityError as clash:
        raise Refused(f"已有名为“{new}”的单位。是同一个单位的，请改为停用并入。") from clash
    unit.refresh_from_db()
    record("unit.renamed", unit, by=by, units=changed)
    return changed


@transaction.atomic
def check_unit(unit: Unit, *, by: User) -> None:
    """待核对 → 已核对: the name an import has made is right."""
    if Unit.objects.filter(pk=unit.pk, checked=False).update(checked=True):
        unit.refresh_from_db()
        record("unit.checked", unit, by=by)


@transaction.atomic
def close_unit(unit: Unit, *, successor: Unit | None, by: User, on: date) -> None:
    """停用; it stays selectable in the past. Who is still in it, the caller has asked."""
    if successor is not None and successor.path.startswith(unit.path):
        raise Refused("不能并入本单位自己或者它的下级，请另选一个单位。")
    below = Unit.objects.below(unit).open(on=on).exclude(pk=unit.pk)
    if below.exists():
        raise Refused(f"“{unit.full_name}”下面还有{below.count()}个单位在用，请先停用或调整它们。")
    began = unit.opened_on or on
    closed = Unit.objects.filter(pk=unit.pk, closed_on__isnull=True).update(
        closed_on=max(on, began), successor=successor, checked=True
    )
    if not closed:
        raise Refused(f"“{unit.full_name}”已经停用，请刷新后查看。")
    unit.refresh_from_db()
    record("unit.closed", unit, by=by, on=on, successor=successor)


@transaction.atomic
def open_account(
    *,
    username: str,
    display_name: str,
    unit: Unit,
    by: User | None,
    role: Role | None = None,
    password: str | None = None,
    staff_no: str = "",
    post: str = "",
    phone: str = "",
    is_demo: bool = False,
) -> User:
    """Without a role it may do nothing; a role is given here only by commands and the demo,
    before anybody could have granted one. Without a password nobody can sign in to it yet."""
    username, staff_no = username.strip(), staff_no.strip()
    if User.objects.filter(username__iexact=username).exists():
        raise Refused(f"登录名“{username}”已被使用，请换一个，例如在后面加上数字。")
    if staff_no and User.objects.filter(staff_no=staff_no).exists():
        raise Refused(
            f"工号“{staff_no}”已有账号。一个人只有一个账号：岗位变动请办理调整，停用过的请恢复启用。"
        )
    user = User(
        username=username,
        display_name=display_name,
        role=role or "",
        unit=unit,
        staff_no=staff_no or None,
        post=post,
        phone=phone,
        created_by=by,
        is_demo=is_demo,
    )
    user.set_password(password)
    user.save()
    record("account.opened", user, by=by, role=role or "", unit=unit.pk)
    return user
