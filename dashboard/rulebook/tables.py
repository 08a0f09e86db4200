"""The tables of 规则与依据 as plain cells: measures, last day, sums, changes, states."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from clocks.catalogue import Catalogue, Measure
from clocks.facts import CONVENTIONS
from clocks.months import last_day
from clocks.words import (
    CERTAINTIES,
    COMBINATIONS,
    IDENTITIES,
    MATTERS,
    SYSTEMS,
    cn_date,
)
from clocks.words import CONVENTIONS as CONVENTION_WORDS
from visits.choices import State

TEXTS = Path(__file__).with_name("texts.json")
NO_TEXT = "没有明文规定"
# A day without a counterpart half a year later shows all three conventions apart (rules.md 5.5).
START, MONTHS = date(2024, 8, 31), 6


@dataclass(frozen=True)
class Table:
    """The first cell of a row is its head."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def lines(self) -> list[list[tuple[str, str]]]:
        """Each cell with its heading, which a phone shows beside it."""
        return [list(zip(self.headings, row, strict=True)) for row in self.rows]


@cache
def texts() -> Mapping[str, Any]:
    content: Mapping[str, Any] = json.loads(TEXTS.read_text(encoding="utf-8"))
    return content


def measures(catalogue: Catalogue) -> Iterator[Table]:
    """One table per system, light to heavy."""
    for system, words in SYSTEMS.items():
        law = catalogue.systems[system]
        rows = [m for m in catalogue.measures.values() if m.system == system]
        yield Table(
            f"{words}：自{law.start_word}起计算（{law.start_basis}）",
            ("种类", "期限", "期间受限的事项", "适用的人员", "依据", "把握程度"),
            tuple(_measure(measure) for measure in rows),
        )


def _measure(measure: Measure) -> tuple[str, ...]:
    return (
        measure.name,
        _length(measure),
        _matters(measure),
        _people(measure),
        "；".join(measure.basis),
        CERTAINTIES[measure.certainty],
    )


def _people(measure: Measure) -> str:
    """The shorter of both lists: to whom it applies, or to whom not."""
    if measure.system == "party":
        return "中共党员"
    if not measure.identities:
        return "不限"
    these = [words for code, words in IDENTITIES.items() if code in measure.identities]
    others = [words for code, words in IDENTITIES.items() if code not in measure.identities]
    return "、".join(these) if len(these) <= len(others) else f"不适用于{'、'.join(others)}"


def _length(measure: Measure) -> str:
    if measure.kind == "none":
        return "没有影响期"
    if measure.kind == "probation":
        return f"察看期{measure.probation_months}个月，恢复党员权利后影响期{measure.months}个月"
    if measure.standalone:
        return f"{measure.months}个月内不得重新入党"
    words = f"{measure.months}个月"
    if measure.leading_post_months:
        words = f"{measure.leading_post_months}个月内不安排领导职务，影响期{words}"
    if (measure.months_max or 0) > (measure.months or 0):
        words += f"，另有写明的最长{measure.months_max}个月"
    return words


def _matters(measure: Measure) -> str:
    words = [MATTERS[code] for code in measure.matters]
    if measure.leading_post_months:
        words.insert(0, MATTERS["LEADING_POST"])
    told = "；".join(words) or "无"
    if measure.title_for:
        told += f"；事业单位、国有企业人员还包括：{MATTERS['TITLE']}"
    return told


def matters(catalogue: Catalogue) -> Table:
    """By matter: which measures bar it, so that nobody looks at one clock alone."""
    return Table(
        "按事项看：哪些期限都要届满",
        ("事项", *SYSTEMS.values()),
        tuple(
            (
                words,
                *(
                    "、".join(
                        m.name
                        for m in catalogue.measures.values()
                        if m.system == system and _bars(m, code)
                    )
                    or "不影响"
                    for system in SYSTEMS
                ),
            )
            for code, words in MATTERS.items()
        ),
    )


def _bars(measure: Measure, matter: str) -> bool:
    return (
        matter in measure.matters
        or (matter == "TITLE" and bool(measure.title_for))
        or (matter == "LEADING_POST" and bool(measure.leading_post_months))
    )


def conventions() -> Table:
    basis = {
        "A": "“自……之日起计算”的通行理解，《中华人民共和国公职人员政务处分法》第八条",
        "B": NO_TEXT,
        "C": "参照《中华人民共和国民法典》第二百零一条、第二百零二条",
    }
    return Table(
        "最后一日的三种口径",
        ("口径", "怎样数", f"例：{cn_date(START)}起{MONTHS}个月", "依据", "把握程度"),
        tuple(
            (
                f"口径{name}",
                CONVENTION_WORDS[name],
                f"至{cn_date(last_day(START, MONTHS, name))}",
                basis[name],
                CERTAINTIES["medium"],
            )
            for name in CONVENTIONS
        ),
    )


def combinations() -> Table:
    basis = f"{NO_TEXT}，只写明剩余的与新的相加"
    return Table(
        "剩余期限怎样相加",
        ("方法", "怎样算", "依据", "把握程度"),
        tuple(
            (f"方法{name}", words, basis, CERTAINTIES["medium"])
            for name, words in COMBINATIONS.items()
        ),
    )


def sums(catalogue: Catalogue) -> Table:
    """Only within one system: Party and state periods are never added up."""
    return Table(
        "同一体系内前一期限没有届满时又作出新的决定",
        ("体系", "最长", "依据", "把握程度"),
        tuple(
            (
                words,
                f"自新决定之日起{law.cap_months}个月" if law.cap_months else "不封顶",
                "；".join(dict.fromkeys(filter(None, (law.sum_basis, law.cap_basis)))),
                CERTAINTIES[law.sum_certainty],
            )
            for system, words in SYSTEMS.items()
            for law in [catalogue.systems[system]]
        ),
    )


def changes() -> Table:
    return _told("处分变动以后", ("情形", "怎样算", "依据", "把握程度"), "changes", "how")


def differs() -> Table:
    headings = ("事项", "分歧在哪里", "系统怎样做", "依据", "把握程度")
    return _told("各地做法不一的事项", headings, "differs", "why", "how")


def _told(caption: str, headings: tuple[str, ...], key: str, *columns: str) -> Table:
    return Table(
        caption,
        headings,
        tuple(
            (
                row["what"],
                *(row[column] for column in columns),
                row["basis"],
                CERTAINTIES[row["certainty"]],
            )
            for row in texts()[key]
        ),
    )


def states() -> Table:
    names, responses = texts()["states"], texts()["responses"]
    return Table(
        "当前状态的用语",
        ("本系统的用语", "地方做法中的叫法", "怎样回应", "依据"),
        tuple(
            (
                state.label,
                names.get(state.value, "（另加的一种）"),
                responses[state.value],
                "公开报道中的地方做法，没有规定作依据",
            )
            for state in State
        ),
    )


def certainties() -> Table:
    return Table(
        "把握程度",
        ("写法", "意思"),
        tuple((words, texts()["certainties"][code]) for code, words in CERTAINTIES.items()),
    )
