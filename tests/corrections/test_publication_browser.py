"""本地规则 in a real browser: one person drafts, another sees what moves and publishes."""

from datetime import date

import pytest

from accounts.roles import Role
from cases.models import Clock, Policy
from tests import factories as make
from tests.web.test_browser import desk_of
from visits.actions import reconcile_all

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def office(committed_db, monkeypatch):
    monkeypatch.setattr("workdays.clock.today", lambda: make.TODAY)
    office = make.office()
    for number, (name, measure) in enumerate(
        (("许明澈", "PW"), ("孙玉珠", "LA"), ("冯雪凝", "PP1"))
    ):
        person = make.cadre(make.work_unit(f"单位{number}"), name=name)
        make.decision(person, office, measure=measure, decided_on=date(2026, 8, 20))
    reconcile_all(on=make.TODAY)
    return office


def test_one_drafts_and_another_publishes(browser, office):
    officer, director = make.user(Role.OFFICER, office), make.user(Role.DIRECTOR, office)
    # The draft without its reason is answered with 422.
    browser.expect("422")
    page = desk_of(browser, officer)
    page.goto("/policy/")
    page.get_by_role("button", name="起草新的一版").click()
    page.get_by_label("依据文件").fill("临纪发〔2026〕8号")
    page.get_by_text("C：对应日").click()
    page.get_by_label("首次回访期限（天）", exact=True).fill("45")
    page.get_by_role("button", name="保存草稿").click()
    assert "请写明修改说明" in page.locator(".error-summary").inner_text()
    page.get_by_label("修改说明").fill("按市里统一要求调整")
    page.get_by_role("button", name="保存草稿").click()
    page.get_by_role("link", name="核对影响，准备发布").click()
    assert page.get_by_role("button", name="发布第2版").count() == 0
    other = desk_of(browser, director)
    other.goto("/todo/")
    other.locator(".desk-lines a.btn", has_text="本地规则第2版").click()
    assert "党内警告 影响期" in other.locator("main").inner_text()
    other.set_viewport_size(PHONE)
    width = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert other.evaluate(width)
    other.get_by_role("button", name="发布第2版").click()
    other.wait_for_url("**/policy/2/moved/")
    assert other.evaluate(width)
    assert Policy.objects.get(number=2).is_published
    # Also the bar after the probation, whose days are still open.
    assert set(Clock.objects.values_list("policy__number", flat=True)) == {2}
