"""Acts of who finds a file: one assignment, one declared recusal, one seal."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from cases.actions.access import assign, recuse
from cases.actions.seals import seal
from cases.choices.access import RecusalGround
from dashboard.demo.spine import ENDED
from dashboard.demo.stage import Act, Actor

# After everything else of the day: whoever is shut out has finished his work.
LAST = ENDED + 1


def access_acts(actor: Actor) -> Iterator[Act]:
    for each in actor.story.get("assignment", []):
        by = actor.person(each["by"])
        yield Act(each["on"], LAST, by, partial(_assign, actor, each))
    for each in actor.story.get("recusal", []):
        yield Act(each["on"], LAST, actor.person(each["user"]), partial(_recuse, actor, each))
    for each in actor.story.get("seal", []):
        yield Act(each["on"], LAST, actor.person(each["by"]), partial(_seal, actor, each))


def _assign(actor: Actor, each: dict[str, Any]) -> None:
    assign(
        actor.file,
        user=actor.person(each["user"]),
        from_on=each["on"],
        to_on=each["to_on"],
        reason=each["reason"],
        document=each["document"],
        by=actor.person(each["by"]),
        on=each["on"],
    )


def _recuse(actor: Actor, each: dict[str, Any]) -> None:
    """Declared by himself."""
    user = actor.person(each["user"])
    assert actor.cadre is not None  # the story registers him first
    recuse(
        actor.cadre,
        user=user,
        ground=RecusalGround(each["ground"]),
        note=each.get("note", ""),
        from_on=each["on"],
        by=user,
        on=each["on"],
    )


def _seal(actor: Actor, each: dict[str, Any]) -> None:
    assert actor.cadre is not None  # the story registers him first
    named = [actor.person(key) for key in each["named"]]
    by = actor.person(each["by"])
    seal(actor.cadre, reason=each["reason"], named=named, by=by, on=each["on"])
