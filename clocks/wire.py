"""The engine's JSON, in and out, as `manage.py clocks` speaks it; pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from clocks.catalogue import Catalogue, load_catalogue
from clocks.engine import compute
from clocks.facts import DecisionInput, Error, Event, Person, Policy
from clocks.fields import Fields
from clocks.outcome import Clock, Outcome
from clocks.words import IDENTITIES, PARTIES

_PARTY_WORDS = {name: code for code, name in PARTIES.items()} | {
    "党员": "member",
    "正式党员": "member",
    "群众": "non_member",
    "民主党派": "non_member",
    "无党派人士": "non_member",
    "共青团员": "non_member",
}
_IDENTITY_WORDS = {name: code for code, name in IDENTITIES.items()} | {
    "参公管理人员": "reference_managed",
    "国企管理人员": "enterprise_manager",
    "村干部": "village_cadre",
    "社区干部": "village_cadre",
    "村（社区）管理人员": "village_cadre",
    "离退休干部": "retired",
}
_SHAPE = "输入应为一个对象，或者由对象组成的数组，请核对。"
_TODAY = "请写明今天的日期，例如2026-11-21。"


def answer(payload: object, *, today: date | None, catalogue: Catalogue | None = None) -> Any:
    """One answer for one input, a list for a list; a refused input answers in its place."""
    book = catalogue or load_catalogue()
    if isinstance(payload, list):
        return [_answer(item, today, book) for item in payload]
    return _answer(payload, today, book)


def _answer(payload: object, today: date | None, catalogue: Catalogue) -> dict[str, Any]:
    if not isinstance(payload, dict):
        return {"errors": [_error(Error("", "", _SHAPE))]}
    fields = Fields(payload, [])
    person, policy = _person(fields.inside("person")), _policy(fields.inside("policy"))
    decisions = _decisions(fields)
    today = fields.day("today") if fields.has("today") else today
    if today is None and not fields.has("today"):
        fields.refuse("today", _TODAY)
    if fields.errors or today is None:
        return {"errors": [_error(error) for error in fields.errors]}
    outcome = compute(person, decisions, policy, today=today, catalogue=catalogue)
    if isinstance(outcome, Outcome):
        return outcome_json(outcome)
    return {"errors": [_error(error) for error in outcome]}


def _person(fields: Fields) -> Person:
    party, identity = fields.text("party").strip(), fields.text("identity").strip()
    return Person(_PARTY_WORDS.get(party, party), _IDENTITY_WORDS.get(identity, identity))


def _policy(fields: Fields) -> Policy:
    usual = Policy()
    return Policy(
        end_convention=fields.text("end_convention", usual.end_convention),
        combination=fields.text("combination", usual.combination),
        admonition_months=fields.whole("admonition_months"),
    )


def _decisions(fields: Fields) -> list[DecisionInput]:
    if not fields.has("decisions"):
        fields.refuse("decisions", "请写明处分决定；没有处分决定的，写成空的数组[]。")
    read = (
        _decision(Fields(source, fields.errors, prefix=f"decisions[{place}]."))
        for place, source in enumerate(fields.objects("decisions"))
    )
    return [decision for decision in read if decision is not None]


def _decision(fields: Fields) -> DecisionInput | None:
    name = fields.required_text("id", "d1")
    if name:
        fields.decision, fields.prefix = name, ""
    measure = fields.required_text("measure", "PSW或者“党内严重警告”")
    decided_on = fields.day("decided_on")
    if not fields.has("decided_on"):
        fields.refuse("decided_on", "请填写处分决定日期，例如2026-11-21。")
    announced_on, months = fields.day("announced_on"), fields.whole("months")
    events = tuple(
        _event(
            Fields(
                source,
                fields.errors,
                decision=name,
                prefix=f"{fields.prefix}events[{place}].",
            )
        )
        for place, source in enumerate(fields.objects("events"))
    )
    document = fields.text("document")
    if decided_on is None:
        return None
    return DecisionInput(name, measure, decided_on, announced_on, months, document, events)


def _event(fields: Fields) -> Event:
    return Event(
        kind=fields.required_text("kind", "changed"),
        on=fields.day("on"),
        measure=fields.text("measure").strip(),
        months=fields.whole("months"),
        end=fields.day("end"),
        basis=fields.text("basis"),
        by=fields.names("by"),
        slot=fields.text("slot", "bar"),
        publicity_from=fields.day("publicity_from"),
        publicity_to=fields.day("publicity_to"),
    )


def outcome_json(outcome: Outcome) -> dict[str, Any]:
    return {
        "clocks": [_clock(clock) for clock in outcome.clocks],
        "overall_end": _iso(outcome.overall_end),
        "free_from": _iso(outcome.free_from),
        "matters": {matter: _iso(end) for matter, end in outcome.matters.items()},
    }


def _clock(clock: Clock) -> dict[str, Any]:
    return {
        "decision": clock.decision,
        "system": clock.system,
        "kind": clock.kind,
        "start": _iso(clock.start),
        "end": _iso(clock.end),
        "first_free": _iso(clock.first_free),
        "safe": _iso(clock.safe),
        "months": clock.months,
        "method": clock.method,
        "certainty": clock.certainty,
        "basis": list(clock.basis),
        "matters": list(clock.matters),
        "steps": list(clock.steps),
    }


def _error(error: Error) -> Mapping[str, str | None]:
    return {
        "decision": error.decision or None,
        "field": error.field,
        "message": error.message,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
