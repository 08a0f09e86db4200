"""Reads the data files of the demo and moves their dates by whole quarters."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from cases.rules.states import add_months

HERE = Path(__file__).parent
# The day on which the figures of the twenty cases are true as written.
BASELINE = date(2026, 9, 30)
MONTHS_OF_A_QUARTER = 3


@dataclass(frozen=True)
class Story:
    """Everything that is played: `cases` in the order of their numbers."""

    baseline: date
    today: date
    units: list[dict[str, Any]]
    accounts: list[dict[str, Any]]
    cases: list[dict[str, Any]]


def read_story(*, today: date) -> Story:
    """The files with every date moved so that the baseline is as new as it can be by `today`."""
    months = quarters_until(today) * MONTHS_OF_A_QUARTER

    def read(path: Path) -> dict[str, Any]:
        return dict(moved(tomllib.loads(path.read_text("utf-8")), months))

    return Story(
        baseline=add_months(BASELINE, months),
        today=today,
        units=read(HERE / "units.toml")["unit"],
        accounts=read(HERE / "accounts.toml")["account"],
        cases=[read(path) for path in sorted((HERE / "cases").glob("*.toml"))],
    )


def quarters_until(today: date) -> int:
    """How many whole quarters the baseline can move without passing `today`."""
    quarters = (today.year - BASELINE.year) * 4 + (today.month - BASELINE.month) // 3
    while add_months(BASELINE, (quarters + 1) * MONTHS_OF_A_QUARTER) <= today:
        quarters += 1
    while add_months(BASELINE, quarters * MONTHS_OF_A_QUARTER) > today:
        quarters -= 1
    return quarters


def moved(value: Any, months: int) -> Any:
    """Dates anywhere inside, `months` later; a person's own months (出生年月) stay."""
    if isinstance(value, date):
        return add_months(value, months)
    if isinstance(value, list):
        return [moved(each, months) for each in value]
    if isinstance(value, Mapping):
        return {
            key: each if key.endswith("_month") else moved(each, months)
            for key, each in value.items()
        }
    return value
