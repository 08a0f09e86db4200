"""处分执行核查 in a real browser: few clicks, without a script, on a small screen."""

import re

import pytest

from cases.models import ExecutionCheck, ExecutionIssue
from tests.cases.checking import desk
from workdays.clock import today

pytestmark = pytest.mark.browser
BACKEND = "django.contrib.auth.backends.ModelBackend"
PHONE = {"viewport": {"width": 390, "height": 844}}
LIST = re.compile(r"/execution/$")


@pytest.fixture
def who(committed_db):
    return desk()


@pytest.fixture
def screen_of(browser):
    def open_screen(user, **options):
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

    return open_screen


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_two_items_one_after_the_other_take_three_clicks_each(screen_of, who):
    page = screen_of(who.officer)
    page.goto(f"/people/{who.dossier.code}/execution/")
    page.get_by_role("link", name=re.compile("登记.*送达、抄送")).click()
    page.get_by_label("落实", exact=True).click()
    page.get_by_label("实办日期").fill("2026-01-13")
    page.get_by_label("凭证、说明").fill("送达回证")
    page.get_by_role("button", name=re.compile("^保存并登记下一项")).click()
    page.get_by_role("heading", name="决定宣布").wait_for()
    page.get_by_label("不涉及", exact=True).click()
    page.get_by_role("button", name="保存并回到清单").click()
    page.wait_for_url(LIST)
    assert list(ExecutionCheck.objects.order_by("pk").values_list("item", "result")) == [
        ("delivered", "done"),
        ("announced", "not_applicable"),
    ]


def test_a_no_and_its_money_work_without_a_script_on_a_phone(screen_of, who):
    page = screen_of(who.officer, java_script_enabled=False, **PHONE)
    page.goto(f"/people/{who.dossier.code}/execution/{who.decision.code}/pay/")
    page.get_by_label("未落实", exact=True).click()
    page.get_by_text("结论是“未落实”的，在这里写明问题").click()
    page.get_by_label("问题情况").fill("绩效奖金未停发，共8个月。")
    page.get_by_label("多发，应追回").click()
    page.get_by_label("涉及月数").fill("8")
    page.get_by_label("发现金额").fill("１８,６４０元")
    page.get_by_role("button", name="保存并回到清单").click()
    page.wait_for_url(LIST)
    issue = ExecutionIssue.objects.get()
    assert (issue.found_fen, issue.months, issue.found_on) == (1_864_000, 8, today())
    assert page.get_by_text("18,640.00元").first.is_visible()


def test_a_fault_opens_what_was_folded_and_leads_to_it(browser, screen_of, who):
    browser.expect("422")
    page = screen_of(who.officer)
    page.goto(f"/people/{who.dossier.code}/execution/{who.decision.code}/pay/")
    page.get_by_label("未落实", exact=True).click()
    page.get_by_role("button", name="保存并回到清单").click()
    page.get_by_role("link", name="请填写问题情况。").click()
    assert page.evaluate("document.activeElement.name") == "issue-text"


def test_nothing_is_wider_than_a_phone(screen_of, who):
    issue = who.assigned()
    page = screen_of(who.second, **PHONE)
    for address in (
        f"/people/{who.dossier.code}/execution/",
        f"/people/{who.dossier.code}/execution/{who.decision.code}/filed/",
        issue.get_absolute_url(),
        "/people/execution/",
    ):
        page.goto(address)
        assert fits(page), address
