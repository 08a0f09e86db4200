"""One ballot: raw answers, what they convert to, what is refused, what looks wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from evaluation.choices import Suspicion
from evaluation.rules.instrument import Instrument, Item

# Raw answers: 4 to 0, None for 不了解 (and for items the group is not asked), -1 for 不适用.
BEST, NOT_APPLICABLE, UNKNOWN = 4, -1, None
STEP = Fraction(25)
POSITIVE_LABELS = {4: "完全符合", 3: "比较符合", 2: "一般", 1: "不太符合", 0: "不符合"}
NEGATIVE_LABELS = {4: "严重存在", 3: "较为突出", 2: "时有发生", 1: "偶有苗头", 0: "未发现"}
# A negative item answered 时有发生 or worse needs an example.
EXAMPLE_FROM = 2

SAME_VALUE_FROM = 15
ONE_SIDED_ABOVE = 50
UNKNOWN_ABOVE = Fraction(6, 10)
HURRIED_BELOW = 60

Raw = int | None


@dataclass(frozen=True)
class Ballot:
    number: int
    group: str
    answers: tuple[Raw, ...]
    seconds: int | None = None

    def raw(self, item: Item) -> Raw:
        return self.answers[item.seq - 1]


def converted(raw: Raw, *, positive: bool) -> Fraction | None:
    """0 to 100, or None when the answer does not count."""
    if raw is UNKNOWN or raw == NOT_APPLICABLE:
        return None
    return STEP * (raw if positive else BEST - raw)


def scores_of(ballot: Ballot, items: Sequence[Item]) -> dict[str, Fraction]:
    """Converted scores of the items this ballot's group is asked and the rater answered."""
    found = {
        item.code: converted(ballot.raw(item), positive=item.positive)
        for item in items
        if ballot.group in item.raters
    }
    return {code: score for code, score in found.items() if score is not None}


def mean(scores: Sequence[Fraction]) -> Fraction | None:
    return sum(scores, Fraction(0)) / len(scores) if scores else None


def ballot_mean(ballot: Ballot, instrument: Instrument) -> Fraction | None:
    return mean(list(scores_of(ballot, instrument.items).values()))


def says_something(ballot: Ballot, instrument: Instrument) -> bool:
    return bool(scores_of(ballot, instrument.items))


def refused_items(
    answers: Mapping[int, Raw], *, group: str, instrument: Instrument
) -> dict[int, str]:
    """Item number → why its answer cannot be taken; `answers` holds what was filled in."""
    wrong: dict[int, str] = {}
    for item in instrument.items:
        if group not in item.raters:
            if answers.get(item.seq) is not None:
                wrong[item.seq] = f"第{item.seq}项不由这一类评价主体填写，请留空。"
        elif item.seq not in answers:
            wrong[item.seq] = f"第{item.seq}项还没有选择，不清楚的请选“不了解”。"
        elif answers[item.seq] not in _ALLOWED:
            wrong[item.seq] = f"第{item.seq}项只能选0至4、不了解或不适用。"
    return wrong


_ALLOWED = frozenset({0, 1, 2, 3, 4, NOT_APPLICABLE, UNKNOWN})


def needs_example(item: Item, raw: Raw) -> bool:
    return not item.positive and raw is not None and raw >= EXAMPLE_FROM


def suspicions(ballot: Ballot, instrument: Instrument) -> tuple[Suspicion, ...]:
    """Why a person should look at the ballot; it stays in until someone voids it."""
    asked = instrument.items_for(ballot.group)
    found = {
        Suspicion.SAME_VALUE: _is_uniform(ballot, asked),
        Suspicion.ONE_SIDED: _is_one_sided(ballot, asked),
        Suspicion.UNKNOWN: _knows_little(ballot, asked),
        Suspicion.HURRIED: ballot.seconds is not None and ballot.seconds < HURRIED_BELOW,
    }
    return tuple(reason for reason, holds in found.items() if holds)


def _is_uniform(ballot: Ballot, asked: Sequence[Item]) -> bool:
    """Full agreement with praise and with blame alike."""
    answered = [
        item for item in asked if converted(ballot.raw(item), positive=item.positive) is not None
    ]
    return (
        len(answered) >= SAME_VALUE_FROM
        and len({ballot.raw(item) for item in answered}) == 1
        and len({item.positive for item in answered}) == 2
    )


def _is_one_sided(ballot: Ballot, asked: Sequence[Item]) -> bool:
    praise = mean(list(scores_of(ballot, [item for item in asked if item.positive]).values()))
    blame = mean(list(scores_of(ballot, [item for item in asked if not item.positive]).values()))
    return praise is not None and blame is not None and abs(praise - blame) > ONE_SIDED_ABOVE


def _knows_little(ballot: Ballot, asked: Sequence[Item]) -> bool:
    unknown = sum(ballot.raw(item) is UNKNOWN for item in asked)
    return bool(asked) and Fraction(unknown, len(asked)) > UNKNOWN_ABOVE
