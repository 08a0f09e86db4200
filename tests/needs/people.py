"""A need of one dossier, and the deeds that bring it to each of its states."""

from datetime import date

from columns.codes import new_code
from needs.actions import Asked, answer_need, assign_need, register_need
from needs.actions.answering import Assignment
from needs.models import Need
from tests.factories import TODAY

WORDS = "孩子转学手续办不下来，希望帮助协调"
REQUEST = "请协助办理其子女转学手续"
ANSWER = "转学手续已办结，9月29日当面告知本人"


def asked(who, *, words=WORDS, token=None, on=TODAY, asked_on=date(2026, 9, 20), **facts) -> Need:
    return register_need(
        who.dossier,
        token=token or new_code(),
        asked=Asked(words=words, asked_on=asked_on, **facts),
        by=who.officer,
        on=on,
    )


def assigned(who, unit, *, by=None, need=None, **facts) -> Need:
    need = need or asked(who)
    assign_need(
        need,
        version=need.version,
        assignment=Assignment(**{"assigned_to": unit, "request": REQUEST, **facts}),
        by=by or who.officer,
        on=TODAY,
    )
    return need


def answered(who, unit, *, by=None) -> Need:
    need = assigned(who, unit)
    answer_need(need, version=need.version, text=ANSWER, by=by or who.officer, on=TODAY)
    return need
