"""A change and an override as people make them, in a real browser, at a desk and on a phone."""

import pytest
from playwright.sync_api import expect

from corrections.choices import CorrectionState
from corrections.models import Correction
from tests.corrections.acts import ground
from tests.factories import PASSWORD, TODAY

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    monkeypatch.setattr("workdays.clock.today", lambda: TODAY)


def signed_in(browser, user, **options):
    page = browser.new_page(**options)
    page.goto("/login/")
    page.get_by_label("用户名").fill(user.username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page


def is_as_wide_as_its_screen(page):
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("options", [{}, {"viewport": PHONE}], ids=["desk", "phone"])
def test_a_change_is_seen_and_saved(browser, options):
    here = ground()
    page = signed_in(browser, here.officer, **options)
    page.goto(f"/people/{here.dossier.code}/changes/")
    assert is_as_wide_as_its_screen(page)
    page.get_by_text("登记这项决定的变动").click()
    page.get_by_role("link", name="变更处分").click()
    page.get_by_label("变更决定日期").fill("2026-06-15")
    page.get_by_label("变更为").select_option("PW")
    page.get_by_label("依据").fill("复查决定：临纪复〔2026〕1号")
    page.get_by_role("button", name="查看会怎样变化").click()
    expect(page.get_by_text("提前181天").first).to_be_visible()
    expect(page.get_by_text("现在还没有保存")).to_be_visible()
    assert is_as_wide_as_its_screen(page)
    page.get_by_text("各地做法不一的地方").click()
    expect(page.get_by_text("变更后的期限怎样起算")).to_be_visible()
    page.get_by_role("button", name="按此保存").click()
    expect(page.get_by_text("“变更处分”已登记")).to_be_visible()
    assert Correction.objects.get().state == CorrectionState.APPLIED


def test_an_override_goes_from_one_desk_to_another(browser):
    here = ground()
    page = signed_in(browser, here.officer)
    page.goto(f"/people/{here.dossier.code}/changes/")
    page.get_by_text("登记这项决定的变动").click()
    page.get_by_role("link", name="认定届满日").click()
    page.get_by_label("认定的届满日").fill("2027-07-08")
    page.get_by_label("依据").fill("会议纪要〔2026〕9号")
    page.get_by_role("button", name="查看会怎样变化").click()
    page.get_by_role("button", name="提交复核").click()
    expect(page.get_by_text("复核以前什么都不变")).to_be_visible()
    expect(page.get_by_role("button", name="复核同意，立即生效")).to_have_count(0)

    other = signed_in(browser, here.leader, viewport=PHONE)
    other.goto("/todo/")
    other.get_by_role("link", name="复核").click()
    expect(other.get_by_text("推后1天").first).to_be_visible()
    assert is_as_wide_as_its_screen(other)
    other.get_by_role("button", name="复核同意，立即生效").click()
    expect(other.get_by_text("已复核生效")).to_be_visible()
    page.goto(f"/people/{here.dossier.code}/changes/")
    expect(page.get_by_text("系统推算至2027年7月7日")).to_be_visible()
