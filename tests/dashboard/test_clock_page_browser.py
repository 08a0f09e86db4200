"""影响期 in a real browser: the drawing, a phone, a sheet of paper."""

from datetime import date

import pypdfium2
import pytest

from cases.actions import record_event
from tests import factories as make
from tests.visits.people import approved, people, talked, visited
from tests.web.test_browser import desk_of

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def who(committed_db, monkeypatch):
    """Four clocks, one of them settled by two people; four visits, three talks."""
    monkeypatch.setattr("workdays.clock.today", lambda: make.TODAY)
    found = people()
    approved(found)
    for month, day in ((5, 20), (5, 22), (6, 25), (8, 3)):
        visited(found, visited_on=date(2026, month, day))
    for month in (4, 6, 8):
        talked(found, held_on=date(2026, month, 12))
    for measure in ("AD1", "OD"):
        make.decision(
            found.dossier.cadre, found.office, measure=measure, decided_on=date(2026, 4, 2)
        )
    record_event(
        found.dossier.decisions.get(measure_id="PW"),
        kind="overridden",
        event_on=date(2026, 7, 1),
        end=date(2027, 4, 20),
        basis="青纪〔2026〕8号",
        by=found.officer,
        confirmed_by=found.director,
        on=make.TODAY,
    )
    return found


def test_a_mark_on_the_line_leads_to_its_record(browser, who):
    page = desk_of(browser, who.officer)
    page.goto(f"/people/{who.dossier.code}/clocks/")
    # Two visits in three days stand above each other, so both can be pointed at.
    mark = page.locator("svg.lanes a[aria-label='2026年5月22日 第2次回访']")
    mark.click()
    page.wait_for_url("**/visits/*/")
    assert "第2次回访" in page.inner_text("main")


def test_a_phone_shows_bars_and_lists_in_place_of_the_drawing(browser, who):
    page = desk_of(browser, who.officer, viewport=PHONE)
    page.goto(f"/people/{who.dossier.code}/clocks/")
    assert page.locator("svg.lanes").is_visible() is False
    assert page.locator(".lanes-phone svg.period-bar:visible").count() == 4
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_four_clocks_fit_on_one_sheet_and_an_opened_reason_is_printed_too(browser, who, tmp_path):
    page = desk_of(browser, who.officer)
    page.goto(f"/people/{who.dossier.code}/clocks/")
    sheets = printed(page, tmp_path)
    assert len(sheets) == 1
    assert "推算为" in sheets[0]
    assert "决定之日2026年3月25日起计算" not in sheets[0]
    page.locator("details.why summary").first.click()
    assert "决定之日2026年3月25日起计算" in "".join(printed(page, tmp_path))


def test_the_rules_unfold_on_paper(browser, who, tmp_path):
    page = desk_of(browser, who.officer, viewport=PHONE)
    page.goto("/help/rules/")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.locator("details.example[open]").count() == 0
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details.example:not([open])").count() == 0
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("details.example[open]").count() == 0


def printed(page, folder):
    """The words of each sheet."""
    path = folder / "sheet.pdf"
    page.pdf(path=path, format="A4")
    with pypdfium2.PdfDocument(path) as document:
        return [sheet.get_textpage().get_text_range() for sheet in document]
