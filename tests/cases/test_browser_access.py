"""知悉范围 in a real browser: two widths, and stepping back without a script."""

import pytest
from django.conf import settings
from django.test import Client

from accounts.roles import Role
from cases.models import Dossier, Recusal
from tests import factories as make
from tests.cases.access_stage import office_stage
from tests.visits.people import BACKEND

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}}
PAGES = ("", "assign/", "recuse/", "seal/", "seal/name/", "seal/lift/", "own/")


@pytest.fixture
def stage(committed_db):
    """Sealed, recused and assigned, with an account to be checked."""
    stage = office_stage()
    Dossier.objects.filter(pk=stage.dossier.pk).update(handler=stage.officer)
    make.recusal(stage.cadre, account=stage.officer)
    make.seal(stage.cadre, stage.director, stage.leader, stage.inspector)
    other = make.user(Role.INSPECTOR, make.office("柳溪街道纪工委", policy=False), name="简明远")
    make.assignment(stage.dossier, account=other)
    make.own_file(stage.cadre, account=make.user(Role.UNIT, stage.bureau, name="许明澈"))
    return stage


@pytest.fixture
def opened(browser):
    def open_page(user, address, **options):
        client = Client()
        client.force_login(user, backend=BACKEND)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        page = browser.new_page(**options)
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": browser.base_url}]
        )
        page.goto(address)
        return page

    return open_page


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("options", [{}, PHONE], ids=["desk", "phone"])
def test_every_page_fits_the_screen(opened, stage, options):
    scope = f"/people/{stage.dossier.code}/scope/"
    row = stage.cadre.own_files.get()
    page = opened(stage.director, scope, **options)
    wide = []
    addresses = [scope + end for end in PAGES]
    addresses += [
        f"/recusals/mine/?person={stage.dossier.code}", "/recusals/mine/", "/own-files/",
        f"/own-files/{row.code}/", "/people/?scope=filed", "/todo/",
    ]  # fmt: skip
    for address in addresses:
        page.goto(address)
        if not fits(page):
            wide.append(address)
    assert wide == []


def test_one_steps_back_without_a_script(opened, stage):
    page = opened(stage.leader, f"/people/{stage.dossier.code}/", java_script_enabled=False)
    page.click("text=申请回避")
    page.check("text=近亲属")
    page.click("button:has-text('申请回避')")
    assert page.url.endswith("/people/")
    assert "已登记，今后您看不到这份档案。" in page.inner_text("main")
    assert Recusal.objects.filter(user=stage.leader).count() == 1
