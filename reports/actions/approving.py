"""From the writer's desk to the leader's: submit, return, approve, withdraw."""

from datetime import date

from accounts.acting import act
from accounts.models import User
from audit.record import record
from columns.refusal import Refused
from reports.actions.steps import step
from reports.choices import EDITABLE, LetterStatus
from reports.facts import findings_of
from reports.models import Letter
from visits.facts.states import FROZEN, has_open_consultation

TWO_PEOPLE = "反馈函须由另一人签发，拟稿人和送签人不能签发自己的函。"


@act
def submit_letter(letter: Letter, *, version: int, by: User, on: date) -> None:
    _must_be_clear(letter, on)
    step(
        letter,
        was=EDITABLE,
        version=version,
        status=LetterStatus.SUBMITTED,
        submitted_by=by,
        submitted_on=on,
        return_reason="",
    )
    record("letter.submitted", letter, by=by, cadre_id=letter.dossier.cadre_id, on=on)


@act
def return_letter(letter: Letter, *, version: int, reason: str, by: User, on: date) -> None:
    """Also after the approval, as long as no number was asked for."""
    if not reason.strip():
        raise Refused("请填写退回意见，例如请补充履职担当方面的具体事例。")
    step(
        letter,
        was={LetterStatus.SUBMITTED, LetterStatus.APPROVED},
        version=version,
        status=LetterStatus.RETURNED,
        return_reason=reason.strip(),
        approved_by=None,
        approved_on=None,
    )
    record("letter.returned", letter, by=by, cadre_id=letter.dossier.cadre_id, reason=reason)


@act
def approve_letter(letter: Letter, *, version: int, by: User, on: date) -> None:
    """签发 by another person; the day of approval is the date of the paper."""
    if by.pk in {letter.submitted_by_id, letter.drafted_by_id}:
        raise Refused(TWO_PEOPLE)
    _must_be_clear(letter, on)
    step(
        letter,
        was={LetterStatus.SUBMITTED},
        version=version,
        status=LetterStatus.APPROVED,
        approved_by=by,
        approved_on=on,
    )
    record("letter.approved", letter, by=by, cadre_id=letter.dossier.cadre_id, on=on)


@act
def withdraw_letter(letter: Letter, *, version: int, reason: str, by: User) -> None:
    """A draft nobody needs; after the issue a new letter corrects the old one."""
    if not reason.strip():
        raise Refused("请填写不再发函的原因，例如本人已调离本地。")
    step(
        letter,
        was=EDITABLE,
        version=version,
        status=LetterStatus.WITHDRAWN,
        withdraw_reason=reason.strip(),
    )
    record("letter.withdrawn", letter, by=by, cadre_id=letter.dossier.cadre_id, reason=reason)


def _must_be_clear(letter: Letter, on: date) -> None:
    if has_open_consultation(letter.dossier):
        raise Refused(FROZEN)
    blocking = [finding.text for finding in findings_of(letter, today=on) if finding.blocks]
    if blocking:
        more = f"（共{len(blocking)}处）" if len(blocking) > 1 else ""
        raise Refused(f"还不能办理{more}：{blocking[0]}")
