"""A sheet becomes HTML and the few millimetres that depend on its words."""

from dataclasses import dataclass

from django.template.loader import render_to_string

from reports.render.ink import Ink, ink_of
from reports.rules.layout import MM_PER_POINT, mark_points, signature_margin
from reports.rules.paper import ANNEX_TITLE, Sheet

# All in millimetres. The text block's own top: 天头 37 less the upper half of the line spacing.
BLOCK_TOP = 34.57
MARK_TOP = 30.0
RULE_BELOW_MARK = 4.0
DOUBLE_RULE = 1.95
CHARACTER = 15.75 * MM_PER_POINT
LINE = CHARACTER * 15 / 8
# Half of what a title's line is higher than its characters.
TITLE_LEADING = (12.5 - 22 * MM_PER_POINT) / 2


@dataclass(frozen=True)
class Page:
    html: str
    css: str


def page_of(sheet: Sheet) -> Page:
    context = {"sheet": sheet, "annex_title": ANNEX_TITLE}
    return Page(render_to_string("reports/paper/letter.html", context), measures(sheet))


def measures(sheet: Sheet) -> str:
    """GB/T 9704 10.1: the rule 4 mm below the mark, the number 7/8 of a character below the
    rule, the title two lines below the number, wherever this name's ink ends."""
    points = mark_points(sheet.mark)
    ink = ink_of(sheet.mark, points * MM_PER_POINT)
    places = _places(ink)
    return f"""
.mark {{ font-size: {points:.3f}pt; top: {places["mark"]:.3f}mm }}
.rule.first {{ top: {places["rule"]:.3f}mm }}
.corner, .number {{ top: {places["number"]:.3f}mm }}
h1 {{ padding-top: {places["title"]:.3f}mm }}
.sign {{ margin-right: {signature_margin(sheet.signer, sheet.signed_on):.3f}em }}
"""


def _places(ink: Ink) -> dict[str, float]:
    rule = MARK_TOP + ink.height + RULE_BELOW_MARK
    number = rule + DOUBLE_RULE + CHARACTER * 7 / 8
    title = number + CHARACTER + 2 * LINE - TITLE_LEADING
    places = {"mark": MARK_TOP - ink.top, "rule": rule, "number": number, "title": title}
    return {name: place - BLOCK_TOP for name, place in places.items()}
