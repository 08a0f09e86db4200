"""The oracle's second half: which words of the world an actor may meet, by row and by column."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tests.walls.canaries import Origin
from tests.walls.oracle import HANDED, HIDDEN, KINDS, OFFICE, SENT, WorldState, exists_for, organs

NEEDS = {"needs.Need", "needs.NeedStep"}
ASKED_FOR = {(role, "cases.Cadre", "phone") for role in ("helper", "unit")}
TOLD_BY_OFFER = {
    ("cases.Cadre", "name"),
    ("cases.DossierRow", "name"),
    ("cases.DossierRow", "unit_name"),
    ("cases.DossierRow", "post"),
    ("cases.DossierRow", "measures"),
}


@dataclass(frozen=True)
class Sight:
    """`facts` of a row that the rule of its kind asks for: see FACTS."""

    world: WorldState
    today: date
    facts: dict[tuple[str, object], dict[str, object]]

    def may_see(self, actor: str, origin: Origin) -> bool:
        """One row by one column."""
        who = self.world.actors.get(actor)
        if who is None or not who.active:
            return False
        special = BY_ITSELF.get(origin.model)
        if special is not None:
            return special(self, actor, origin)
        return (
            self._was_sent(actor, origin)
            or self._reads(actor, who.role, origin)
            or self._is_offered(actor, origin)
        )

    def _is_offered(self, actor: str, origin: Origin) -> bool:
        """What an open offer tells its receiver: whom he would take over, and how it stands."""
        return (origin.model, origin.field) in TOLD_BY_OFFER and any(
            label == "cases.Handover"
            and said["part"] == origin.part
            and said["state"] == "offered"
            and _handover(self, actor, Origin(label, "", pk, origin.part))
            for (label, pk), said in self.facts.items()
        )

    def _reads(self, actor: str, role: str, origin: Origin) -> bool:
        """The kind by his role, the row by its file."""
        return (
            role in KINDS[origin.model]
            and origin.field not in HIDDEN.get((role, origin.model), ())
            and bool(origin.part)
            and exists_for(self.world, actor, origin.part, self.today)
            and self._addressed_to_role(role, origin)
            and self._entered_or_leads(actor, role, origin)
        )

    def _entered_or_leads(self, actor: str, role: str, origin: Origin) -> bool:
        """另行核对事项: one's own entries, and the leader in charge by duty (D.2)."""
        if origin.model != "visits.VisitLead" or role == "leader":
            return True
        return self._facts(origin).get("entered_by") == actor

    def _addressed_to_role(self, role: str, origin: Origin) -> bool:
        """Of what is appended to a visit or a talk, the unit and the helper read the talk's."""
        if origin.model == "visits.Correction" and role in {"unit", "helper"}:
            return self._facts(origin).get("of") == "talk"
        if origin.model == "visits.VisitDelivery" and role == "unit":
            return self._facts(origin).get("channel") == "unit"
        if origin.model in NEEDS and role in {"unit", "helper"}:
            return self._facts(origin).get("source") == "talk"
        return True

    def _was_sent(self, actor: str, origin: Origin) -> bool:
        who = self.world.actors[actor]
        if who.role != "personnel" or origin.model not in {*SENT, *HANDED}:
            return False
        # Of an issue it is handed: what is wrong and what it is to do, not what was found before.
        if origin.model in HANDED:
            return self._facts(origin).get("assigned_to") == who.unit and _not_denied(
                self, actor, origin
            )
        facts = self._facts(origin)
        # Deny wins here too: what he is sent of his own file he does not read (D.3).
        return bool(facts.get("sent")) and facts.get("addressee") == who.unit

    def _facts(self, origin: Origin) -> dict[str, object]:
        return self.facts.get((origin.model, origin.pk), {})

    def may_meet(self, actor: str, origins: set[Origin], *, asked: bool = False) -> bool:
        """A word that lives in several rows, by any of them; `asked`: on the one page that opens a
        masked number for a reason."""
        return any(
            self.may_see(actor, origin) or (asked and self._may_ask(actor, origin))
            for origin in origins
        )

    def _may_ask(self, actor: str, origin: Origin) -> bool:
        """Whoever has to arrange a talk may ask for the telephone (D.3)."""
        return (
            (self.world.actors[actor].role, origin.model, origin.field) in ASKED_FOR
            and bool(origin.part)
            and exists_for(self.world, actor, origin.part, self.today)
        )


