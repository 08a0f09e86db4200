"""One's own record as sentences: what, with whom (as far as he may still be seen), how it ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localtime

from accounts.models import User
from audit.choices import Outcome, Purpose, Verb
from audit.models import Entry
from cases.models import DossierRow

# The pages of a dossier by the names entries keep; others need no word.
PAGES = {
    "dashboard.dossier": "概况",
    "dashboard.clocks": "影响期",
    "visits.assessment": "研判",
    "visits.plan": "方案",
    "visits.plan_edit": "研判和方案填写",
    "visits.plan_review": "方案审批",
    "visits.visit_list": "回访",
    "visits.visit": "回访记录",
    "visits.visit_new": "登记回访",
    "visits.talk": "谈心谈话记录",
    "visits.talk_new": "登记谈心谈话",
    "visits.status": "办理档案",
    "cases.edit": "修改基本情况",
    "cases.helper": "指定帮扶人",
    "cases.execution": "处分执行",
    "cases.execution_item": "处分执行事项",
    "cases.issue": "执行问题",
    "cases.appeals": "申诉",
    "cases.restoration": "恢复权利",
    "evaluation.dossier": "评价",
    "evaluation.page": "评价轮次",
    "evaluation.results": "评价结果",
    "evaluation.conclusion": "评价结论",
    "reports.dossier": "文书",
    "corrections.changes": "变动",
    "corrections.correction": "变动登记",
}


@dataclass(frozen=True)
class Person:
    name: str
    url: str


@dataclass(frozen=True)
class TrailLine:
    at: datetime
    words: str
    person: Person | None
    note: str
    outcome: str


@dataclass(frozen=True)
class TrailDay:
    day: date
    lines: tuple[TrailLine, ...]


def days_of(entries: Iterable[Entry], *, viewer: User) -> list[TrailDay]:
    """Newest first, as the entries come; one heading a day."""
    found = list(entries)
    people = people_of({each.dossier_id for each in found if each.dossier_id}, viewer)
    days: dict[date, list[TrailLine]] = {}
    for each in found:
        line = trail_line(each, people.get(each.dossier_id or 0))
        days.setdefault(localtime(each.at).date(), []).append(line)
    return [TrailDay(day, tuple(lines)) for day, lines in days.items()]


def people_of(dossier_ids: set[int], viewer: User) -> dict[int, Person]:
    """Names only of whom the viewer may see today; the record itself has none."""
    rows = DossierRow.objects.visible_to(viewer).filter(dossier_id__in=dossier_ids)
    return {
        pk: Person(name, f"/people/{code}/")
        for pk, name, code in rows.values_list("dossier_id", "name", "code")
    }


def trail_line(entry: Entry, person: Person | None) -> TrailLine:
    page = page_words(entry)
    words = verb_words(entry.verb) + (f"（{page}）" if page else "")
    return TrailLine(
        at=entry.at,
        words=words,
        person=person,
        note=_note(entry, is_known=person is not None),
        outcome=outcome_words(entry),
    )


def verb_words(verb: str) -> str:
    """Also for a verb that only older versions knew."""
    return Verb(verb).label if verb in Verb.values else verb


def page_words(entry: Entry) -> str:
    return PAGES.get(str(entry.detail.get("page", "")), "") if entry.verb in PAGED else ""


PAGED = frozenset({Verb.PERSON_OPEN, Verb.PERSON_SUMMARY})


def outcome_words(entry: Entry) -> str:
    return "" if entry.outcome == Outcome.DONE else Outcome(entry.outcome).label


def _note(entry: Entry, *, is_known: bool) -> str:
    parts = []
    if entry.dossier_id and not is_known:
        parts.append("这份档案您现在不能查看")
    if entry.verb == Verb.SEARCH:
        parts.append(f"找到{entry.detail.get('found', 0)}人")
    elif entry.verb == Verb.LIST_VIEW and "rows" in entry.detail:
        parts.append(f"本页{entry.detail['rows']}行")
    if entry.purpose:
        parts.append(f"用途：{Purpose(entry.purpose).label}")
    return "；".join(parts)
