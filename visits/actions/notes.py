"""单位动态: what the unit's party organisation tells, or the office from the unit's paper."""

from datetime import date

from accounts.acting import act
from accounts.models import User
from accounts.roles import Role
from audit.record import record
from cases.models import Dossier
from columns.refusal import Refused
from visits.actions.holding import hold_sanction
from visits.models import UnitNote
from visits.rules.records import wrong_day


@act
def write_note(
    dossier: Dossier, *, token: str, on: date, text: str, by: User, today: date, basis: str = ""
) -> UnitNote:
    """At any time while the dossier is open; the same form sent twice is one note."""
    held = hold_sanction(dossier, what="单位动态")
    standing = UnitNote.objects.filter(dossier=held, token=token, by=by).first()
    if standing is not None:
        return standing
    if wrong := wrong_day(on, today=today, decided_on=held.active_from, what="动态"):
        raise Refused(wrong)
    if not text.strip():
        raise Refused("请填写动态。例如：近期牵头安置房验收，情绪稳定。")
    if by.role != Role.UNIT and not basis.strip():
        raise Refused("请写明代录依据。例如：单位党组织的书面材料，原件存审理室。")
    note = UnitNote.objects.create(
        dossier=held,
        token=token,
        on=on,
        text=text.strip(),
        by=by,
        basis="" if by.role == Role.UNIT else basis.strip(),
    )
    record("unit_note.written", note, by=by, cadre_id=held.cadre_id, on=on)
    return note
