"""The record's pages on a wide screen and on a telephone: nothing runs out of the page."""

import pytest

from accounts.roles import Role
from tests import factories
from tests.plugins.browser import PICTURES

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SIZES = {"wide": {"width": 1366, "height": 768}, "narrow": {"width": 390, "height": 844}}
ROLES = (Role.ROOM, Role.OFFICER, Role.DIRECTOR, Role.AUDITOR, Role.SECURITY)


def sign_in(page, user):
    page.goto("/login/")
    page.get_by_label("用户名").fill(user.username)
    page.get_by_label("密码", exact=True).fill(factories.PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(lambda url: "/login/" not in url)


@pytest.mark.parametrize("size", list(SIZES))
def test_the_pages_of_the_record_fit(browser, size):
    office = factories.office()
    dossier = factories.dossier(office)
    people = {role: factories.user(role, office) for role in ROLES}
    pages = {role: browser.new_page(viewport=SIZES[size]) for role in people}
    for role, page in pages.items():
        sign_in(page, people[role])
    room, home = pages[Role.ROOM], dossier.get_absolute_url()
    room.goto(f"{home}plan/")
    look(room, f"purpose-{size}")
    room.get_by_label("回访准备").check()
    room.get_by_role("button", name="查看档案").click()
    room.wait_for_url("**/plan/")
    officer = pages[Role.OFFICER]
    for address in (home, f"{home}visits/", "/people/?q=许明澈", "/todo/"):
        officer.goto(address)
    browser.expect("403")
    officer.goto("/audit/")
    for role, address, name in (
        (Role.OFFICER, "/my/trail/", "own"),
        (Role.DIRECTOR, f"{home}access/", "readers"),
        (Role.AUDITOR, "/audit/", "log"),
        (Role.SECURITY, "/audit/?kind=refused", "refused"),
    ):
        pages[role].goto(address)
        look(pages[role], f"{name}-{size}")


def look(page, name):
    """No sideways scrolling of the page itself; a picture for the eye."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"trail-{name}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
