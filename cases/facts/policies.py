"""A version of the local rules in words: every value, and what changed beside the one before."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Field

from accounts.acting import as_system
from accounts.models import User
from cases.models import Cadre, Clock, Decision, Dossier, Policy
from cases.rules.policies import GROUPS, SETTINGS, VALUES, Setting, changed
from web.dates import cn_date


@dataclass(frozen=True, slots=True)
class Line:
    """One value of one version."""

    name: str
    label: str
    value: str
    default: str
    basis: str
    governs: str
    before: str = ""

    @property
    def has_changed(self) -> bool:
        return bool(self.before)


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    about: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Change:
    label: str
    old: str
    new: str


def values_of(policy: Policy) -> dict[str, Any]:
    return {name: getattr(policy, name) for name in SETTINGS}


def stored_values(policy: Policy) -> dict[str, Any]:
    """What another version takes over from this one."""
    return {name: getattr(policy, name) for name in VALUES}


def parts_of(policy: Policy, before: Policy | None) -> list[Part]:
    """The whole version, in the groups of its form."""
    default = Policy()
    moved = set(_moved(policy, before)) if before is not None else set()
    return [
        Part(
            group.title,
            group.about,
            tuple(
                Line(
                    name=each.name,
                    label=label_of(each.name),
                    value=words_of(each, getattr(policy, each.name)),
                    default=words_of(each, getattr(default, each.name)),
                    basis=each.basis,
                    governs=each.governs,
                    before=words_of(each, getattr(before, each.name)) if each.name in moved else "",
                )
                for each in group.settings
            ),
        )
        for group in GROUPS
    ]


def changes_between(
    policy: Policy, before: Policy | None, *, only: Collection[str] = tuple(SETTINGS)
) -> list[Change]:
    """「首次回访期限 60天 → 45天」, in the order of the form; nothing without a version before."""
    if before is None:
        return []
    return [
        Change(
            label_of(name),
            words_of(SETTINGS[name], getattr(before, name)),
            words_of(SETTINGS[name], getattr(policy, name)),
        )
        for name in _moved(policy, before)
        if name in only
    ]


def before_of(policy: Policy, published: Iterable[Policy]) -> Policy | None:
    """The version that governs until this one begins; of a draft, until it would."""
    place = policy.valid_from, policy.number
    earlier = [each for each in published if (each.valid_from, each.number) < place]
    return max(earlier, key=lambda each: (each.valid_from, each.number), default=None)


def rules_words(policy: Policy) -> str:
    """「适用本地规则第2版（临纪发〔2026〕8号，自2026年10月1日起）」; nobody chose the day of the
    system's own."""
    told = [policy.document or "未写明文件"]
    if policy.published_by_id is not None:
        told.append(f"自{cn_date(policy.valid_from)}起")
    return f"适用本地规则第{policy.number}版（{'，'.join(told)}）"


def label_of(name: str) -> str:
    return str(_column(name).verbose_name)


def choices_of(name: str) -> list[tuple[Any, str]]:
    """(value, words) where a value is picked from a list."""
    return [(value, _chosen(name, value, label)) for value, label in _column(name).flatchoices]


def words_of(setting: Setting, value: Any) -> str:
    for choice, words in choices_of(setting.name):
        if choice == value:
            return words
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return cn_date(value)
    if isinstance(value, list):
        return f"{'、'.join(map(str, value))}{setting.unit}" if value else "不提醒"
    return "未定" if value is None else f"{value}{setting.unit}"


def people_governed(policy: Policy, *, viewer: User) -> int:
    """How many people he sees have a clock that stands under this version now."""
    clocks = Clock.objects.visible_to(viewer).filter(policy=policy)
    return clocks.values("cadre").distinct().count()


def cadres_of(office_id: int) -> list[int]:
    """Everybody whose clocks or dossier follow the rules of this office, whoever asks: ids only."""
    with as_system():
        decided = Decision.objects.live().filter(office=office_id).values_list("cadre", flat=True)
        kept = Dossier.objects.live().filter(owner=office_id, cadre__isnull=False)
        either = decided.order_by().union(kept.order_by().values_list("cadre", flat=True))
        people = Cadre.objects.live().filter(pk__in=list(either))
        return sorted(people.values_list("pk", flat=True))


def _moved(policy: Policy, before: Policy) -> tuple[str, ...]:
    """A version without a day of its own takes the one before it with it."""
    own, earlier = values_of(policy), values_of(before)
    own["duties_from"] = own["duties_from"] or earlier["duties_from"]
    return changed(own, earlier)


def _chosen(name: str, value: Any, label: Any) -> str:
    """The letter of a way of counting is what people know it by."""
    return f"{value}：{label}" if name in {"end_convention", "combination"} else str(label)


def _column(name: str) -> "Field[Any, Any]":
    column = Policy._meta.get_field(name)
    assert isinstance(column, Field)
    return column
