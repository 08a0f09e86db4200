"""The lines of a result page, already rounded and worded."""

from dataclasses import dataclass
from fractions import Fraction

from evaluation.rules.scoring import one_decimal

NOT_SHOWN = "不足3份，不单独显示"
NO_SCORE = "没有得分"


@dataclass(frozen=True)
class ChangeView:
    before: Fraction
    delta: str
    word: str

    @property
    def shown_before(self) -> str:
        return one_decimal(self.before)

    @property
    def words(self) -> str:
        return f"{self.word}（{self.delta}）"


@dataclass(frozen=True)
class DimensionView:
    code: str
    name: str
    weight: str
    score: Fraction | None
    agreement: str
    dots: tuple[tuple[str, Fraction], ...]
    change: ChangeView | None

    @property
    def shown(self) -> str:
        return shown(self.score)


@dataclass(frozen=True)
class GroupView:
    name: str
    weight: str
    min_ballots: int
    received: int
    valid: int
    dropped: int
    present: bool
    reason: str
    score: str

    @property
    def state(self) -> str:
        if not self.present:
            return f"未计入（{self.reason or '没有收回有效票'}）"
        return (
            f"计入，去掉最高、最低各1份后{self.valid - self.dropped}份" if self.dropped else "计入"
        )


@dataclass(frozen=True)
class ItemView:
    seq: int
    text: str
    dimension: str
    side: str
    score: str
    unknown: str
    note: str
    cells: tuple[tuple[str, str], ...]


def shown(score: Fraction | None) -> str:
    return NO_SCORE if score is None else one_decimal(score)
