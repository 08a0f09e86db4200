"""Instruments and ballots for the tests of scoring."""

import json
from fractions import Fraction
from itertools import count
from pathlib import Path

from evaluation.rules.ballots import Ballot
from evaluation.rules.instrument import (
    Constants,
    Dimension,
    Grade,
    Group,
    Instrument,
    Item,
    read,
)

DATA = Path(__file__).parents[2] / "evaluation" / "data" / "hfpj40.json"
HFPJ = read(json.loads(DATA.read_text(encoding="utf-8")))
GRADES = (
    Grade("A", "优秀", Fraction(90), Fraction(75), Fraction(80)),
    Grade("B", "良好", Fraction(80), Fraction(60)),
    Grade("C", "一般", Fraction(60)),
    Grade("D", "较差", Fraction(0)),
)


def item(seq, code, dim, raters, *, weight=1, flags=()):
    return Item(
        seq=seq,
        code=code,
        dim=dim,
        positive=not code.endswith("-"),
        text=code,
        evidence="",
        raters=frozenset(raters),
        weight=Fraction(weight),
        flags=frozenset(flags),
    )


def small(items, *, groups=None, dimensions=None, **constants):
    """An instrument with dimensions A 60 and B 40 and groups LD 50, TS 30, QZ 20."""
    return Instrument(
        code="SMALL",
        version=1,
        name="小表",
        public_name="小表",
        dimensions=dimensions
        or (Dimension("A", "甲", Fraction(60), 1), Dimension("B", "乙", Fraction(40), 2)),
        groups=groups
        or (
            Group("LD", "领导", Fraction(50), 1),
            Group("TS", "同事", Fraction(30), 1),
            Group("QZ", "群众", Fraction(20), 1),
        ),
        items=tuple(items),
        grades=GRADES,
        constants=Constants(**constants),
    )


# The two dimensions and four items of the worked check.
WORKED = small(
    [
        item(1, "A1+", "A", ["LD", "TS"]),
        item(2, "A2-", "A", ["LD", "TS", "QZ"]),
        item(3, "B1+", "B", ["TS", "QZ"]),
        item(4, "B2-", "B", ["LD", "QZ"]),
    ]
)


def numbered(*rows):
    """("LD", 4, 0, None, 1), … → ballots 1, 2, 3 …"""
    return [
        Ballot(number, group, tuple(answers)) for number, (group, *answers) in enumerate(rows, 1)
    ]


WORKED_BALLOTS = numbered(
    ("LD", 4, 0, None, 1),
    ("LD", 3, 1, None, None),
    ("TS", 3, 0, 3, None),
    ("TS", 2, 1, None, None),
)


def sheet(group, *, positive=4, negative=0, instrument=HFPJ, **changed):
    """Answers of one rater: the same value for all asked items of a side, save `ZZ_P1=2`."""
    answers = []
    for each in instrument.items:
        value = positive if each.positive else negative
        value = changed.get(each.code.replace("-", "_"), value)
        answers.append(value if group in each.raters else None)
    return tuple(answers)


def ballots(**groups):
    """LD=[sheet, sheet], TS=[…] → ballots of the real instrument."""
    numbers = count(1)
    return [
        Ballot(next(numbers), group, answers)
        for group, sheets in groups.items()
        for answers in sheets
    ]


def enough(*, positive=4, negative=0, **changed):
    """A sufficient round in which everybody answers alike."""
    sizes = {"LD": 2, "TS": 3, "FW": 2, "NJ": 1}
    return ballots(
        **{
            group: [sheet(group, positive=positive, negative=negative, **changed)] * size
            for group, size in sizes.items()
        }
    )
