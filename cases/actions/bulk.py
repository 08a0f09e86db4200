"""Many people at once, in few statements: the same rows as register_cadre, register_decision and
designate_helper make one by one; a test compares them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from accounts.acting import act
from accounts.models import Unit, User
from audit.record import record_many
from cases.actions.decisions import DecisionFacts
from cases.actions.numbers import take_numbers
from cases.actions.own_files import propose_own_files
from cases.actions.papers import Papers
from cases.actions.periods import care_versions, clock_row
from cases.actions.rows import row_from
from cases.actions.writing import insert_rows, keys_checked_at_once, take_keys
from cases.choices import DossierStatus
from cases.facts.reckoning import clocks_of, engine_input, rules_of
from cases.models import (
    Cadre,
    Clock,
    Decision,
    Document,
    Dossier,
    DossierRow,
    HelperDesignation,
    Measure,
    Policy,
    Posting,
)
from cases.rules.names import name_key
from cases.rules.states import duty_span, out_of_scope
from cases.rules.versions import Governed, Rules, months_of_care
from columns.sealed import blind_index

CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Printed:
    """What the paper said of the person on that day, where it differs from today."""

    unit: str
    post: str = ""
    rank: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """One decision; those with the same `paper` stand in one document even without a number."""

    facts: DecisionFacts
    paper: int
    printed: Printed | None = None


@dataclass(slots=True)
class NewPerson:
    """`cadre` is not saved yet; its unit is. `helper` is (name, post)."""

    cadre: Cadre
    decisions: list[Told]
    helper: tuple[str, str] | None = None


@dataclass(slots=True)
class Made:
    """Keys of the rows of one person."""

    cadre: int
    decisions: list[int] = field(default_factory=list)
    dossier: int | None = None


@dataclass(slots=True)
class _Batch:
    """Rows of one chunk, with their keys, before they are written."""

    cadres: list[Cadre] = field(default_factory=list)
    postings: list[Posting] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    dossiers: list[Dossier] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    clocks: list[Clock] = field(default_factory=list)
    helpers: list[HelperDesignation] = field(default_factory=list)
    rows: list[DossierRow] = field(default_factory=list)
    made: list[Made] = field(default_factory=list)

    def write(self) -> None:
        for clock, key in zip(self.clocks, take_keys(Clock, len(self.clocks)), strict=True):
            clock.pk = key
        for rows in (
            self.cadres, self.postings, self.documents, self.dossiers, self.decisions,
            self.clocks, self.helpers, self.rows,
        ):  # fmt: skip
            insert_rows(rows)


@dataclass(frozen=True, slots=True)
class Desk:
    """On whose behalf, under which rules, and when."""

    owner: Unit
    policy: Policy
    by: User | None
    on: date
    at: datetime


@dataclass(frozen=True, slots=True)
class _Ground:
    """What all of them rest on: the desk, its papers, the catalogue, the rules that govern."""

    desk: Desk
    papers: Papers
    measures: dict[str, Measure]
    rules: Rules
    care: list[tuple[date, int]]


@act
def register_people(
    people: Sequence[NewPerson], *, desk: Desk, tell: Callable[[int], None] = lambda _: None
) -> list[Made]:
    """Cadres with postings, decisions, clocks, dossiers, helpers and list rows; audited once
    for each person. Raises Refused with the engine's sentences."""
    numbers = {told.facts.number for each in people for told in each.decisions}
    ground = _Ground(
        desk=desk,
        papers=Papers(numbers, owner=desk.owner),
        measures=Measure.objects.in_bulk(),
        rules=rules_of(desk.owner, today=desk.on),
        care=care_versions([desk.owner.pk], desk.on)[desk.owner.pk],
    )
    made: list[Made] = []
    for start in range(0, len(people), CHUNK):
        batch = _Batch()
        chunk = people[start : start + CHUNK]
        ground.papers.take_keys(sum(len(each.decisions) for each in chunk))
        for each, keys in zip(chunk, _keys_for(chunk, desk), strict=True):
            _lay_out(each, keys, batch, ground)
        with keys_checked_at_once():
            batch.write()
        made += batch.made
        tell(len(made))
    anchors = [(each.cadre, each.dossier) for each in made]
    record_many("cadre.imported", by=desk.by, anchors=anchors, on=desk.on.isoformat())
    propose_own_files(on=desk.on, cadres=[each.cadre for each in made])
    return made


@dataclass(slots=True)
class _Keys:
    cadre: int
    posting: int
    helper: int
    dossier: int
    number: str
    decisions: list[int]


