"""How far the groups see the same person."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from evaluation.choices import Agreement
from evaluation.rules.instrument import Constants, Instrument
from evaluation.rules.scoring import weighted


@dataclass(frozen=True)
class Spread:
    """The variance is kept, because it is exact and its root is not."""

    mean: Fraction
    variance: Fraction
    range: Fraction
    level: Agreement


def spread(scores: Mapping[str, Fraction], instrument: Instrument) -> Spread | None:
    """None with fewer than two groups: one voice neither agrees nor differs."""
    pairs = [(instrument.group[code].weight, score) for code, score in scores.items()]
    middle = weighted([(weight, score) for weight, score in pairs])
    if len(pairs) < 2 or middle is None:
        return None
    variance = weighted([(weight, (score - middle) ** 2) for weight, score in pairs])
    reach = max(scores.values()) - min(scores.values())
    found = variance or Fraction(0)
    return Spread(middle, found, reach, level(found, reach, instrument.constants))


def level(variance: Fraction, reach: Fraction, limits: Constants) -> Agreement:
    if reach > limits.max_range or variance > limits.ok_sigma**2:
        return Agreement.SPLIT
    return Agreement.HIGH if variance <= limits.high_sigma**2 else Agreement.FAIR


def sigma_text(variance: Fraction, *, places: int = 1) -> str:
    """The standard deviation for display; no comparison ever uses it."""
    with localcontext() as context:
        context.prec = 40
        root = (Decimal(variance.numerator) / Decimal(variance.denominator)).sqrt()
        return str(root.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP))
