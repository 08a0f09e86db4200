"""三员 in a real browser: two screens at once, without a script, on a small one."""

import os

import pytest
from django.conf import settings

from accounts.acting import for_system
from accounts.models import User
from accounts.roles import Role
from cases.models import Dossier
from stewards.choices import ChangeKind
from tests import factories
from tests.plugins.browser import PICTURES
from tests.stewards.conftest import Three
from tests.stewards.test_pages import signed_in
from workdays.clock import today

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture
def three(committed_db):
    organ = factories.office()
    return Three(
        organ,
        admin=factories.user(Role.ADMIN, organ, name="舒朗"),
        security=factories.user(Role.SECURITY, organ, name="秦守拙"),
        auditor=factories.user(Role.AUDITOR, organ, name="钱明鉴"),
    )


@pytest.fixture
def screen_of(browser):
    def open_screen(user, **options):
        value = signed_in(user).cookies[settings.SESSION_COOKIE_NAME].value
        page = browser.new_page(**options)
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": browser.base_url}]
        )
        return page

    return open_screen


def test_rights_taken_away_on_one_screen_are_gone_on_the_other(three, screen_of, browser):
    """Must show 6: the next click is refused."""
    browser.expect("403")
    officer = factories.user(Role.OFFICER, three.organ, name="陆知行")
    theirs, ours = screen_of(officer), screen_of(three.security)
    theirs.goto("/people/")
    assert theirs.get_by_role("heading", name="回访对象").is_visible()
    ours.goto(f"/admin/users/{officer.code}/")
    ours.get_by_role("link", name="收回权限").click()
    ours.get_by_label("原因").fill("停职检查")
    ours.get_by_role("button", name="收回权限，立即生效").click()
    assert ours.get_by_text("“收回权限”已生效。").is_visible()
    theirs.get_by_role("link", name="反馈文书").first.click()
    assert not theirs.get_by_role("heading", name="反馈文书").is_visible()


def test_a_newcomer_is_made_granted_and_confirmed_without_a_script(three, screen_of):
    admin = screen_of(three.admin, java_script_enabled=False)
    admin.goto("/admin/users/")
    admin.get_by_role("link", name="新增账号").click()
    for label, value in (
        ("姓名", "程新民"), ("工号", "JC0042"), ("登录名", "chengxinmin"),
        ("所在单位", three.organ.full_name),
    ):  # fmt: skip
        admin.get_by_label(label).fill(value)
    admin.get_by_role("button", name="建立账号").click()
    assert admin.get_by_text("只显示这一次").is_visible()
    security = screen_of(three.security, java_script_enabled=False)
    security.goto("/admin/")
    security.get_by_role("link", name="等待授权的账号").click()
    security.get_by_role("link", name="程新民").click()
    security.get_by_role("link", name="授予权限").click()
    security.get_by_label("角色").select_option("officer")
    security.get_by_label("原因").fill("任案件审理室干部")
    security.get_by_role("button", name="提出授予权限").click()
    admin.goto("/admin/")
    admin.get_by_role("link", name="程新民").click()
    admin.get_by_role("button", name="同意，立即生效").click()
    assert User.objects.get(username="chengxinmin").role == Role.OFFICER


@pytest.mark.parametrize("options", [{}, PHONE], ids=["wide", "phone"])
def test_no_page_is_wider_than_the_screen(three, screen_of, options):
    officer = factories.user(Role.OFFICER, three.organ, name="陆知行")
    director = factories.user(Role.DIRECTOR, three.organ, name="沈砚秋")
    newcomer = three.account()
    change = three.propose(newcomer, on=today())
    with for_system("test"):
        dossier = factories.dossier(three.organ)
        Dossier.objects.filter(pk=dossier.pk).update(handler=officer)
        factories.helper(dossier, account=officer)
    three.confirm(three.propose(officer, ChangeKind.TRANSFER, role=Role.DIRECTOR, on=today()))
    card = f"/admin/users/{officer.code}/"
    shown = {
        "admin": (three.admin, "/admin/"),
        "auditor": (three.auditor, "/admin/"),
        "security": (three.security, "/admin/"),
        "users": (three.admin, "/admin/users/"),
        "new": (three.admin, "/admin/users/new/"),
        "card": (three.security, card),
        "deactivate": (three.admin, f"{card}deactivate/"),
        "transfer": (three.security, f"{card}transfer/"),
        "change": (three.admin, change.get_absolute_url()),
        "changes": (three.admin, "/admin/changes/"),
        "rights": (three.security, "/admin/rights/"),
        "holders": (three.security, "/admin/rights/now/"),
        "units": (three.admin, "/admin/units/"),
        "unit": (three.admin, f"/admin/units/{three.organ.code}/"),
        "unit-new": (three.admin, f"/admin/units/{three.organ.code}/new/"),
        "colleagues": (director, "/colleagues/"),
    }
    screens: dict[int, object] = {}
    for name, (user, address) in shown.items():
        if user.pk not in screens:
            screens[user.pk] = screen_of(user, **options)
        page = screens[user.pk]
        assert page.goto(address).status == 200, address
        if "HUIFANG_PICTURES" in os.environ:
            PICTURES.mkdir(parents=True, exist_ok=True)
            kind = "phone" if options else "wide"
            page.screenshot(path=PICTURES / f"stewards-{name}-{kind}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
