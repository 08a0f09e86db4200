"""Acts of a dossier's other lives: he moves, retires or dies."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from accounts.roles import Role
from cases.choices import ActKind
from dashboard.demo.helping import acting
from dashboard.demo.spine import ENDED, HAPPENED
from dashboard.demo.stage import Act, Actor
from visits.actions import lives


def life_acts(actor: Actor) -> Iterator[Act]:
    story, by = actor.story, actor.handler
    for each in story.get("transfer", []):
        yield Act(each["from_on"], HAPPENED, by, partial(_transfer, actor, each))
    if "retire" in story:
        retire = story["retire"]
        yield Act(retire["on"], HAPPENED, by, partial(_retire, actor, retire))
    if "end" in story:
        end = story["end"]
        yield Act(end["known_on"], ENDED, by, partial(_die, actor, end))


def _transfer(actor: Actor, each: dict[str, Any]) -> None:
    lives.transfer(
        actor.file,
        to=actor.stage.units[each["unit"]],
        post=each["post"],
        rank=each["rank"],
        from_on=each["from_on"],
        by=acting(actor),
        on=each["from_on"],
    )


def _retire(actor: Actor, each: dict[str, Any]) -> None:
    cadre = actor.file.cadre
    assert cadre is not None
    lives.retire(
        actor.file,
        retired_on=each["retired_on"],
        basis=each["basis"],
        version=cadre.version,
        by=acting(actor),
        on=each["on"],
    )


def _die(actor: Actor, each: dict[str, Any]) -> None:
    """One officer enters it from the certificate, the director agrees."""
    act = lives.propose(
        actor.file,
        kind=ActKind.DIED,
        takes_on=each["on"],
        basis=each["basis"],
        by=acting(actor),
        on=each["known_on"],
    )
    director = actor.colleague(Role.DIRECTOR)
    lives.confirm(act, version=act.version, remark="同意", by=director, on=each["known_on"])
