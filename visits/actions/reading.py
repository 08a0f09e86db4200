"""阅签: the secretary of the unit's party organisation reads a talk and signs it."""

from datetime import date

from django.db.models import F

from accounts.acting import act
from accounts.models import User
from accounts.roles import Role
from audit.record import record
from columns.refusal import Refused
from visits.actions.holding import hold
from visits.models import Talk
from visits.rules.talks import wrong_reading


@act
def sign_talk(
    talk: Talk,
    *,
    opinion: str,
    reader_name: str,
    read_on: date,
    by: User,
    on: date,
    basis: str = "",
) -> Talk:
    """Once, by another account than the one that entered the talk; the database holds both."""
    hold(talk.dossier)
    held = Talk.objects.get(pk=talk.pk)
    if held.read_by_id == by.pk and held.read_opinion == opinion.strip():
        return held  # The same page sent twice.
    _refuse_wrong(held, opinion=opinion, name=reader_name, basis=basis, by=by)
    if wrong := wrong_reading(read_on, held_on=held.held_on, today=on):
        raise Refused(wrong)
    signed = (
        Talk.objects.filter(pk=held.pk, read_on__isnull=True, voided_at__isnull=True)
        .exclude(entered_by=by)
        .update(
            read_by=by,
            read_on=read_on,
            read_opinion=opinion.strip(),
            reader_name=reader_name.strip(),
            read_basis="" if by.role == Role.UNIT else basis.strip(),
            version=F("version") + 1,
        )
    )
    if not signed:
        raise Refused("这份记录刚刚已有人阅签，请刷新后查看。")
    record("talk.signed", held, by=by, on=read_on, period=held.period)
    held.refresh_from_db()
    return held


def _refuse_wrong(talk: Talk, *, opinion: str, name: str, basis: str, by: User) -> None:
    if talk.voided_at is not None:
        raise Refused("这份记录已作废，不再阅签。")
    if talk.is_read:
        raise Refused(f"这份记录已由{talk.reader_name}阅签，不重复办理。")
    if talk.entered_by_id == by.pk:
        raise Refused("这份记录是您登记的，请由另一位同志阅签。")
    if not opinion.strip():
        raise Refused("请填写阅签意见。例如：情况属实，请继续关心并落实培训安排。")
    if not name.strip():
        raise Refused("请填写阅签人。例如单位党组织书记的姓名。")
    if by.role != Role.UNIT and not basis.strip():
        raise Refused("请写明代录依据。例如：单位党组织书记签名的纸质记录，原件存审理室。")
