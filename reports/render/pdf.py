"""A page becomes bytes: the only file that loads WeasyPrint, and only workers load this file."""

import atexit
import logging
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn

from reports.render.fonts import only_ours
from reports.render.page import Page

with only_ours():
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

# One line per step and page would drown the worker's log; warnings stay.
logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)

STYLE = Path(__file__).with_name("paper.css")
# Archive copies: every character keeps its Unicode value, nothing outside the file is needed.
VARIANT = "pdf/a-2u"


@dataclass(frozen=True)
class Pdf:
    content: bytes
    pages: int


class NothingOutside(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
    """A paper is complete in itself; whatever it asks for, it does not get."""

    def fetch(self, url: str, headers: Any = None) -> NoReturn:
        raise ValueError(f"a paper may not load {url[:80]}")


@lru_cache(maxsize=1)
def _fonts() -> Any:
    with only_ours():
        return FontConfiguration()


@lru_cache(maxsize=1)
def _style() -> Any:
    return CSS(filename=STYLE, font_config=_fonts(), url_fetcher=NothingOutside())


def _forget() -> None:
    """A font configuration that outlives the interpreter's modules complains while it dies."""
    _style.cache_clear()
    _fonts.cache_clear()


atexit.register(_forget)


def warm() -> None:
    """Reads fonts and style once, so that the first letter of a worker is not the slow one."""
    _style()


def pdf_of(page: Page) -> Pdf:
    return pdf_of_all([page])


def pdf_of_all(pages: Sequence[Page]) -> Pdf:
    """Several papers as one file, each beginning on a page of its own."""
    with warnings.catch_warnings():
        # WeasyPrint 70 leaves the colour profile of PDF/A to the garbage collector.
        warnings.filterwarnings("ignore", "unclosed file.*sRGB", ResourceWarning)
        papers = [_laid_out(page) for page in pages]
        whole = papers[0]
        if len(papers) > 1:
            whole = whole.copy([sheet for paper in papers for sheet in paper.pages])
        return Pdf(whole.write_pdf(pdf_variant=VARIANT), len(whole.pages))


def _laid_out(page: Page) -> Any:
    fetcher = NothingOutside()
    style = [_style(), CSS(string=page.css, font_config=_fonts(), url_fetcher=fetcher)]
    source = HTML(string=page.html, url_fetcher=fetcher)
    return source.render(font_config=_fonts(), stylesheets=style, pdf_variant=VARIANT)