def _handover(sight: Sight, actor: str, origin: Origin) -> bool:
    """Both sides know of the offer; whoever must not find the person finds no offer either."""
    who, facts = sight.world.actors[actor], sight._facts(origin)
    sides = {facts["from_owner"], facts["to_owner"], facts["receiver"]}
    return (
        who.role in KINDS["cases.Suspension"]
        and bool(organs(sight.world, who, sight.today) & sides)
        and _not_denied(sight, actor, origin)
    )


def _receipt(sight: Sight, actor: str, origin: Origin) -> bool:
    """All that the old unit or organ still sees of a person who has left it."""
    who, facts = sight.world.actors[actor], sight._facts(origin)
    holder = str(facts["holder"])
    if who.role == "unit":
        mine = _within(sight.world, holder, who.unit)
    else:
        mine = who.role in KINDS["cases.Suspension"] and holder in organs(
            sight.world, who, sight.today
        )
    return mine and _not_denied(sight, actor, origin)


def _within(world: WorldState, unit: str, above: str) -> bool:
    while unit:
        if unit == above:
            return True
        unit = world.parents.get(unit, "")
    return False


def _not_denied(sight: Sight, actor: str, origin: Origin) -> bool:
    """What would be left of the rule if the actor had every anchor."""
    world, today = sight.world, sight.today
    file = world.files[origin.part]

    def on(spans: list, who: str) -> bool:
        return any(s.who == who and s.what == file.person and s.holds(today) for s in spans)

    sealed = on(world.seals, "") and not on(world.grants, actor)
    return not (file.is_void or sealed or on(world.recusals, actor) or on(world.own, actor))


def _draft(sight: Sight, actor: str, origin: Origin) -> bool:
    """One's own, of files one may still find."""
    mine = sight._facts(origin)["author"] == actor
    return mine and exists_for(sight.world, actor, origin.part, sight.today)


def _kept(sight: Sight, actor: str, origin: Origin) -> bool:
    """What one has typed oneself."""
    return sight._facts(origin)["author"] == actor


def _job(sight: Sight, actor: str, origin: Origin) -> bool:
    """Whoever asked for the work, while he may still find the file (AZ-12)."""
    mine = sight._facts(origin).get("asked_by") == actor
    return mine and (not origin.part or exists_for(sight.world, actor, origin.part, sight.today))


def _import(sight: Sight, actor: str, origin: Origin) -> bool:
    """The office's own; a leader reads no ledger."""
    who = sight.world.actors[actor]
    office = sight._facts(origin)["office"]
    return who.role in OFFICE and office in organs(sight.world, who, sight.today)


def _nobody(_sight: Sight, _actor: str, _origin: Origin) -> bool:
    return False


BY_ITSELF: dict[str, Callable[[Sight, str, Origin], bool]] = {
    "cases.Handover": _handover,
    "cases.Receipt": _receipt,
    "visits.Draft": _draft,
    "reports.Printout": _draft,
    "jobs.Job": _job,
    "signin.KeptForm": _kept,
    "intake.ImportBatch": _import,
    "intake.ImportSource": _import,
    "intake.ImportRow": _import,
    # The record carries no content at all (data protection 04).
    "audit.Entry": _nobody,
    "audit.StatedPurpose": _nobody,
}


def nearest(sight: Sight, actor: str) -> list[str]:
    """The objects in the order of their likeness to what the actor sees."""
    world = sight.world
    mine = [f for f in world.files.values() if exists_for(world, actor, f.key, sight.today)]

    def likeness(key: str) -> int:
        file = world.files[key]
        return max(
            (
                2 * (file.owner == other.owner)
                + 2 * (file.carrier == other.carrier)
                + (file.unit == other.unit)
                for other in mine
            ),
            default=0,
        )

    return sorted(world.files, key=lambda key: (-likeness(key), key))
