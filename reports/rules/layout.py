"""Numbers of a paper that depend on its words: GB/T 9704—2012 in points and characters."""

from itertools import pairwise
from math import ceil

MM_PER_POINT = 25.4 / 72
# 版心 156 mm by 28 characters of 15.75 pt; a title of 22 pt holds 20 characters a line.
TEXT_WIDTH = 156.0
TITLE_CHARACTERS = 20
# The mark stays on one line: points by the number of its characters.
MARK_SIZES = ((10, 42.0), (12, 36.0), (14, 31.0), (16, 27.0), (20, 21.5))
# Words a title line may not cut: a break falls before one of them.
TITLE_WORDS = (
    "关于",
    "同志",
    "回访教育",
    "影响期",
    "届满",
    "情况",
    "的",
    "反馈函",
    "报告",
    "建议书",
    "通知",
)
ASCII_UNITS = 0.5


def units(text: str) -> float:
    """Width in characters: ASCII counts half."""
    return sum(ASCII_UNITS if char.isascii() else 1.0 for char in text)


def mark_points(name: str) -> float:
    """The size at which the issuing mark fits its line."""
    for longest, points in MARK_SIZES:
        if len(name) <= longest:
            return points
    return TEXT_WIDTH / MM_PER_POINT / len(name)


def signature_margin(signer: str, on: str) -> float:
    """Characters to the right of the signature: the date stands four in, centred under the name."""
    return max(0.0, 4 - (units(signer) - units(on)) / 2)


def title_lines(title: str, *, limit: int = TITLE_CHARACTERS) -> list[str]:
    """A title broken between words, the longer line first, as few lines as hold it."""
    if units(title) <= limit:
        return [title]
    pieces = _pieces(title)
    lines = ceil(units(title) / limit)
    best = min(_splits(pieces, lines), key=lambda split: _unevenness(split, limit))
    return best if max(map(units, best)) <= limit else _chopped(title, limit)


def _pieces(title: str) -> list[str]:
    """The title cut before each known word and after 关于; 「同志」 stays with the name."""
    pieces = [""]
    rest = title
    while rest:
        word = next((word for word in TITLE_WORDS if rest.startswith(word)), rest[0])
        glued = word in {"同志", "的"} or (len(word) == 1 and pieces[-1] not in TITLE_WORDS)
        if glued or not pieces[-1]:
            pieces[-1] += word
        else:
            pieces.append(word)
        rest = rest[len(word) :]
    return pieces


def _splits(pieces: list[str], lines: int) -> list[list[str]]:
    if lines == 1 or len(pieces) == 1:
        return [["".join(pieces)]]
    return [
        ["".join(pieces[:cut]), *rest]
        for cut in range(1, len(pieces))
        for rest in _splits(pieces[cut:], lines - 1)
    ]


def _unevenness(lines: list[str], limit: int) -> tuple[bool, bool, float]:
    """Fitting lines first, then a trapezium (no line longer than the one above), then even ones."""
    widths = [units(line) for line in lines]
    rises = any(below > above for above, below in pairwise(widths))
    return max(widths) > limit, rises, max(widths) - min(widths)


def _chopped(title: str, limit: int) -> list[str]:
    return [title[start : start + limit] for start in range(0, len(title), limit)]
