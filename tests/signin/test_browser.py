"""In a real browser: a long note outlives its session, rights end with the next click."""

import re
from datetime import UTC, datetime

import pytest

from accounts.roles import Role
from tests import factories
from tests.signin.conftest import Hands
from tests.visits.people import people
from visits.actions import reconcile
from visits.models import Draft, Visit
from workdays import clock

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}}
NOTE = "本人牵头完成报销流程修订，按时办结，同事反映好；谈到家里老人住院，希望错开值班。" * 4
LOGIN = re.compile(r"/login/")


@pytest.fixture
def hands(monkeypatch):
    moved = Hands(datetime.now(UTC))
    monkeypatch.setattr(clock, "now", lambda: moved.at)
    return moved


@pytest.fixture
def who(committed_db, hands):
    found = people()
    reconcile([found.dossier.pk], on=clock.today())
    return found


@pytest.fixture
def desk_of(browser):
    def open_desk(user, **options):
        page = browser.new_page(**options)
        page.goto("/login/")
        sign_in(page, user)
        page.wait_for_url(re.compile(r"/todo/$"))
        return page

    return open_desk


def sign_in(page, user):
    page.get_by_label("用户名").fill(user.username)
    page.get_by_label("密码", exact=True).fill(factories.PASSWORD)
    page.get_by_role("button", name="登录").click()


def visit_page(who):
    return f"/people/{who.dossier.code}/visits/new/"


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def choose(page, group, label):
    page.get_by_role("group", name=group).get_by_label(label, exact=True).click()


def write(page):
    choose(page, "地点", "办公室")
    choose(page, "思想和情绪", "平稳")
    page.get_by_label("履职表现").fill(NOTE)
    page.get_by_label("当前状态").select_option(label="积极投入")


def is_all_there(page):
    assert page.get_by_label("履职表现").input_value() == NOTE
    assert page.get_by_role("group", name="地点").get_by_label("办公室", exact=True).is_checked()
    assert page.get_by_role("group", name="思想和情绪").get_by_label("平稳").is_checked()
    assert page.get_by_label("当前状态").locator("option:checked").inner_text() == "积极投入"


@pytest.mark.parametrize("options", [{}, PHONE])
def test_without_scripts_a_long_note_is_there_after_signing_in_again(desk_of, who, hands, options):
    page = desk_of(who.officer, java_script_enabled=False, **options)
    page.goto(visit_page(who))
    write(page)
    hands.pass_by(minutes=20)
    page.get_by_role("button", name="提交回访记录").click()
    page.wait_for_url(LOGIN)
    assert page.get_by_text("刚才没有提交的内容已留存").is_visible()
    assert not Visit.objects.exists()
    sign_in(page, who.officer)
    page.wait_for_url(f"**{visit_page(who)}")
    assert page.get_by_role("heading", name="刚才填写的内容还在").is_visible()
    is_all_there(page)


def test_with_scripts_the_note_stays_on_the_page_and_is_saved_after_signing_in(
    browser, desk_of, who, hands
):
    browser.expect("401")
    browser.expect("422")
    page = desk_of(who.officer)
    page.goto(visit_page(who))
    hands.pass_by(minutes=20)
    write(page)
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("登录已到期，内容还在本页").wait_for()
    assert not Draft.objects.exists()
    with page.context.expect_page() as opened:
        dialog.get_by_role("link", name="在新窗口登录").click()
    other = opened.value
    sign_in(other, who.officer)
    other.get_by_role("heading", name="已登录").wait_for()
    other.close()
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.get_by_text(re.compile("草稿已自动保存")).wait_for()
    assert not dialog.is_visible()
    is_all_there(page)
    assert NOTE in str(Draft.objects.get().data)
    page.get_by_role("button", name="提交回访记录").click()
    # Judged by the form, not turned away by a stale token.
    page.get_by_role("alert").get_by_text(re.compile(r"需要补充")).wait_for()
    is_all_there(page)


def test_two_minutes_before_the_end_the_page_asks(desk_of, who, settings, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime.now(UTC))
    settings.IDLE_LIMIT_MINUTES, settings.WARN_SECONDS = 1, 50
    page = desk_of(who.officer)
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("秒后将退出").wait_for()
    assert fits(page)
    dialog.get_by_role("button", name="继续使用").click()
    dialog.wait_for(state="hidden")
    page.goto("/prefs/")
    assert page.get_by_role("heading", name="我的", exact=True).is_visible()


def test_what_is_withdrawn_in_one_browser_is_refused_with_the_next_click_in_the_other(
    browser, desk_of, who
):
    browser.expect("403")
    browser.expect("404")  # the drafts may be quicker than the click
    page = desk_of(who.officer)
    page.goto(visit_page(who))
    write(page)
    who.officer.role = Role.HELPER
    who.officer.save(update_fields=["role"])
    page.get_by_role("button", name="提交回访记录").click()
    page.get_by_role("heading", name="这一页不由您办理").wait_for()
    assert not Visit.objects.exists()


def test_a_second_browser_ends_the_first_and_says_so(desk_of, who):
    first = desk_of(who.officer)
    desk_of(who.officer)
    first.get_by_role("link", name="帮助").first.click()
    first.wait_for_url(LOGIN)
    assert first.get_by_text("已在另一处登录").is_visible()


def test_after_signing_out_the_back_button_shows_nobody(desk_of, who):
    page = desk_of(who.officer)
    page.goto(f"/people/{who.dossier.code}/")
    name = who.dossier.cadre.name
    assert name in page.content()
    page.get_by_text("我的", exact=True).first.click()
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url(LOGIN)
    page.go_back()
    page.wait_for_load_state()
    assert name not in page.content()
    assert page.context.cookies("http://127.0.0.1") == [] or all(
        cookie["name"] != "sid" for cookie in page.context.cookies()
    )


def test_taking_up_the_second_factor_on_a_phone(browser, who, settings, hands):
    from base64 import b32decode

    from signin.rules.codes import code_at, step_at

    settings.SECOND_FACTOR = True
    page = browser.new_page(**PHONE)
    page.goto("/login/")
    sign_in(page, who.officer)
    page.get_by_role("heading", name="启用动态口令").wait_for()
    assert fits(page)
    assert page.get_by_role("img", name="二维码").bounding_box()["width"] >= 180
    key = b32decode(page.locator(".qr-key").inner_text().replace(" ", ""))
    page.get_by_label("手机上显示的6位数字").fill(code_at(key, step_at(hands.at)))
    page.get_by_role("button", name="启用").click()
    page.get_by_role("heading", name="请记下恢复码").wait_for()
    assert fits(page)
    page.get_by_role("link", name="已经记下").click()
    page.wait_for_url(re.compile(r"/todo/$"))
