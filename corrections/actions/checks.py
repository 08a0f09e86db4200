"""What an act must not say, asked of the engine before a row is written, so that its sentence is
what people read and not a constraint's."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from accounts.models import Unit
from cases.actions import DecisionFacts
from cases.choices import EventKind
from cases.facts.reckoning import Standing, catalogue, clocks_of, rules_of, status_value
from cases.facts.reckoning import standing_of as standing_decisions
from cases.models import Cadre, Decision
from cases.rules.versions import Rules
from clocks.facts import DecisionInput, Event
from columns.refusal import Refused
from corrections.choices import CorrectionKind
from corrections.rules.act import Act
from visits.models import Talk, Visit
from web.dates import cn_date

NEW = "new"
MOST_MONTHS = 60


def check_event(
    decision: Decision, *, kind: EventKind, act: Act, hand_names: tuple[str, ...], today: date
) -> None:
    """`hand_names`: the two accounts that settle an end date."""
    event = Event(
        kind=kind,
        on=act.on or (today if kind == EventKind.OVERRIDDEN else None),
        measure=act.measure,
        months=act.months,
        end=act.end,
        basis=act.basis,
        by=hand_names,
        slot=act.slot or "bar",
        publicity_from=act.publicity_from,
        publicity_to=act.publicity_to,
    )
    _ask(
        decision.cadre,
        today,
        {decision.pk: lambda told: replace(told, events=(*told.events, event))},
    )


def check_correction(decision: Decision, changes: Mapping[str, Any], *, today: date) -> None:
    if changes.get("decided_on", decision.decided_on) is None:
        raise Refused("请填写决定日期。例如2026年11月21日。")
    now = {name: changes.get(name, getattr(decision, name)) for name in _DAYS}
    _delivered_after(now["decided_on"], now["delivered_on"], today)
    _months_sane(changes.get("months"))
    engine = {name: value for name, value in changes.items() if name in _ENGINE}
    politics, identity = (
        changes.get(name, getattr(decision, name))
        for name in ("printed_politics", "printed_identity")
    )
    engine["person"] = status_value(politics, identity)
    _ask(decision.cadre, today, {decision.pk: lambda told: replace(told, **engine)})


def check_further(
    cadre: Cadre, facts: DecisionFacts, *, kind: str, owner: Unit, today: date
) -> None:
    if facts.measure not in catalogue().measures:
        raise Refused("处分（处理）种类不在目录中，请重新选择，例如党内警告。")
    _delivered_after(facts.decided_on, facts.delivered_on, today)
    _months_sane(facts.months)
    told = DecisionInput(
        id=NEW,
        measure=facts.measure,
        decided_on=facts.decided_on,
        announced_on=facts.announced_on,
        months=facts.months,
        document=NEW,
        person=status_value(facts.politics or cadre.politics, facts.identity or cadre.identity),
    )
    decisions = standing_decisions(cadre, today=today)
    _ask_all(decisions, today, {}, fresh=(told, rules_of(owner, today=today)))
    first = min((each.told.decided_on for each in decisions), default=None)
    if kind != CorrectionKind.ADDED and first is not None and facts.decided_on < first:
        raise Refused(
            f"新的决定日期{cn_date(facts.decided_on)}早于已登记的处分决定（{cn_date(first)}）。"
            "以前作出、当时没有登记的处分，请选“补登处分决定”。"
        )


def refuse_lost_work(decision: Decision) -> None:
    """Taking back a dossier's only decision takes the dossier with it; not when people have
    worked in it since (decisions 3.13)."""
    others = Decision.objects.live().filter(dossier=decision.dossier_id).exclude(pk=decision.pk)
    if decision.dossier_id is None or others.exists():
        return
    visits = Visit.objects.done().filter(dossier=decision.dossier_id).count()
    talks = Talk.objects.live().filter(dossier=decision.dossier_id).count()
    if visits or talks:
        raise Refused(
            f"这是档案里唯一的处分决定，档案里已有回访{visits}次、谈心谈话{talks}次，不能作废。"
            "登记的内容有误，请选“更正登记差错”；原决定被撤销，请选“撤销处分决定”。"
        )


_DAYS = ("decided_on", "delivered_on")
_ENGINE = frozenset({"measure", "months", "decided_on", "announced_on"})


def _ask(cadre: Cadre, today: date, edits: Mapping[int, Any]) -> None:
    _ask_all(standing_decisions(cadre, today=today), today, edits)


def _ask_all(
    decisions: list[Standing],
    today: date,
    edits: Mapping[int, Any],
    fresh: tuple[DecisionInput, Rules] | None = None,
) -> None:
    """The engine's answer to the stored decisions with these edits; raises Refused."""
    inputs = [edits[each.pk](each.told) if each.pk in edits else each.told for each in decisions]
    rules = {each.told.id: each.rules for each in decisions}
    if fresh is not None:
        inputs.append(fresh[0])
        rules[fresh[0].id] = fresh[1]
    clocks_of(inputs, rules, today=today)


def _delivered_after(decided_on: date, delivered_on: date | None, today: date) -> None:
    if delivered_on is None:
        return
    if delivered_on < decided_on:
        raise Refused(
            f"送达日期{cn_date(delivered_on)}早于处分决定日期{cn_date(decided_on)}，请核对。"
            "送达日期应在决定作出以后。"
        )
    if delivered_on > today:
        raise Refused(
            f"送达日期{cn_date(delivered_on)}晚于今天（{cn_date(today)}），请核对。"
            f"送达日期应为已经到来的日期，例如{cn_date(today)}。"
        )


def _months_sane(months: int | None) -> None:
    if months is not None and not 1 <= months <= MOST_MONTHS:
        raise Refused(f"月数应为1至{MOST_MONTHS}之间的整数，例如12。")
