"""The world as the oracle wants it: files, people and spans by their names, from the cast alone."""

from datetime import date

from django.apps import apps

from tests.walls.cast import CAST
from tests.walls.oracle import Actor, File, Span, WorldState
from tests.walls.seeing import Sight
from tests.walls.stage import ROLES, UNITS
from tests.walls.world import World

BEGUN, PAST = date(2026, 1, 5), date(2026, 2, 5)
HELPED = date(2025, 4, 10)


def state() -> WorldState:
    """What stage.py, cast.py and grants.py have put there, said once more in other words."""
    world = WorldState(
        actors={
            key: Actor(key, str(getattr(role, "value", role)), unit, active=key != "gone")
            for key, (role, unit) in ROLES.items()
        },
        files={
            part.key: File(
                key=part.key,
                person=part.key,
                owner=part.owner,
                carrier=part.carrier,
                unit=part.unit,
                closed_on=BEGUN if part.key == "dormant" else None,
                is_void=part.key == "void",
            )
            for part in CAST
        },
        parents={key: parent or "" for key, (_, parent, _) in UNITS.items()},
        delegations=[
            Span("delegate", "office_a", BEGUN),
            Span("officer_b", "office_a", BEGUN, PAST),
        ],
        own=[Span("himself", "own")],
        seals=[Span("", "sealed")],
        recusals=[Span("recused", "recused", BEGUN)],
        assignments=[Span("assigned", "assigned", BEGUN)],
    )
    for part in CAST:
        if part.helper:
            end = date(2026, 6, 30) if part.key == "once_helped" else None
            world.helpers.append(Span(part.helper, part.key, HELPED, end))
        world.assignments.append(Span("inspector_b1", part.key, BEGUN, PAST))
        world.recusals.append(Span("officer_a", part.key, BEGUN, PAST))
        world.grants += [
            Span("listed", part.key, BEGUN), Span("officer_a", part.key, BEGUN, PAST)
        ]  # fmt: skip
    return world


def sight_of(world: World, today: date) -> Sight:
    """With the few facts of single rows by which some kinds are shown."""
    return Sight(state(), today, _row_facts(world))


def _row_facts(world: World) -> dict[tuple[str, object], dict[str, object]]:
    units = {pk: key for key, pk in world.units.items()}
    users = {pk: key for key, pk in world.users.items()}
    facts: dict[tuple[str, object], dict[str, object]] = {}

    def tell(label: str, **columns: str) -> None:
        model = apps.get_model(label)
        for pk, *values in model._base_manager.values_list("pk", *columns.values()):
            names = (_named(value, units, users) for value in values)
            facts[label, pk] = dict(zip(columns, names, strict=True))

    tell("cases.Handover", from_owner="from_owner", to_owner="to_owner", receiver="receiver",
         state="state")  # fmt: skip
    tell("cases.Receipt", holder="holder")
    tell("visits.Draft", author="author")
    tell("reports.Printout", author="reader")
    tell("cases.ExecutionIssue", assigned_to="assigned_to")
    tell("cases.IssueStep", assigned_to="issue__assigned_to")
    tell("needs.Need", source="source")
    tell("needs.NeedStep", source="need__source")
    tell("signin.KeptForm", author="user")
    tell("jobs.Job", asked_by="asked_by_id")
    tell("intake.ImportBatch", office="office")
    tell("intake.ImportRow", office="batch__office")
    tell("reports.Letter", addressee="addressee", sent="issued_on")
    tell("reports.LetterFile", addressee="letter__addressee", sent="letter__issued_on")
    tell("reports.LetterNumber", addressee="letter__addressee", sent="letter__issued_on")
    tell("reports.Notice", addressee="addressee", sent="released_on")
    tell("reports.NoticeFile", addressee="notice__addressee", sent="notice__released_on")
    tell("visits.VisitDelivery", channel="channel")
    tell("visits.VisitLead", entered_by="entered_by")
    tell("visits.Correction", of="talk")
    for (label, _), said in facts.items():
        if label == "visits.Correction":
            said["of"] = "talk" if said["of"] else "visit"
    for part, models in world.rows.items():
        for pk, _ in models.get("cases.Handover", ()):
            facts["cases.Handover", pk]["part"] = part
    return facts


def _named(value: object, units: dict[int, str], users: dict[int, str]) -> object:
    return units.get(value) or users.get(value) or value  # type: ignore[arg-type]  # ids differ
