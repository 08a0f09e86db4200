"""How much of a plan's wording is another plan's: shingles of five characters."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

WIDTH = 5
# From this share on a reader would say that it is copied.
COPIED = 0.8
# Below this many shingles two plans are alike by chance.
ENOUGH = 30
_NOISE = re.compile(r"[\W\d_]+")


@dataclass(frozen=True)
class Likeness:
    key: int
    share: float


def shingles(lines: Iterable[str], *, known: Collection[str] = ()) -> frozenset[str]:
    """Of every line but those that come from a template: whoever uses one does not copy."""
    stock = {_plain(line) for line in known}
    texts = (text for text in map(_plain, lines) if text not in stock)
    return frozenset(
        text[start : start + WIDTH] for text in texts for start in range(len(text) - WIDTH + 1)
    )


def likest(mine: frozenset[str], others: Iterable[tuple[int, frozenset[str]]]) -> Likeness | None:
    """The other plan that holds the most of this one, when it holds so much that it is copied."""
    if len(mine) < ENOUGH:
        return None
    found = [Likeness(key, len(mine & other) / len(mine)) for key, other in others]
    best = max(found, key=lambda each: each.share, default=None)
    return best if best is not None and best.share >= COPIED else None


def _plain(line: str) -> str:
    return _NOISE.sub("", line)
