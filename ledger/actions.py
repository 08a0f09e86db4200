"""Verbs of the ledger: a line by hand, taken back; a half-year signed by two."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from accounts.acting import act
from accounts.models import User
from audit.record import record
from cases.models import Dossier
from columns.refusal import Refused
from ledger.choices import BY_HAND
from ledger.models import LedgerLine, LedgerSign
from ledger.rules import half_words, last_day_of
from web.dates import cn_date


@dataclass(frozen=True, slots=True)
class LineFacts:
    day: date
    category: str
    summary: str
    paper: str
    thought: str = ""
    work: str = ""
    correction: str = ""
    organisation: str = ""


@act
def add_line(dossier: Dossier, *, token: str, facts: LineFacts, by: User, on: date) -> LedgerLine:
    """The same form sent twice is one line."""
    held = Dossier.objects.select_for_update(of=("self",), no_key=True).get(pk=dossier.pk)
    standing = LedgerLine.objects.filter(dossier=held, token=token).first()
    if standing is not None:
        return standing
    if facts.category not in BY_HAND:
        raise Refused("这一类记录由程序从档案中生成，不用人工登记。")
    if facts.day > on:
        raise Refused(f"日期不能晚于今天，今天是{cn_date(on)}。")
    if not facts.summary.strip() or not facts.paper.strip():
        raise Refused("请写明内容摘要和来源文书。例如：获评2026年度先进工作者，县委〔2026〕12号。")
    line = LedgerLine.objects.create(
        dossier=held, token=token, entered_by=by, entered_on=on, **asdict(facts)
    )
    record("ledger.line_added", line, by=by, cadre_id=held.cadre_id, on=on)
    return line


@act
def void_line(line: LedgerLine, *, reason: str, by: User, on: date, at: datetime) -> None:
    if not reason.strip():
        raise Refused("请写明作废的原因。例如：日期有误，已重新登记。")
    live = LedgerLine.objects.live().filter(pk=line.pk)
    if not live.update(voided_at=at, void_reason=reason.strip()):
        raise Refused("这一行已经作废，请刷新后查看。")
    record("ledger.line_voided", line, by=by, cadre_id=line.dossier.cadre_id, on=on, reason=reason)


@act
def sign_half(dossier: Dossier, *, half: str, keys: Sequence[str], by: User, on: date) -> None:
    """承办人: stands for the lines as he read them. Once, and not before the half-year is over."""
    if on <= last_day_of(half):
        raise Refused(f"{half_words(half)}还没有结束，{cn_date(last_day_of(half))}以后再签字。")
    if not keys:
        raise Refused(f"{half_words(half)}没有记录，不用签字。")
    held = Dossier.objects.select_for_update(of=("self",), no_key=True).get(pk=dossier.pk)
    if LedgerSign.objects.filter(dossier=held, half=half).exists():
        raise Refused(f"{half_words(half)}已由承办人签字。")
    signed = LedgerSign.objects.create(
        dossier=held, half=half, keys=list(keys), handler=by, handler_on=on
    )
    record("ledger.signed", signed, by=by, cadre_id=held.cadre_id, on=on, period=half)


@act
def countersign_half(dossier: Dossier, *, half: str, by: User, on: date) -> None:
    """案件审理室主任: the same lines, by another person."""
    signed = LedgerSign.objects.filter(dossier=dossier, half=half).first()
    if signed is None:
        raise Refused(f"{half_words(half)}还没有由承办人签字。")
    if signed.handler_id == by.pk:
        raise Refused("承办人和主任须由两个人签字，请由另一位同志签字。")
    unsigned = LedgerSign.objects.filter(pk=signed.pk, director__isnull=True)
    if not unsigned.update(director=by, director_on=on):
        raise Refused(f"{half_words(half)}已由主任签字。")
    record("ledger.countersigned", signed, by=by, cadre_id=dossier.cadre_id, on=on, period=half)
