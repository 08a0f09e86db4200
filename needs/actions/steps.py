"""One step of a need: the conditional update of its row, its trail and its entry in the record."""

from datetime import date
from typing import Any

from django.db.models import F

from accounts.models import User
from audit.record import record
from cases.rules.states import may_become
from columns.refusal import Refused
from needs.choices import NEXT_NEED_STATES, NeedAct, NeedState
from needs.models import Need, NeedStep

READ_AGAIN = "这件诉求在您打开后有变动，请核对最新内容后再办理。"


def step(need: Need, version: int, to: NeedState, **columns: Any) -> None:
    """One edge of the machine, as one conditional update."""
    was = NeedState(need.state)
    if not may_become(was, to, order=NEXT_NEED_STATES):
        raise Refused(f"这件诉求现在是“{was.label}”，不能转为“{to.label}”。请刷新后查看。")
    update(need, version, states=(was,), state=to, **columns)


def update(need: Need, version: int, *, states: tuple[NeedState, ...], **columns: Any) -> None:
    changed = (
        Need.objects.live()
        .filter(pk=need.pk, version=version, state__in=states)
        .update(version=F("version") + 1, **columns)
    )
    if not changed:
        raise Refused(READ_AGAIN)
    need.refresh_from_db()


def note(need: Need, act: NeedAct, text: str, *, by: User, on: date) -> None:
    NeedStep.objects.create(
        need=need, dossier_id=need.dossier_id, act=act, text=text.strip(), by=by, on=on
    )
    dossier = need.dossier
    record(f"need.{act}", need, by=by, cadre_id=dossier.cadre_id, on=on)
