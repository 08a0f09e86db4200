"""登记: with the talk or the visit that heard it, in the same transaction, or by hand."""

from dataclasses import dataclass
from datetime import date

from accounts.acting import act
from accounts.models import User
from accounts.roles import OFFICE_ROLES
from cases.models import Dossier
from columns.refusal import Refused
from needs.actions.steps import note
from needs.choices import Category, NeedAct, NeedSource
from needs.models import Need
from needs.rules import usual_due
from web.dates import cn_date
from workdays.models import load_calendar
from workdays.rules import next_workday


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for, when, and where it was heard. Without `due_on`: in 30 days."""

    words: str
    asked_on: date
    source: NeedSource = NeedSource.HAND
    source_code: str = ""
    category: str = Category.OTHER
    due_on: date | None = None


@act
def register_need(dossier: Dossier, *, token: str, asked: Asked, by: User, on: date) -> Need:
    """The same form sent twice is one need; so is the same talk or visit told twice."""
    standing = _standing(dossier, token, asked)
    if standing is not None:
        return standing
    _refuse_wrong(dossier, asked, on=on)
    need = Need.objects.create(
        dossier=dossier,
        source=asked.source,
        source_code=asked.source_code,
        asked_on=asked.asked_on,
        words=asked.words.strip(),
        category=asked.category,
        due_on=next_workday(asked.due_on or usual_due(on), calendar=load_calendar()),
        officer=by if by.role in OFFICE_ROLES else dossier.handler,
        entered_by=by,
        entered_on=on,
        token=token,
    )
    note(need, NeedAct.REGISTERED, "", by=by, on=on)
    return need


def _standing(dossier: Dossier, token: str, asked: Asked) -> Need | None:
    # Two posts at once wait for each other here, so that the later one finds what the first made.
    Dossier.objects.select_for_update(of=("self",), no_key=True).get(pk=dossier.pk)
    same = Need.objects.filter(dossier=dossier)
    by_token = same.filter(token=token).first()
    if by_token is not None or asked.source == NeedSource.HAND:
        return by_token
    return same.live().filter(source=asked.source, source_code=asked.source_code).first()


def _refuse_wrong(dossier: Dossier, asked: Asked, *, on: date) -> None:
    if not dossier.is_open:
        raise Refused(
            f"档案已是“{dossier.get_status_display()}”，不能再登记诉求。如有需要请与审理室联系。"
        )
    if not asked.words.strip():
        raise Refused("请写明本人提出的诉求。例如：孩子转学手续办不下来，希望帮助协调。")
    if asked.asked_on > on:
        raise Refused(f"提出日期不能晚于今天，今天是{cn_date(on)}。")
    if asked.due_on is not None and asked.due_on < on:
        raise Refused("答复期限不能早于今天，请核对。")
