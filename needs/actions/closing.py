"""本人意见、退回、归档、作废: what becomes of an answer, and of a need that was none."""

from datetime import date, datetime

from accounts.acting import act
from accounts.models import User
from columns.refusal import Refused
from needs.actions.steps import READ_AGAIN, note, step, update
from needs.choices import ANSWERED_STATES, OPEN_STATES, NeedAct, NeedState, PersonView
from needs.models import Need


@act
def view_need(need: Need, *, version: int, view: str, words: str = "", by: User, on: date) -> None:
    """The person's own view: asked, he has confirmed the answer; not asked, it says why."""
    if view == PersonView.UNASKED and not words.strip():
        raise Refused("没有征求本人意见的，请写明原因。例如：本人住院，由家属转达。")
    columns = {"view": view, "view_words": words.strip()}
    if need.state == NeedState.ANSWERED and view != PersonView.UNASKED:
        step(need, version, NeedState.CONFIRMED, **columns)
    elif need.state == NeedState.CONFIRMED and view == PersonView.UNASKED:
        raise Refused("本人已经确认过这个答复，只能改为满意、基本满意或者不满意。")
    else:
        update(need, version, states=_ANSWERED, **columns)
    said = f"：{need.view_words}" if need.view_words else ""
    note(need, NeedAct.VIEWED, f"{need.get_view_display()}{said}", by=by, on=on)


@act
def return_need(need: Need, *, version: int, remark: str, by: User, on: date) -> None:
    """退回继续办理: the answer stays in the trail; what is still missing is said."""
    if not remark.strip():
        raise Refused("退回时请写明还差什么。例如：本人表示学校尚未接收，请继续协调。")
    if not need.is_answered:
        raise Refused(READ_AGAIN)
    step(
        need,
        version,
        NeedState.WORKING,
        ending="",
        answer="",
        answered_by=None,
        answered_on=None,
        view="",
        view_words="",
    )
    note(need, NeedAct.RETURNED, remark, by=by, on=on)


@act
def archive_need(need: Need, *, version: int, by: User, on: date, remark: str = "") -> None:
    """归档 by another than who entered the answer, once the person's view stands beside it."""
    if not need.view:
        raise Refused("归档前请先登记本人对答复的意见；没有征求的，写明原因。")
    if need.answered_by_id == by.pk:
        raise Refused("登记答复和归档须由两个人办理，请由另一位同志归档。")
    step(need, version, NeedState.ARCHIVED, archived_by=by, archived_on=on)
    note(need, NeedAct.ARCHIVED, remark, by=by, on=on)


@act
def pass_need(need: Need, *, to: User, by: User, on: date) -> None:
    """Another officer sees it through from now on."""
    update(need, need.version, states=(NeedState(need.state),), officer=to)
    note(need, NeedAct.PASSED_ON, f"由{to.display_name}继续经办", by=by, on=on)


@act
def void_need(need: Need, *, version: int, reason: str, by: User, on: date, at: datetime) -> None:
    """作废: entered twice, or no need at all; not once it is answered."""
    if not reason.strip():
        raise Refused("请写明作废的原因。例如：与9月20日登记的是同一件诉求。")
    if not need.is_open:
        raise Refused(READ_AGAIN)
    update(need, version, states=_OPEN, voided_at=at, void_reason=reason.strip())
    note(need, NeedAct.VOIDED, reason, by=by, on=on)


_OPEN = tuple(sorted(OPEN_STATES))
_ANSWERED = tuple(sorted(ANSWERED_STATES))