def _keys_for(people: Sequence[NewPerson], desk: Desk) -> list[_Keys]:
    count = len(people)
    decisions = iter(take_keys(Decision, sum(len(each.decisions) for each in people)))
    kept = [not out_of_scope(told.facts.measure for told in each.decisions) for each in people]
    numbers = iter(take_numbers(desk.owner, year=desk.on.year, count=sum(kept)))
    columns = (take_keys(model, count) for model in (Cadre, Posting, HelperDesignation, Dossier))
    return [
        _Keys(
            cadre, posting, helper, dossier,
            next(numbers) if keep else "",
            [next(decisions) for _ in each.decisions],
        )
        for each, keep, cadre, posting, helper, dossier in zip(
            people, kept, *columns, strict=True
        )
    ]  # fmt: skip


def _lay_out(person: NewPerson, keys: _Keys, batch: _Batch, ground: _Ground) -> None:
    """Everything of one person, in the order in which the rows point at each other."""
    cadre, desk = person.cadre, ground.desk
    cadre.pk, cadre.name_key, cadre.created_at = keys.cadre, name_key(cadre.name), desk.at
    cadre.id_index = blind_index(cadre.id_number) if cadre.id_number else None
    batch.cadres.append(cadre)
    batch.postings.append(
        Posting(
            id=keys.posting, cadre_id=cadre.pk, unit_id=cadre.unit_id, post=cadre.post,
            rank=cadre.rank,
        )
    )  # fmt: skip
    dossier = _dossier(cadre, keys, desk) if keys.number else None
    decisions = []
    for key, told in zip(keys.decisions, person.decisions, strict=True):
        decision = _decision(cadre, key, told, dossier=dossier, desk=desk)
        decision.measure = ground.measures[told.facts.measure]
        decision.system = decision.measure.system
        decision.document_id = ground.papers.key_of(
            told.facts, sheet=told.paper, fresh=batch.documents
        )
        decisions.append(decision)
    inputs = [engine_input(each, ()) for each in sorted(decisions, key=_by_day)]
    governed = clocks_of(inputs, {each.id: ground.rules for each in inputs}, today=desk.on)
    batch.decisions += decisions
    batch.clocks += [
        clock_row(cadre.pk, each, governed.version_of(each).key) for each in governed.outcome.clocks
    ]
    if dossier is not None:
        _span(dossier, decisions, governed, ground)
        batch.dossiers.append(dossier)
        helper = _helper(keys.helper, dossier, person.helper, desk) if person.helper else None
        batch.helpers += [helper] if helper is not None else []
        batch.rows.append(row_from(dossier, decisions=decisions, helper=helper))
    batch.made.append(Made(cadre.pk, keys.decisions, dossier.pk if dossier else None))


def _by_day(decision: Decision) -> tuple[date, int]:
    return decision.decided_on, decision.pk


def _dossier(cadre: Cadre, keys: _Keys, desk: Desk) -> Dossier:
    return Dossier(
        id=keys.dossier,
        number=keys.number,
        cadre=cadre,
        owner=desk.owner,
        opened_on=desk.on,
        status_since=desk.on,
        created_at=desk.at,
    )


def _decision(
    cadre: Cadre, key: int, told: Told, *, dossier: Dossier | None, desk: Desk
) -> Decision:
    facts, printed = told.facts, told.printed
    return Decision(
        id=key,
        cadre_id=cadre.pk,
        dossier_id=dossier.pk if dossier is not None else None,
        months=facts.months,
        decided_on=facts.decided_on,
        announced_on=facts.announced_on,
        delivered_on=facts.delivered_on,
        unit_id=cadre.unit_id,
        printed_unit=printed.unit if printed else cadre.unit.full_name,
        printed_post=printed.post if printed else cadre.post,
        printed_rank=printed.rank if printed else cadre.rank,
        printed_politics=cadre.politics,
        printed_identity=cadre.identity,
        office_id=desk.owner.pk,
        reason=facts.reason,
        form=facts.form,
        entered_by=desk.by,
        created_at=desk.at,
    )


def _span(dossier: Dossier, decisions: list[Decision], governed: Governed, ground: _Ground) -> None:
    """As recompute() and the registration of a decision do for one (decisions 1.10)."""
    outcome = governed.outcome
    awaiting = bool(outcome.awaiting)
    first = min(each.decided_on for each in decisions)
    span = duty_span(
        first_decided=first,
        overall_end=outcome.overall_end,
        awaiting=awaiting,
        has_clock=bool(outcome.clocks),
        care_months=months_of_care(ground.care, first),
    )
    dossier.active_from, dossier.active_to = span.first, span.last
    dossier.overall_end = None if awaiting else outcome.overall_end
    dossier.awaiting_restoration = awaiting
    begun = ground.desk.policy.duties_from
    if begun is not None and span.last is not None and span.last < begun:
        dossier.status = DossierStatus.TRACKING


def _helper(key: int, dossier: Dossier, told: tuple[str, str], desk: Desk) -> HelperDesignation:
    name, post = told
    return HelperDesignation(id=key, dossier_id=dossier.pk, name=name, post=post, from_on=desk.on)
