"""Millimetres read back from a finished PDF."""

import io
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import pdfplumber
import pypdf
import pypdfium2
from PIL import Image, ImageChops

from reports.render import pdf as renderer
from reports.render.page import Page

MM = 25.4 / 72
# What a place on paper may differ from the standard's number, in millimetres.
TOLERANCE = 0.3
DPI = 600
PIXEL = 25.4 / DPI


def pdf_of(page: Page) -> bytes:
    return renderer.pdf_of(page).content


@dataclass(frozen=True)
class Glyph:
    text: str
    left: float
    right: float
    top: float
    bottom: float
    font: str


@dataclass(frozen=True)
class Bar:
    left: float
    top: float
    width: float
    bottom: float


def glyphs(pdf: bytes, page: int = 0) -> list[Glyph]:
    """Every character with its em box; `top` counts from the top edge of the sheet."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [
            Glyph(
                char["text"],
                char["x0"] * MM,
                char["x1"] * MM,
                char["top"] * MM,
                char["bottom"] * MM,
                char["fontname"].split("+")[1],
            )
            for char in document.pages[page].chars
            if char["text"].strip()
        ]


def lines(pdf: bytes, page: int = 0) -> list[list[Glyph]]:
    """The characters of a page by lines, from the top, each from the left."""
    rows: dict[int, list[Glyph]] = {}
    for glyph in glyphs(pdf, page):
        row = next((y for y in rows if abs(y / 10 - glyph.bottom) < 2), round(glyph.bottom * 10))
        rows.setdefault(row, []).append(glyph)
    return [sorted(rows[y], key=lambda g: g.left) for y in sorted(rows)]


def text_of(line: list[Glyph]) -> str:
    return "".join(glyph.text for glyph in line)


def line_with(pdf: bytes, words: str) -> list[Glyph]:
    """The first line of the document that contains the words."""
    for page in range(page_count(pdf)):
        for line in lines(pdf, page):
            if words in text_of(line):
                return line
    raise AssertionError(f"no line with {words}")


def red_bars(pdf: bytes) -> list[Bar]:
    """Red rules of the first page from the top, off the raster: runs of red rows at its left."""
    red = _red(pdf)
    column = red.crop((round(24 / PIXEL), 0, round(24 / PIXEL) + 1, red.height)).tobytes()
    bars = []
    for is_red, rows in groupby(enumerate(column), key=lambda row: row[1] > 0):
        span = [row for row, _ in rows]
        if is_red:
            left, _, right, _ = red.crop((0, span[0], red.width, span[0] + 1)).getbbox()
            bars.append(
                Bar(left * PIXEL, span[0] * PIXEL, (right - left) * PIXEL, (span[-1] + 1) * PIXEL)
            )
    return bars


def red_ink(pdf: bytes, *, above: float) -> tuple[float, float]:
    """First and last row with red ink on the first page above that height, off the raster."""
    red = _red(pdf)
    box = red.crop((0, 0, red.width, round(above / PIXEL))).getbbox()
    return box[1] * PIXEL, box[3] * PIXEL


@lru_cache(maxsize=4)
def _red(pdf: bytes) -> Image.Image:
    """The first page as a mask of its red ink."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        red, green, blue = document[0].render(scale=DPI / 72).to_pil().convert("RGB").split()
    finally:
        document.close()
    # Red keeps its first channel high where the others are low; black and white do not.
    return ImageChops.subtract(red, ImageChops.lighter(green, blue)).point(lambda v: 255 * (v > 80))


def page_count(pdf: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(pdf)).pages)


def font_names(pdf: bytes) -> set[str]:
    """Embedded faces without their subset tags."""
    names = set()
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            names.add(font.get_object()["/BaseFont"].split("+")[-1])
    return names


def extracted(pdf: bytes) -> str:
    """The text as a reader copies it out of a browser's viewer."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
