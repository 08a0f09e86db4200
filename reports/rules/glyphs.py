"""Which characters of a text our fonts draw, which they borrow, and which no font has."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

COVERAGE = Path(__file__).resolve().parent.parent / "fonts" / "coverage.txt"
BODY, RARE = "Huifang FangSong", "Huifang Song"

Coverage = Mapping[str, frozenset[int]]


@dataclass(frozen=True)
class Rare:
    """A character the body face lacks, with the face that draws it ("": none does)."""

    char: str
    drawn_by: str

    @property
    def code_point(self) -> str:
        return f"U+{ord(self.char):04X}"

    @property
    def is_missing(self) -> bool:
        return not self.drawn_by


@lru_cache(maxsize=1)
def coverage() -> Coverage:
    """Face → code points, as scripts/make_fonts.py wrote them beside the fonts."""
    faces: dict[str, frozenset[int]] = {}
    for line in COVERAGE.read_text().splitlines():
        names, _, runs = line.partition(": ")
        faces.update(dict.fromkeys(names.split(", "), _codes(runs)))
    return faces


def rare_characters(text: str, *, faces: Coverage | None = None) -> list[Rare]:
    """Every character outside the body face, once each, in the order met."""
    faces = coverage() if faces is None else faces
    found = {}
    for char in text:
        code = ord(char)
        if char not in found and code not in faces[BODY] and not char.isspace():
            found[char] = Rare(char, RARE if code in faces[RARE] else "")
    return list(found.values())


def missing_characters(text: str) -> list[str]:
    return [rare.char for rare in rare_characters(text) if rare.is_missing]


def _codes(runs: str) -> frozenset[int]:
    codes: set[int] = set()
    for run in runs.split():
        first, _, last = run.partition("-")
        codes.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(codes)
