"""Where a letter parts from the facts: what it says about decisions and periods, and what is so."""

from collections.abc import Iterable, Iterator
from datetime import date

from corrections.rules.pictures import Quote
from reports.choices import Opinion
from reports.rules.facts import ClockFacts, DecisionFacts, LetterFacts
from reports.rules.letter import clock_words, measure_words
from web.dates import cn_date

GONE = "现已没有"


def quotes_that_differ(said: LetterFacts, now: LetterFacts) -> tuple[Quote, ...]:
    """Only what the letter really tells: a period without both days is not told, and a decision
    that came later does not make an earlier letter wrong."""
    return (
        *_decisions(said.decisions, now.decisions),
        *_clocks(said.clocks, now.clocks),
        *_freedom(said, now),
    )


def quotes_of_an_end(said: date, now: date | None) -> tuple[Quote, ...]:
    """A notice says until when the restrictions ran."""
    if said == now:
        return ()
    return (Quote(f"影响期至{cn_date(said)}届满", f"至{cn_date(now)}届满" if now else GONE),)


def _decisions(said: Iterable[DecisionFacts], now: Iterable[DecisionFacts]) -> Iterator[Quote]:
    true = [_decision(each) for each in now]
    for each in said:
        words = _decision(each)
        if words not in true:
            same = [_decision(other) for other in now if _is_same(each, other)]
            yield Quote(words, same[0] if same else GONE)


def _is_same(one: DecisionFacts, other: DecisionFacts) -> bool:
    """The same decision, of which one fact was corrected or changed."""
    if one.system != other.system:
        return False
    return (one.organ, one.number) == (other.organ, other.number) or one.decided_on == (
        other.decided_on
    )


def _decision(facts: DecisionFacts) -> str:
    paper = f"{facts.organ}{facts.number}".strip()
    return f"{_day(facts.decided_on)}{measure_words(facts.system, facts.measure)}（{paper}）"


def _clocks(said: Iterable[ClockFacts], now: Iterable[ClockFacts]) -> Iterator[Quote]:
    true = list(now)
    for each in said:
        if each.start is None or each.end is None or each in true:
            continue
        near = [other for other in true if (other.system, other.kind) == (each.system, each.kind)]
        near.sort(key=lambda other: other.start != each.start)
        yield Quote(_clock(each), _clock(near[0]) if near else GONE)


def _clock(facts: ClockFacts) -> str:
    name, _ = clock_words(facts)
    if facts.start is None or facts.end is None:
        return f"{name}起止日待定"
    return f"{name}{cn_date(facts.start)}至{cn_date(facts.end)}"


def _freedom(said: LetterFacts, now: LetterFacts) -> Iterator[Quote]:
    """The sentence 「影响期自……起已满」 stands only in a letter with that opinion."""
    told = said.opinion.choice == Opinion.ORDINARY and not said.bound
    if told and said.free_from is not None and said.free_from != now.free_from:
        after = f"自{cn_date(now.free_from)}起已满" if now.free_from else "尚不能确定"
        yield Quote(f"影响期自{cn_date(said.free_from)}起已满", f"影响期{after}")


def _day(day: date | None) -> str:
    return cn_date(day) if day else ""
