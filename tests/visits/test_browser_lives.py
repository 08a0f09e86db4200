"""The pages of a dossier's other lives in a real browser: without a script, on small screens."""

from datetime import timedelta

import pytest

from accounts.roles import Role
from cases.actions import offer_handover
from cases.models import Dossier, DossierAct
from tests import factories
from tests.visits.people import BACKEND, people
from visits.actions import reconcile
from workdays.clock import today

pytestmark = pytest.mark.browser
WIDTHS = [(1366, 768), (390, 844)]


@pytest.fixture
def who(committed_db):
    found = people()
    reconcile([found.dossier.pk], on=today())
    return found


@pytest.fixture
def desk_of(browser):
    def open_desk(user, **options):
        from django.conf import settings
        from django.test import Client

        client = Client()
        client.force_login(user, backend=BACKEND)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        page = browser.new_page(**options)
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": browser.base_url}]
        )
        return page

    return open_desk


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_pause_goes_from_one_desk_to_the_other_without_a_script(desk_of, who):
    page = desk_of(who.officer, java_script_enabled=False)
    page.goto(f"/people/{who.dossier.code}/")
    page.get_by_role("link", name="办理档案").click()
    page.get_by_role("link", name="暂停", exact=True).click()
    page.get_by_label("长期病假").check()
    page.get_by_label("起始日期").fill((today() - timedelta(days=20)).isoformat())
    page.get_by_label("依据").fill("市第二人民医院诊断证明")
    page.get_by_role("button", name="提交审批").click()
    assert page.get_by_role("heading", name="等待审批：暂停").is_visible()

    page = desk_of(who.director, java_script_enabled=False)
    page.goto("/todo/")
    page.get_by_role("link", name="审批").first.click()
    page.get_by_role("button", name="同意").click()
    assert page.get_by_text("尚未恢复").is_visible()
    assert Dossier.objects.get().is_paused


@pytest.mark.parametrize(("width", "height"), WIDTHS)
def test_every_page_fits_and_has_one_heading_and_at_most_one_filled_button(
    desk_of, who, width, height
):
    other = factories.office("望川区纪委监委")
    offer = offer_handover(
        who.dossier, to_owner=other, to_carrier=None, reason="已调到望川区工作", by=who.officer,
        on=today(),
    )  # fmt: skip
    receiver = factories.user(Role.OFFICER, other, name="祝余")
    code = who.dossier.code
    pages = [f"/people/{code}/status/", "/handovers/", f"/handovers/{offer.code}/", "/receipts/"]
    kinds = ("pause", "resume", "transfer", "handover", "retire", "closing", "died", "out-of-scope")
    pages += [f"/people/{code}/status/{kind}/" for kind in kinds]
    for user, addresses in ((who.officer, pages), (receiver, pages[1:3])):
        page = desk_of(user, viewport={"width": width, "height": height})
        for address in addresses:
            page.goto(address)
            filled = page.locator(".btn-primary")
            assert (address, fits(page), page.locator("h1").count()) == (address, True, 1)
            assert filled.count() <= 1, address
    assert not DossierAct.objects.exists()
