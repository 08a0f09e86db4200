"""check(): rows against what is stored; nothing is written."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from accounts.models import Unit, User
from cases.facts.reckoning import catalogue, rules_of
from cases.models import Decision
from cases.rules.states import out_of_scope
from cases.rules.versions import Rules, Version, compute_governed
from clocks.facts import DecisionInput, Error
from clocks.facts import Person as EnginePerson
from clocks.facts import Policy as PolicyValue
from clocks.outcome import Outcome
from intake.actions.snapshot import Snapshot, snapshot, token_of
from intake.rules.cells.texts import key_of
from intake.rules.persons import WRONG, Book, Person, Verdict
from intake.rules.rows import LedgerRow
from intake.rules.units import Proposal, propose
from intake.rules.verdicts import counts, judge

Headers = Mapping[str, Mapping[str, tuple[int, str]]]
RETIREMENT_AGE = 60
LISTED = 5


@dataclass(slots=True)
class Checked:
    """The verdict on each row, the people behind them, and what else will be made."""

    verdicts: list[Verdict]
    people: list[Person]
    stored: Snapshot
    units: dict[str, Unit] = field(default_factory=dict)
    new_units: list[Proposal] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        return counts(self.verdicts)


def check(
    rows: Iterable[LedgerRow],
    headers: Headers,
    *,
    office: Unit | None,
    by: User | None,
    today: date,
    answers: Mapping[int, str] | None = None,
    confirmed: Mapping[int, list[dict[str, str]]] | None = None,
) -> Checked:
    """`answers` and `confirmed` go by the place of the row in the file."""
    answers, confirmed = answers or {}, confirmed or {}
    verdicts = [
        Verdict(place, row, token_of(row), answers.get(place, ""), confirmed.get(place))
        for place, row in enumerate(rows)
    ]
    stored = snapshot((each.row for each in verdicts), office=office, by=by, today=today)
    book = Book(headers, stored.inputs, _engine(stored, office, today))
    people = judge(verdicts, stored.people, book)
    checked = Checked(verdicts, people, stored)
    _place_units(checked)
    _tell(checked, today, _numbers_elsewhere(checked, by))
    return checked


def _engine(
    stored: Snapshot, office: Unit | None, today: date
) -> Callable[[EnginePerson, list[DecisionInput]], Outcome | list[Error]]:
    """The engine under the local rules of each decision; a new one is governed by this office's,
    and says what the person is today. Without an office nothing will be written: defaults."""
    rules = {str(key): each for key, each in stored.rules.items()}
    own = (
        rules_of(office, today=today)
        if office is not None
        else Rules((Version(0, date.min, PolicyValue()),))
    )

    def ask(who: EnginePerson, inputs: list[DecisionInput]) -> Outcome | list[Error]:
        told = [each if each.person is not None else replace(each, person=who) for each in inputs]
        each_rules = {each.id: rules.get(each.id, own) for each in told}
        answer = compute_governed(told, each_rules, today=today, catalogue=catalogue())
        return answer if isinstance(answer, list) else answer.outcome

    return ask


def _place_units(checked: Checked) -> None:
    """Every unit the good rows name: the stored one, or a proposal."""
    names = {
        row.values["unit"]
        for person in checked.people
        for row in (each.row for each in person.standing)
        if row.values.get("unit")
    }
    # Open units win over closed ones of the same name.
    known: dict[str, Unit] = {}
    for unit in Unit.objects.order_by("closed_on"):
        known.setdefault(key_of(unit.full_name), unit)
    checked.units = known
    checked.new_units = propose(names, {key: unit.full_name for key, unit in known.items()})


def _tell(checked: Checked, today: date, elsewhere: set[str]) -> None:
    """Notices, never refusals: reused 文号, a likely retirement, who is not followed up."""
    users: dict[str, set[int]] = defaultdict(set)
    for person in checked.people:
        for verdict in person.standing:
            users[key_of(verdict.row.values.get("number", ""))].add(id(person))
    reused = {number for number, people in users.items() if number and len(people) > 1}
    reused |= elsewhere
    for person in checked.people:
        reason = out_of_scope(_measures(person))
        for verdict in person.standing:
            notices, values = verdict.row.notices, verdict.row.values
            if key_of(values.get("number", "")) in reused:
                notices.append(f"文号“{values['number']}”也用在其他人员身上，请核对")
            if reason:
                notices.append(reason)
            if person.known is None and not values.get("identity"):
                notices.append("没有填写人员身份，暂按其他人员登记，请补充")
            _tell_age(verdict.row, today)


def _measures(person: Person) -> list[str]:
    stored = person.known.rulings if person.known is not None else []
    told = [ruling for each in person.standing for ruling in each.rulings]
    return [ruling.measure for ruling in [*stored, *told]]


def _numbers_elsewhere(checked: Checked, by: User | None) -> set[str]:
    """文号 of the file that a stored decision of somebody else bears, as far as `by` may know."""
    if by is None:
        return set()
    numbers = {
        each.row.values["number"]
        for each in checked.verdicts
        if each.kind != WRONG and each.row.values.get("number")
    }
    used = Decision.objects.visible_to(by).live().filter(document__number__in=numbers)
    others = used.exclude(cadre__in=checked.stored.cadres)
    return {key_of(number) for number in others.values_list("document__number", flat=True)}


def _tell_age(row: LedgerRow, today: date) -> None:
    born = row.values.get("born")
    if not born or row.values.get("identity") == "retired":
        return
    months = (today.year - int(born[:4])) * 12 + today.month - int(born[5:7])
    if months // 12 >= RETIREMENT_AGE:
        row.notices.append(f"按出生年月已满 {RETIREMENT_AGE} 周岁，如已退休请在人员身份中写明")
