"""Reports of organs in a real browser: filed without a script, on small screens."""

from datetime import timedelta

import pytest

from tests.visits.test_browser_lives import WIDTHS, desk_of, fits  # noqa: F401 (a fixture)
from tests.visits.test_organ_reports import staged
from visits.models import OrganReport
from visits.rules.organ_reports import period_words
from workdays.clock import today

pytestmark = pytest.mark.browser


@pytest.fixture
def who(committed_db):
    return staged()


def last_month():
    return f"{today().replace(day=1) - timedelta(days=1):%Y-%m}"


def test_a_month_is_filed_from_the_desk_without_a_script(desk_of, who):  # noqa: F811
    page = desk_of(who.inspector, java_script_enabled=False)
    page.goto("/todo/")
    page.get_by_role("link", name="月报和年报").click()
    waiting = page.get_by_role("row").filter(has_text=period_words(last_month()))
    waiting.get_by_role("link", name="核对数字，登记报送").click()
    page.get_by_label("文号或报送方式").fill("内网报送")
    page.get_by_role("button", name="登记报送").click()
    assert page.get_by_text("已登记报送").is_visible()
    assert OrganReport.objects.get().period == last_month()


@pytest.mark.parametrize(("width", "height"), WIDTHS)
def test_the_pages_fit_and_have_one_heading_and_at_most_one_filled_button(
    desk_of,  # noqa: F811
    who,
    width,
    height,
):
    report = f"/reports-due/{who.town.code}/{who.office.code}/{last_month()}/"
    for user in (who.inspector, who.leader):
        page = desk_of(user, viewport={"width": width, "height": height})
        for address in ("/reports-due/", report):
            page.goto(address)
            assert fits(page), (address, width)
            assert page.locator("h1").count() == 1, address
            assert page.locator("main .btn-primary").count() <= 1, address
