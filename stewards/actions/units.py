"""Units with what hangs on them: the names in the list of dossiers, the people still there."""

from datetime import date

from django.db import transaction

from accounts import actions as accounts
from accounts.acting import as_system
from accounts.models import Unit, User
from cases.actions import refresh_rows
from cases.models import DossierRow
from columns.refusal import Refused


@transaction.atomic
def rename_unit(unit: Unit, *, name: str, by: User) -> int:
    """更名: units below follow, and so does the list of dossiers; papers keep what they say."""
    name = "".join(name.split())
    if name == unit.name:
        raise Refused("名称没有变化。")
    changed = accounts.rename_unit(unit, name=name, by=by)
    with as_system():
        rows = DossierRow.objects.filter(unit_path__startswith=unit.path)
        refresh_rows(list(rows.values_list("dossier_id", flat=True)))
    return changed


@transaction.atomic
def close_unit(unit: Unit, *, successor: Unit | None, by: User, on: date) -> None:
    """停用 is refused while somebody is still there, in numbers and without names."""
    active = User.objects.filter(unit=unit, is_active=True).count()
    if active:
        raise Refused(f"“{unit.full_name}”还有{active}个在用的账号，请先办理岗位调整或停用。")
    with as_system():
        people = DossierRow.objects.open().filter(unit_path__startswith=unit.path).count()
    if people:
        raise Refused(
            f"“{unit.full_name}”还有{people}名在册的回访对象，请先由审理室办理调动，再停用。"
        )
    accounts.close_unit(unit, successor=successor, by=by, on=on)
