"""The log without content: staff by name, people by pseudonym, dossiers by number."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.apps import apps
from django.db.models import Count, Max, Q
from django.utils.timezone import localtime

from accounts.acting import as_system
from accounts.models import User
from accounts.roles import Role
from audit.choices import Outcome, Purpose
from audit.mac import pseudonym
from audit.models import Entry
from cases.models import Dossier
from stewards.facts.trail import PAGED, page_words, verb_words

DENSE = "%Y-%m-%d %H:%M:%S"
SUMMED_DAYS = 30
# Dossier → its number, and the key of its person.
Numbers = dict[int, tuple[str, int | None]]


@dataclass(frozen=True)
class LogRow:
    at: str
    machine_at: str
    who: str
    role: str
    what: str
    about: str
    where: str
    outcome: str
    is_refused: bool


@dataclass(frozen=True)
class Summary:
    """What another administrator did, as numbers only."""

    who: str
    times: int
    last: datetime


def log_rows(entries: Iterable[Entry]) -> list[LogRow]:
    found = list(entries)
    staff = User.objects.in_bulk(
        {each.actor_id for each in found if each.actor_id}
        | {each.object_id for each in found if each.object_type == "accounts.user"}
    )
    numbers = numbers_of({each.dossier_id for each in found if each.dossier_id})
    asked = numbers_asked({str(each.detail.get("code", "")) for each in found} - {""})
    return [_row(each, staff, numbers, asked) for each in found]


def numbers_of(dossier_ids: set[int]) -> Numbers:
    """No name, and nothing else of the file: an administrator finds no dossier behind his walls,
    and only the number is let through."""
    with as_system():
        rows = Dossier.objects.filter(pk__in=dossier_ids)
        return {
            pk: (number, cadre) for pk, number, cadre in rows.values_list("pk", "number", "cadre")
        }


def numbers_asked(codes: set[str]) -> dict[str, str]:
    """Of what somebody tried to open and did not find: the number, if there is such a dossier."""
    with as_system():
        return dict(Dossier.objects.filter(code__in=codes).values_list("code", "number"))


def dossiers_numbered(number: str) -> list[int]:
    """Each office numbers its own, so one number may mean several."""
    with as_system():
        return list(Dossier.objects.filter(number=number).values_list("pk", flat=True))


def staff_named(term: str) -> list[int]:
    named = User.objects.filter(Q(display_name=term) | Q(username=term))
    return list(named.values_list("pk", flat=True))


def _row(entry: Entry, staff: dict[int, User], numbers: Numbers, asked: dict[str, str]) -> LogRow:
    who = staff.get(entry.actor_id or 0)
    moment = localtime(entry.at)
    return LogRow(
        at=moment.strftime(DENSE),
        machine_at=moment.isoformat("T", "seconds"),
        who=who.display_name if who is not None else _nobody(entry),
        role=Role(entry.actor_role).label if entry.actor_role in Role.values else "",
        what=_what(entry),
        about=_about(entry, staff, numbers) or asked.get(str(entry.detail.get("code", "")), ""),
        where=entry.terminal_ip or "",
        outcome=Outcome(entry.outcome).label,
        is_refused=entry.outcome != Outcome.DONE,
    )


def _nobody(entry: Entry) -> str:
    return "已注销的账号" if entry.actor_id else "系统" if not entry.terminal_ip else "未登录"


def _what(entry: Entry) -> str:
    parts = [verb_words(entry.verb)]
    if entry.verb in PAGED and (page := page_words(entry)):
        parts.append(f"（{page}）")
    if entry.purpose:
        parts.append(f"，用途：{Purpose(entry.purpose).label}")
    return "".join(parts)


def _about(entry: Entry, staff: dict[int, User], numbers: Numbers) -> str:
    number, person = numbers.get(entry.dossier_id or 0, ("", None))
    person = entry.cadre_id or person
    if number or person:
        return " ".join(filter(None, [number, pseudonym(person) if person else ""]))
    if entry.object_type == "accounts.user" and (account := staff.get(entry.object_id or 0)):
        return f"账号 {account.display_name}"
    if rows := entry.detail.get("rows"):
        return f"{rows}行"
    return _kind_of(entry.object_type)


def _kind_of(label: str) -> str:
    """「本地规则」 for cases.policy; nothing for what is gone."""
    app, _, name = label.partition(".")
    known = app in apps.app_configs and name in apps.get_app_config(app).models
    return str(apps.get_model(app, name)._meta.verbose_name) if known else ""


def auditors_in_numbers(*, at: datetime) -> list[Summary]:
    """For the security administrator: how often each auditor has read the log (security.md 4.4)."""
    read = Entry.objects.filter(actor_role=Role.AUDITOR, at__gt=at - timedelta(days=SUMMED_DAYS))
    rows = list(
        read.order_by()
        .values("actor_id")
        .annotate(times=Count("pk"), last=Max("at"))
        .order_by("-last")
    )
    staff = User.objects.in_bulk({row["actor_id"] for row in rows})
    return [
        Summary(staff[row["actor_id"]].display_name, row["times"], row["last"])
        for row in rows
        if row["actor_id"] in staff
    ]
