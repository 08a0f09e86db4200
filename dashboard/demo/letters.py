"""Acts of the letter: drafted, approved by another, made and sent, signed for."""

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from accounts.models import User
from accounts.roles import Role
from dashboard.demo.stage import Act, Actor, Stage
from jobs.actions import advance, claim, finish
from reports.actions import (
    LetterText,
    acknowledge,
    allot_number,
    approve_letter,
    draft_letter,
    edit_letter,
    mark_read,
    request_issue,
    save_letterhead,
    store_file,
    submit_letter,
)
from reports.facts import sheet_of
from reports.models import Letter
from reports.render.page import page_of
from reports.render.pdf import pdf_of

# After everything else of the day.
WROTE = 8
SHANGHAI = ZoneInfo("Asia/Shanghai")


def set_letterhead(stage: Stage) -> None:
    """Without a 机关代字 nothing can be numbered."""
    office = stage.units["city_organ"]
    save_letterhead(
        office,
        version=0,
        by=stage.users["zhuren"],
        mark="中共临澜市纪律检查委员会",
        word="临纪函",
        contact="陆知行",
        phone="0000-0000000",
        addressee=stage.units["city_personnel"],
    )


def letter_acts(actor: Actor) -> Iterator[Act]:
    by = actor.handler
    for each in actor.story.get("letter", []):
        yield Act(each["drafted_on"], WROTE, by, partial(_draft, actor, each))
        if "submitted_on" in each:
            yield Act(each["submitted_on"], WROTE, by, partial(_submit, actor, each))
        if "approved_on" in each:
            leader = actor.colleague(Role.LEADER)
            yield Act(each["approved_on"], WROTE, leader, partial(_approve, actor, each, leader))
        if "issued_on" in each:
            yield Act(each["issued_on"], WROTE, by, partial(_issue, actor, each))
        if "received_on" in each:
            reader = actor.person("zuzhibu")
            yield Act(each["received_on"], WROTE, reader, partial(_receive, actor, each, reader))


def _draft(actor: Actor, each: dict[str, Any]) -> None:
    """Drafted from the facts; what the facts leave empty and the opinion a person adds."""
    by, on = _writer(actor), each["drafted_on"]
    letter = draft_letter(actor.file, by=by, on=on)
    # `opinion` names the choice; its sentence comes with it.
    added = {name: text for name, text in each.items() if name != "opinion"}
    parts = {name: text or added.get(name, "") for name, text in letter.parts.items()}
    text = LetterText(
        title=letter.title, addressee=letter.addressee, parts=parts, opinion=each["opinion"]
    )
    edit_letter(letter, text=text, version=letter.version, by=by, on=on)


def _submit(actor: Actor, each: dict[str, Any]) -> None:
    letter = _letter(actor)
    submit_letter(letter, version=letter.version, by=_writer(actor), on=each["submitted_on"])


def _approve(actor: Actor, each: dict[str, Any], by: User) -> None:
    letter = _letter(actor)
    approve_letter(letter, version=letter.version, by=by, on=each["approved_on"])


def _issue(actor: Actor, each: dict[str, Any]) -> None:
    """What the worker does with the job, on the day of the story."""
    letter, by, on = _letter(actor), _writer(actor), each["issued_on"]
    at = _morning(on)
    asked = request_issue(letter, by=by)
    job = claim(asked.pk, holder="load_demo", at=at)
    if job is None:
        raise ValueError(f"job {asked.pk} is taken")
    number = allot_number(letter, by=by)
    letter = _letter(actor)
    paper = pdf_of(page_of(sheet_of(letter, number=number)))
    store_file(letter, paper=paper, by=by, at=at, on=on)
    advance(job, done=1, total=1)
    finish(job, at=at, url=letter.get_absolute_url())


def _receive(actor: Actor, each: dict[str, Any], by: User) -> None:
    letter = Letter.objects.not_received().get(dossier=actor.file)
    at = _morning(each["received_on"])
    mark_read(letter, by=by, at=at)
    acknowledge(letter, by=by, at=at, on=each["received_on"])


def _letter(actor: Actor) -> Letter:
    return Letter.objects.unfinished().for_making().get(dossier=actor.file)


def _writer(actor: Actor) -> User:
    if actor.handler is None:
        raise ValueError(f"{actor.story['person']['name']} has no handler")
    return actor.handler


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9, 30), SHANGHAI)
