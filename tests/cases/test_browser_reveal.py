"""A number in full: asked for with a reason, gone when the page is left, kept by no browser."""

import os

import pytest
from playwright.sync_api import Error

from accounts.roles import Role
from tests import factories as make
from tests.plugins.browser import PICTURES

pytestmark = pytest.mark.browser
PHONE, NUMBER, MASKED = "13812345678", "11010519491231002X", "138****5678"
SIZES = {"wide": (1366, 768), "phone": (390, 844)}


def picture(page, name):
    """Kept for the eye when PICTURES is asked for; the assertions need none."""
    if "HUIFANG_PICTURES" not in os.environ:
        return
    PICTURES.mkdir(parents=True, exist_ok=True)
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=PICTURES / f"{name}-{size}.png")
    page.set_viewport_size({"width": 1366, "height": 768})


def stores(page) -> str:
    return page.evaluate(
        "async () => JSON.stringify([{...localStorage}, {...sessionStorage},"
        " await (window.caches ? caches.keys() : []), document.cookie])"
    )


def signed_in(page, address):
    """An officer's page of a person with both numbers; through the door, as people come."""
    home = make.office()
    officer = make.user(Role.OFFICER, home)
    person = make.cadre(make.work_unit(), phone=PHONE, id_number=NUMBER)
    dossier = make.decision(person, home).dossier
    page.goto(address.format(code=dossier.code))
    page.fill("input[name=username]", officer.username)
    page.fill("input[name=password]", make.PASSWORD)
    page.click("button[type=submit]")
    page.get_by_text(MASKED).first.wait_for()


def ask(page, reason):
    page.get_by_label("具体事由").fill(reason)
    page.get_by_role("button", name="显示完整联系电话").click()


def test_a_number_is_shown_once_and_goes_with_the_page(page, browser):
    browser.expect("422")  # a reason too short is part of the story
    signed_in(page, "/people/{code}/")
    assert PHONE not in page.content()
    page.get_by_role("link", name="查看完整号码").first.click()
    page.get_by_label("回访准备").check()
    ask(page, "约定")
    page.get_by_text("请写明具体事由，至少4个字").first.wait_for()
    picture(page, "reveal-asked")
    ask(page, "电话约定三季度谈心时间")
    page.get_by_text(PHONE).wait_for()
    picture(page, "reveal-shown")
    assert PHONE not in stores(page)
    page.emulate_media(media="print")
    printed = page.locator("main").inner_text()
    assert (PHONE in printed, MASKED in printed) == (False, True)
    page.emulate_media(media="screen")
    page.get_by_role("link", name="看完了，回到档案").click()
    page.get_by_role("heading", name="基本情况").wait_for()
    assert PHONE not in page.content() + stores(page)
    with pytest.raises(Error, match="ERR_CACHE_MISS"):  # nothing was kept to go back to
        page.go_back()
    page.get_by_text(PHONE).wait_for(state="detached")


def test_after_a_minute_the_number_is_masked_again(page):
    page.clock.install()
    signed_in(page, "/people/{code}/reveal/phone/")
    page.get_by_label("回访准备").check()
    ask(page, "电话约定三季度谈心时间")
    page.get_by_text(PHONE).wait_for()
    page.clock.fast_forward(61_000)
    page.get_by_text(MASKED).wait_for()
    assert PHONE not in page.locator("main").inner_text()
