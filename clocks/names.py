"""From the words of a ledger to a measure: one code, several choices, or none with the nearest."""

import difflib
from dataclasses import dataclass

from clocks.catalogue import Catalogue, Measure, load_catalogue
from clocks.facts import Person
from clocks.spelling import name_and_months, one_spelling

ANYONE = Person()
_PAIRS = {"双开": ("开除党籍", "开除公职"), "双撤": ("撤销党内职务", "政务撤职")}
_SEPARATORS = "、,，;；/／＋+&\n和及并"
_BRACKETS = {"(": 1, "（": 1, ")": -1, "）": -1}
_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several measures are written like this; the office must say which."""

    text: str
    choices: tuple[str, ...]
    message: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """No measure is written like this."""

    text: str
    nearest: tuple[str, ...]
    message: str


def find_measure(
    text: str, person: Person = ANYONE, catalogue: Catalogue | None = None
) -> str | Ambiguous | Unknown:
    """The code of what is written; the person's identity decides where the words alone do not."""
    book = catalogue or load_catalogue()
    if text in book.measures:
        return text
    spelling = one_spelling(text)
    codes = book.spellings.get(spelling)
    if codes is not None:
        return _choose(text, [book.measures[code] for code in codes], person, book)
    named = name_and_months(spelling)
    if named is not None and named[0] in book.spellings:
        return _with_months(text, named, person, book)
    return _unknown(text, spelling, book)


def split_measures(text: str) -> list[str]:
    """The single measures of one cell; a comma inside brackets does not separate."""
    parts, depth = [""], 0
    for character in text.replace("以及", "、").replace("同时", "、"):
        depth = max(depth + _BRACKETS.get(character, 0), 0)
        if character in _SEPARATORS and not depth:
            parts.append("")
        else:
            parts[-1] += character
    single = [part.strip() for part in parts if part.strip()]
    return [name for part in single for name in _PAIRS.get(one_spelling(part), (part,))]


def _choose(text: str, measures: list[Measure], person: Person, book: Catalogue) -> str | Ambiguous:
    if one_spelling(text) in book.never_alone:
        return _ambiguous(text, [m for m in measures if _is_likely(m, person)])
    possible = [m for m in measures if m.is_open_to(person)] or measures
    if person.party == "non_member":
        possible = [m for m in possible if m.system != "party"] or possible
    return possible[0].code if len(possible) == 1 else _ambiguous(text, possible)


def _is_likely(measure: Measure, person: Person) -> bool:
    """Staff of an institution have a 警告 of their own; it is offered to nobody else."""
    return measure.system != "institution" or person.identity in measure.identities


def _ambiguous(text: str, measures: list[Measure]) -> Ambiguous:
    names = "或者".join(f"“{m.name}”" for m in measures)
    message = f"“{_shown(text)}”没有写明是哪一种，请按决定书写成{names}。"
    return Ambiguous(text, tuple(m.code for m in measures), message)


def _with_months(
    text: str, named: tuple[str, int], person: Person, book: Catalogue
) -> str | Ambiguous | Unknown:
    name, months = named
    chosen = _choose(name, [book.measures[code] for code in book.spellings[name]], person, book)
    if isinstance(chosen, Ambiguous):
        return Ambiguous(text, chosen.choices, chosen.message)
    measure = book.meant(chosen, months)
    if measure is not None and months in (measure.probation_months, measure.months):
        return measure.code
    plain = book.measures[chosen]
    length = plain.probation_months or plain.months
    usual = f"的期限为{length}个月" if length else "不设期限"
    message = (
        f"“{_shown(text)}”写明的期限是{months}个月，{plain.name}{usual}，请核对决定书；"
        f"只写种类即可，例如“{plain.name}”。"
    )
    return Unknown(text, (chosen,), message)


def _unknown(text: str, spelling: str, book: Catalogue) -> Unknown:
    close = difflib.get_close_matches(spelling, book.spellings, n=6, cutoff=0.5)
    nearest = tuple(dict.fromkeys(code for word in close for code in book.spellings[word]))[:3]
    message = f"没有“{_shown(text)}”这一处分（处理）种类，请按决定书写全称，例如“党内警告”。"
    if nearest:
        names = "、".join(f"“{book.measures[code].name}”" for code in nearest)
        message += f"相近的有{names}。"
    return Unknown(text, nearest, message)


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "……"
