"""Where the ink of a line of 小标宋 begins and ends, read from the font's outlines."""

from dataclasses import dataclass
from functools import lru_cache

from fontTools.ttLib import TTFont

from reports.render.fonts import FOLDER

FACE = "HuifangBiaoSong.ttf"


@dataclass(frozen=True)
class Ink:
    """Millimetres: from the top of a line box of one em down to the ink, and the ink's height."""

    top: float
    height: float


@lru_cache(maxsize=1)
def _face() -> TTFont:
    return TTFont(FOLDER / FACE)


@lru_cache(maxsize=64)
def ink_of(text: str, size: float) -> Ink:
    face = _face()
    em, head, names, glyphs = (
        face["head"].unitsPerEm,
        face["hhea"],
        face.getBestCmap(),
        face["glyf"],
    )
    drawn = [glyphs[names[ord(char)]] for char in text if ord(char) in names]
    drawn = [glyph for glyph in drawn if glyph.numberOfContours]
    if not drawn:
        return Ink(0.0, size)
    highest, lowest = max(g.yMax for g in drawn), min(g.yMin for g in drawn)
    # CSS centres the font's own ascent and descent in the line box (line-height: 1).
    baseline = (em + head.ascent + head.descent) / 2
    return Ink((baseline - highest) / em * size, (highest - lowest) / em * size)
