"""A form becomes HTML; its own style stands over that of the letters."""

from functools import lru_cache
from pathlib import Path

from django.template.loader import render_to_string

from reports.render.page import Page
from reports.rules.forms.parts import FormSheet

STYLE = Path(__file__).with_name("form.css")


@lru_cache(maxsize=1)
def _style() -> str:
    return STYLE.read_text()


def form_page(sheet: FormSheet) -> Page:
    html = render_to_string("reports/paper/form.html", {"sheet": sheet})
    return Page(html, _style())
