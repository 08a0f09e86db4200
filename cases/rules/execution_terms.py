"""The legal terms of 处分执行核查 as a table of measures, for asking about many decisions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cases.choices import Identity
from cases.choices.execution import ExecutionItem as Item
from cases.rules.execution import TERMS
from cases.rules.execution_items import SPECS
from clocks.months import add_months


@dataclass(frozen=True, slots=True)
class Term:
    """These measures make the item fall due so many months after the decision; `enterprise`: only
    for an enterprise's staff, only for others, or for both."""

    item: Item
    months: int
    measures: frozenset[str]
    enterprise: bool | None = None

    def last_passed(self, today: date) -> date:
        """The last day of a decision whose term has run out before `today`."""
        day = add_months(today, -self.months)
        while add_months(day, self.months) >= today:
            day -= timedelta(days=1)
        while add_months(day + timedelta(days=1), self.months) < today:
            day += timedelta(days=1)
        return day


def terms_of(measures: Iterable[tuple[str, str]]) -> list[Term]:
    """Every legal term of the list, of (system, measure): the same rules, seen from the table."""
    measures = list(measures)
    found = []
    for item in SPECS:
        others, enterprises = (
            _by_months(item, measures, identity) for identity in ("", Identity.ENTERPRISE_MANAGER)
        )
        if others == enterprises:
            found += [Term(item, months, codes) for months, codes in others]
        else:
            found += [Term(item, months, codes, enterprise=False) for months, codes in others]
            found += [Term(item, months, codes, enterprise=True) for months, codes in enterprises]
    return found


def _by_months(
    item: Item, measures: Sequence[tuple[str, str]], identity: str
) -> list[tuple[int, frozenset[str]]]:
    spec, codes = SPECS[item], dict[int, set[str]]()
    for system, measure in measures:
        duty = TERMS.get(spec.duty(system, measure, identity))
        if duty and duty.within and spec.applies(system, measure, identity):
            codes.setdefault(duty.within.months, set()).add(measure)
    return [(months, frozenset(some)) for months, some in sorted(codes.items())]
