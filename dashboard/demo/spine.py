"""Acts of the spine: the person, his decisions, who helps him."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from cases.actions import (
    DecisionFacts,
    designate_helper,
    register_cadre,
    register_decision,
)
from cases.actions.dossiers import open_dossier
from cases.choices import DossierKind
from cases.models import Cadre
from dashboard.demo.stage import Act, Actor

# Within a day: first what is decided, then what follows from it, what ends it last.
DECIDED, HAPPENED, HELPED, ENDED = 0, 1, 2, 9
# A decision is registered when all of its days have come.
KNOWN_BY = ("decided_on", "announced_on", "delivered_on")


def spine_acts(actor: Actor) -> Iterator[Act]:
    story, by = actor.story, actor.handler
    for each in story.get("decision", []):
        on = max(each[day] for day in KNOWN_BY if day in each)
        on = max(on, story.get("opened_on", on))
        yield Act(on, DECIDED, by, partial(_decide, actor, each, on))
    for each in story.get("helper", []):
        yield Act(each["from_on"], HELPED, by, partial(_designate, actor, each))
    if "clearing" in story:
        on = story["clearing"]["opened_on"]
        yield Act(on, ENDED, by, partial(_clear, actor, on))


def _person(actor: Actor, on: date) -> Cadre:
    """The cadre, registered when his first act comes."""
    if actor.cadre is None:
        facts = dict(actor.story["person"])
        unit, name = actor.stage.units[facts.pop("unit")], facts.pop("name")
        actor.cadre = register_cadre(
            name=name, unit=unit, by=actor.handler, on=on, is_demo=True, **facts
        )
    actor.cadre.refresh_from_db()
    return actor.cadre


def _decide(actor: Actor, each: dict[str, Any], on: date) -> None:
    facts = DecisionFacts(
        measure=each["measure"],
        decided_on=each["decided_on"],
        organ_name=each["organ"],
        number=each["number"],
        document_date=each["decided_on"],
        announced_on=each.get("announced_on"),
        delivered_on=each.get("delivered_on"),
        reason=each["reason"],
        form=each["form"],
    )
    carrier = actor.story.get("carrier")
    decision = register_decision(
        _person(actor, on),
        facts=facts,
        owner=actor.owner,
        carrier=actor.stage.units[carrier] if carrier else None,
        handler=actor.handler,
        beside=[other["measure"] for other in actor.story["decision"]],
        by=actor.handler,
        on=on,
    )
    actor.decisions.append(decision)
    actor.dossier = decision.dossier or actor.dossier


def _designate(actor: Actor, each: dict[str, Any]) -> None:
    helper = designate_helper(
        actor.file,
        name=each["name"],
        post=each["post"],
        user=actor.user(each.get("user", "")),
        from_on=each["from_on"],
        by=actor.handler,
    )
    actor.helpers.append(helper)


def _clear(actor: Actor, on: date) -> None:
    actor.dossier = open_dossier(
        owner=actor.owner,
        cadre=_person(actor, on),
        handler=actor.handler,
        kind=DossierKind.CLEARING,
        by=actor.handler,
        on=on,
    )
