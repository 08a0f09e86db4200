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
def open_account(
    *,
    username: str,
    display_name: str,
    role: Role,
    unit: Unit,
    password: str,
    by: User | None,
    post: str = "",
    phone: str = "",
    is_demo: bool = False,
) -> User:
    if User.objects.filter(username=username).exists():
        raise Refused(f"登录名“{username}”已被使用，请换一个，例如在后面加上数字。")
    user = User(
        username=username,
        display_name=display_name,
        role=role,
        unit=unit,
        post=post,
        phone=phone,
        is_demo=is_demo,
    )
    user.set_password(password)
    user.save()
    record("account.opened", user, by=by, role=role, unit=unit.pk)
    return user
