"""Evaluation in a real browser: digits alone fill a sheet, and no page scrolls sideways."""

import pytest

from evaluation.models import Ballot
from tests import factories
from tests.evaluation.pages import url
from tests.evaluation.rounds import Office
from tests.evaluation.sheets import HFPJ

pytestmark = pytest.mark.browser
SIZES = (
    {"width": 1366, "height": 768},
    {"width": 390, "height": 844},
    {"width": 320, "height": 640},
)


def signed_in(browser, user, **options):
    page = browser.new_page(**options)
    page.goto(f"/login/?next={url('list')}")
    page.get_by_label("用户名").fill(user.username)
    page.get_by_label("密码").fill(factories.PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(f"**{url('list')}")
    return page


def test_a_sheet_is_typed_with_digits_alone(browser):
    office = Office()
    round_ = office.open()
    page = signed_in(browser, office.writer)
    page.goto(f"{url('paper_entry', round_.code)}?group=TS")
    page.locator("fieldset[data-rating] input[type=radio]").first.focus()
    asked = HFPJ.items_for("TS")
    for number, item in enumerate(asked):
        if number == 1:
            # the wrong digit, back, and the right one
            page.keyboard.press("0")
            page.keyboard.press("Backspace")
        page.keyboard.press("4" if item.positive else "0")
    assert page.evaluate("document.activeElement.textContent") == "保存，下一份"
    page.keyboard.press("Enter")
    page.wait_for_url("**/paper-entry/?group=TS")
    page.get_by_text("第1号票已保存").wait_for()
    answers = Ballot.objects.get().answers
    assert [answers[item.seq - 1] for item in asked] == [4 if i.positive else 0 for i in asked]


def test_no_page_scrolls_sideways(browser):
    office = Office()
    office.concluded(positive=3, negative=1)
    computed = office.computed()
    addresses = [
        url("list"),
        url("dossier", office.dossier.code),
        url("round", computed.code),
        url("results", computed.code),
        url("conclusion", computed.code),
        url("ballot", computed.ballots.first().code),
        f"{url('paper_entry', computed.code)}?group=LD",
        url("blank", computed.code, "FW"),
    ]
    page = signed_in(browser, office.writer)
    for size in SIZES:
        page.set_viewport_size(size)
        for address in addresses:
            page.goto(address)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= size["width"], (address, size)
